// A draft lives in this browser only, under the form's own key, until the page after sending says that it was done (saved.ts).

type Kept = { at: number, sent?: number, fields: Record<string, string> }
export type Draft = { changed(): boolean, sent(): void, back(): void }

const prefix = 'draft:'
const skipped = new Set(['hidden', 'password', 'file', 'submit', 'button'])
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((e): e is Field =>
    (e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement)
    && e.name !== '' && !skipped.has(e.type))
}

/** Name to value; the fourth field called Choice is Choice#3; a box that is not ticked is ''. */
function read(form: HTMLFormElement): Record<string, string> {
  const seen = new Map<string, number>()
  const found: Record<string, string> = {}
  for (const field of fieldsOf(form)) {
    const nth = seen.get(field.name) ?? 0
    seen.set(field.name, nth + 1)
    const ticked = !(field instanceof HTMLInputElement) || (field.type !== 'checkbox' && field.type !== 'radio') || field.checked
    found[nth ? `${field.name}#${nth}` : field.name] = ticked ? field.value : ''
  }
  return found
}

function write(form: HTMLFormElement, fields: Record<string, string>): void {
  const seen = new Map<string, number>()
  for (const field of fieldsOf(form)) {
    const nth = seen.get(field.name) ?? 0
    seen.set(field.name, nth + 1)
    const value = fields[nth ? `${field.name}#${nth}` : field.name]
    if (value === undefined) continue
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) field.checked = value !== ''
    else field.value = value
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

const clock = (at: number) => new Date(at).toTimeString().slice(0, 5)

/** Keeps what is typed, says so in [data-saved], and offers an older draft in [data-restore] instead of forcing it in. */
export function keepDraft(form: HTMLFormElement): Draft {
  const key = prefix + (form.dataset.draftKey ?? location.pathname)
  const status = form.querySelector<HTMLElement>('[data-saved]')
  const first = JSON.stringify(read(form))
  const refused = form.querySelector('.refused') !== null
  let last = first
  let timer = 0

  const keepNow = () => {
    const fields = read(form)
    const now = JSON.stringify(fields)
    if (now === last) return
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields } satisfies Kept))
      last = now
      const words = status?.querySelector<HTMLElement>('[data-text]')
      if (status && words) {
        words.textContent = (words.dataset.text ?? '').replace('{0}', clock(Date.now()))
        status.hidden = false
      }
    } catch { /* full or forbidden: the warning on leaving still stands */ }
  }

  offer(form, key, first)
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(keepNow, 800)
  })
  addEventListener('pagehide', () => { if (timer) keepNow() })
  const mark = (sent?: number) => {
    try {
      const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null
      if (kept) localStorage.setItem(key, JSON.stringify({ ...kept, sent }))
    } catch { /* no storage, no draft */ }
  }
  return {
    changed: () => refused || JSON.stringify(read(form)) !== first,
    sent() {
      clearTimeout(timer)
      keepNow()
      mark(Date.now())
    },
    back: () => mark(),
  }
}

function offer(form: HTMLFormElement, key: string, first: string): void {
  let kept: Kept | null = null
  try { kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null } catch { /* broken: as good as none */ }
  const box = form.querySelector<HTMLElement>('[data-restore]')
  if (!kept || !box || JSON.stringify(kept.fields) === first) return
  const { fields, at } = kept
  const when = box.querySelector<HTMLElement>('[data-text]')
  if (when) when.textContent = (when.dataset.text ?? '').replace('{0}', `${new Date(at).toLocaleDateString(document.documentElement.lang)} ${clock(at)}`)
  box.hidden = false
  box.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-take],[data-drop]')
    if (!button) return
    if (button.hasAttribute('data-take')) write(form, fields)
    else localStorage.removeItem(key)
    box.hidden = true
    form.querySelector<HTMLElement>('[name="Title"],[name="Body"]')?.focus()
  })
}
