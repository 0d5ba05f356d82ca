// Documents in the writing form: sent at once, in pieces, like photos.
import { said, type Entries } from './fields'
import { held, hold } from './unsent'
import { ask, cancel, send, type How, type Sending, type Told } from './uploads'

/** Takes over input[name=Files] and the rows in [data-rows]. */
export function showFiles(form: HTMLFormElement, sendings: Map<string, Sending>): void {
  const box = form.querySelector<HTMLElement>('[data-files]')
  const place = box?.querySelector<HTMLElement>('[data-rows]')
  const input = box?.querySelector<HTMLInputElement>('input[name="Files"]')
  const shape = box?.querySelector<HTMLTemplateElement>('template')
  const hows = box?.querySelector<HTMLElement>('[data-hows]')
  if (!box || !place || !input || !shape) return
  const who = said(form, 'who')
  const changed = () => form.dispatchEvent(new Event('input', { bubbles: true }))
  const show = (row: HTMLElement, how: How, part: number, told?: Told, says?: string) => {
    const [bar, words, name] = [row.querySelector<HTMLProgressElement>('[data-progress]'), row.querySelector<HTMLElement>('[data-how]'), row.querySelector<HTMLElement>('[data-name]')]
    if (bar) {
      bar.hidden = how === 'done' || how === 'refused' || how === 'lost'
      bar.value = part
    }
    if (words) {
      words.textContent = how === 'refused' ? says ?? '' : (hows?.dataset[how] ?? '').replace('{0}', String(part))
      words.classList.toggle('wrong', how === 'refused' || how === 'lost')
    }
    if (name && told) name.textContent = told.name
    if (how === 'refused') row.querySelector<HTMLInputElement>('input')?.remove()
  }
  const add = (id: string, called: string) => {
    const row = (shape.content.cloneNode(true) as DocumentFragment).querySelector<HTMLElement>('.sent')
    const field = row?.querySelector<HTMLInputElement>('input')
    const name = row?.querySelector<HTMLElement>('[data-name]')
    if (!row || !field || !name) return null
    row.dataset.sent = field.value = id
    name.textContent = called
    place.append(row)
    return row
  }
  const go = (id: string, row: HTMLElement, name: string, whole: Blob) => {
    const item: Sending = { id, who, name, file: true, whole, at: Date.now(), how: 'waits', tell: (how, part, told) => show(row, how, part, told, item.says) }
    sendings.set(id, item)
    send(item)
  }
  for (const button of place.querySelectorAll<HTMLElement>('[data-drop]')) button.hidden = false
  input.addEventListener('change', () => {
    const files = [...input.files ?? []]
    input.value = ''
    for (const file of files) {
      const id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      const row = add(id, file.name)
      if (!row) continue
      const item = { id, who, name: file.name, file: true, whole: file, at: Date.now() }
      // A form that is sent in the next second takes it along
      sendings.set(id, { ...item, how: 'waits', tell: () => undefined })
      void hold(item).then(() => { if (row.isConnected) go(id, row, file.name, file) })
    }
    changed()
  })
  place.addEventListener('click', (event) => {
    const row = (event.target as Element).closest('[data-drop]')?.closest<HTMLElement>('.sent')
    if (!row) return
    row.remove()
    sendings.delete(row.dataset.sent ?? '')
    cancel(row.dataset.sent ?? '')
    input.focus()
    changed()
  })
  form.addEventListener('restore', (event) => {
    const ids = (event as CustomEvent<Entries>).detail.filter(([name, id]) => name === 'SentFiles' && /^[0-9a-f]{32}$/.test(id)).map(([, id]) => id)
    const rows = ids.filter((id) => !place.querySelector(`[data-sent="${id}"]`)).map((id) => add(id, '')).filter((row): row is HTMLElement => row !== null)
    void (async () => {
      const told = await ask(rows.map((row) => row.dataset.sent ?? ''))
      for (const row of rows) {
        const id = row.dataset.sent ?? ''
        const [there, kept] = [told?.find((one) => one.id === id), await held(id, who)]
        const name = row.querySelector<HTMLElement>('[data-name]')
        if (name) name.textContent = there?.name ?? kept?.name ?? ''
        if (there?.done) show(row, 'done', 100, there)
        else if (kept) go(id, row, kept.name, kept.whole)
        else if (told) show(row, 'lost', 0)
      }
    })()
  })
}
