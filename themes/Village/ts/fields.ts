// What stands in a form as pairs of name and text, the way the browser sends it, and the way back.

export type Entries = [string, string][]
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What a form says of itself (see src/Content/Unfinished.Form.cs). Version is no such field: it tells which text the writer saw. */
export const about = new Set(['once', 'who', 'work', 'came', 'turn'])
const skipped = new Set(['password', 'file', 'submit', 'button'])

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((e): e is Field =>
    (e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement)
    && e.name !== '' && !about.has(e.name) && !skipped.has(e.type))
}

const ticks = (field: Field): field is HTMLInputElement => field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')

export const read = (form: HTMLFormElement): Entries =>
  fieldsOf(form).filter((field) => !ticks(field) || field.checked).map((field) => [field.name, field.value.replace(/\r\n?/g, '\n')])

/** The nth text of a name goes into the nth field of that name; a choice is ticked when it was. */
export function write(form: HTMLFormElement, entries: Entries): void {
  // Who keeps rows of their own makes them first (photos.ts, files.ts)
  form.dispatchEvent(new CustomEvent('restore', { detail: entries }))
  const left = new Map<string, string[]>()
  for (const [name, text] of entries) left.set(name, [...left.get(name) ?? [], text])
  for (const field of fieldsOf(form)) {
    const texts = left.get(field.name)
    if (ticks(field)) field.checked = texts?.includes(field.value) ?? false
    else if (texts?.length) field.value = texts.shift() ?? ''
    else continue
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

export const hidden = (form: HTMLFormElement, name: string): HTMLInputElement | null => form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)
export const said = (form: HTMLFormElement, name: string): string => hidden(form, name)?.value ?? ''
