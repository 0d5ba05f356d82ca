// Worded buttons that put Markdown around what is chosen, so that nobody has to know Markdown.

type Deed = (body: HTMLTextAreaElement, chosen: string, words: string) => void

/** Replaces the choice as if it had been typed (so that the browser's undo takes it back), then chooses [from, to) of what was put in. */
function put(body: HTMLTextAreaElement, text: string, from: number, to: number): void {
  body.focus()
  const start = body.selectionStart
  if (!document.execCommand('insertText', false, text)) {
    body.setRangeText(text, start, body.selectionEnd, 'end')
    body.dispatchEvent(new Event('input', { bubbles: true }))
  }
  body.setSelectionRange(start + from, start + to)
}

const around = (mark: string): Deed => (body, chosen, words) => {
  const text = chosen || words
  put(body, mark + text + mark, mark.length, mark.length + text.length)
}

/** Marks whole lines: grows the choice to the line's edges first, and stands clear of the paragraph above. */
const lines = (mark: string): Deed => (body, _chosen, words) => {
  const value = body.value
  const start = value.lastIndexOf('\n', body.selectionStart - 1) + 1
  const found = value.indexOf('\n', body.selectionEnd)
  const end = found < 0 ? value.length : found
  body.setSelectionRange(start, end)
  const above = value.slice(0, start)
  const air = above === '' || above.endsWith('\n\n') ? '' : '\n'
  const text = (value.slice(start, end) || words).split('\n').map((line) => line.startsWith(mark) ? line : mark + line).join('\n')
  put(body, air + text, air.length + mark.length, air.length + text.length)
}

const link: Deed = (body, chosen, words) => {
  const address = /^https?:\/\/\S+$/.test(chosen) ? chosen : 'https://'
  const text = address === chosen ? words : chosen || words
  const made = `[${text}](${address})`
  if (address === chosen) put(body, made, 1, 1 + text.length)
  else put(body, made, made.length - 1 - address.length, made.length - 1)
}

const deeds: Record<string, Deed> = { bold: around('**'), heading: lines('## '), list: lines('- '), quote: lines('> '), link }

/** Shows [data-tools] and wires its buttons: data-tool says the deed, data-words what stands there when nothing is chosen.
 * While the editor stands in the textarea's place (editor.ts), the words are its own; photos and arrows stay here. */
export function tools(form: HTMLFormElement, body: HTMLTextAreaElement): void {
  const bar = form.querySelector<HTMLElement>('[data-tools]')
  if (!bar) return
  const photos = form.querySelector<HTMLInputElement>('input[type="file"][name="Photos"]')
  bar.hidden = false
  const all = [...bar.querySelectorAll<HTMLButtonElement>('button[data-tool]')]
  all.forEach((button, nth) => { button.tabIndex = nth ? -1 : 0 })

  bar.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-tool]')
    if (!button) return
    const name = button.dataset.tool ?? ''
    if (name === 'photo') photos?.click()
    else if (!body.hidden) deeds[name]?.(body, body.value.slice(body.selectionStart, body.selectionEnd), button.dataset.words ?? '')
  })
  // A toolbar is one stop of the Tab key; arrows walk inside it
  bar.addEventListener('keydown', (event) => {
    const buttons = all.filter((button) => !button.hidden)
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const next = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : at < 0 || !step ? -1 : (at + step + buttons.length) % buttons.length
    const to = buttons[next]
    if (!to) return
    event.preventDefault()
    buttons.forEach((button) => { button.tabIndex = button === to ? 0 : -1 })
    to.focus()
  })
  body.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'b') return
    event.preventDefault()
    bar.querySelector<HTMLButtonElement>('[data-tool="bold"]')?.click()
  })
}
