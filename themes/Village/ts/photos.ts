// Photos in the writing form: each becomes a row at once, is made small, goes to the site in pieces while one writes, and comes back with the unfinished work.
import { said, type Entries } from './fields'
import { drawn, makeRow, renumber, show } from './shots'
import { shrink } from './shrink'
import { held, hold } from './unsent'
import { ask, away, cancel, hear, isOpen, send, type Sending } from './uploads'

/** Takes over input[name=Photos] and the rows in [data-shots]. */
export function showPhotos(form: HTMLFormElement, sendings: Map<string, Sending>): void {
  const box = form.querySelector<HTMLElement>('[data-photos]')
  const place = box?.querySelector<HTMLElement>('[data-shots]')
  const input = box?.querySelector<HTMLInputElement>('input[name="Photos"]')
  const status = box?.querySelector<HTMLElement>('[data-sending]')
  if (!box || !place || !input || !status) return
  const who = said(form, 'who')
  const rows = () => [...place.querySelectorAll<HTMLElement>('.shot')]
  const changed = () => { renumber(rows()); form.dispatchEvent(new Event('input', { bubbles: true })) }

  const go = (id: string, row: HTMLElement, name: string, whole: Blob) => {
    const item: Sending = { id, who, name, file: false, whole, at: Date.now(), how: 'waits', tell: (how, part, told) => show(box, row, how, part, told, item.says) }
    sendings.set(id, item)
    send(item)
  }
  const add = (id: string) => {
    const row = makeRow(box, id)
    if (row) place.append(row)
    return row
  }
  const take = async (files: File[]) => {
    const room = Number(box.dataset.most) - rows().length
    if (files.length > room) { status.hidden = false; status.textContent = status.dataset.many ?? '' }
    const fresh = files.slice(0, Math.max(0, room)).map((file) => ({ file, id: crypto.randomUUID?.().replace(/-/g, '') ?? [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('') }))
      .map((one) => ({ ...one, row: add(one.id) }))
    changed()
    fresh[0]?.row?.querySelector<HTMLElement>('input[type="text"]')?.focus()
    // All at once as they are, so that a reload in the next second finds them, and a form that is sent takes them along
    const holding = new Map(fresh.filter((one) => one.row).map(({ file, id }) => {
      const item = { id, who, name: file.name, file: false, whole: file, at: Date.now() }
      sendings.set(id, { ...item, how: 'shrinks', tell: () => undefined })
      return [id, hold(item)]
    }))
    for (const { file, id, row } of fresh) {
      await holding.get(id)
      if (!row?.isConnected) continue
      show(box, row, 'shrinks', 0)
      const whole = await shrink(file)
      await drawn(row, whole)
      if (!row.isConnected) continue
      if (whole !== file) await hold({ id, who, name: file.name, file: false, whole, at: Date.now() })
      go(id, row, file.name, whole)
    }
  }
  input.addEventListener('change', () => {
    const files = [...input.files ?? []]
    input.value = ''
    void take(files)
  })

  place.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button')
    const row = button?.closest<HTMLElement>('.shot')
    if (!button || !row) return
    const other = button.hasAttribute('data-up') ? row.previousElementSibling : button.hasAttribute('data-down') ? row.nextElementSibling : null
    if (other && button.hasAttribute('data-up')) other.before(row)
    else if (other) other.after(row)
    else if (button.hasAttribute('data-drop')) {
      const id = row.dataset.shot ?? ''
      row.remove()
      sendings.delete(id)
      cancel(id)
      input.focus()
    } else return
    if (other) button.focus()
    changed()
  })

  // The text comes back with its rows; what the site has of them, and what lies here, is asked then
  const resume = async (found: HTMLElement[]) => {
    if (!found.length) return
    const here = new Map(await Promise.all(found.map(async (row) => [row.dataset.shot ?? '', await held(row.dataset.shot ?? '', who)] as const)))
    const told = await ask([...here.keys()])
    for (const row of found) {
      const id = row.dataset.shot ?? ''
      const [there, kept] = [told?.find((one) => one.id === id), here.get(id)]
      if (there?.done) show(box, row, 'done', 100, there)
      else if (kept) {
        const whole = kept.whole instanceof File ? await shrink(kept.whole) : kept.whole
        await drawn(row, whole)
        go(id, row, kept.name, whole)
      } else if (told) show(box, row, 'lost', 0)
    }
    changed()
  }
  form.addEventListener('restore', (event) => {
    const ids = new Set((event as CustomEvent<Entries>).detail.map(([name]) => /^Sent\[([0-9a-f]{32})\]/.exec(name)?.[1]).filter((id): id is string => Boolean(id)))
    void resume([...ids].filter((id) => !rows().some((row) => row.dataset.shot === id)).map(add).filter((row): row is HTMLElement => row !== null))
  })
  renumber(rows())
  hear(() => {
    const all = [...sendings.values()].filter((item) => !item.file && item.how !== 'refused' && item.how !== 'lost')
    const done = all.filter((item) => item.how === 'done').length
    status.hidden = all.length === 0
    const words = done === all.length ? status.dataset.all : away() ? status.dataset.away : status.dataset.words
    const text = (words ?? '').replace('{0}', String(done)).replace('{1}', String(all.length))
    if (status.textContent !== text && !(form.dataset.waitsFor && all.some(isOpen))) status.textContent = text
  })
}
