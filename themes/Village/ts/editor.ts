// Writing that looks as it will be read. The textarea stays the form's field: the editor stands in its place and writes Markdown into it at each change.
// A browser that is too old for this module, and a text that the editor could not give back whole, keep the textarea.
import { history } from 'prosemirror-history'
import { keymap } from 'prosemirror-keymap'
import { EditorState, Plugin } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { toolbar } from './rich/bar'
import { keys, typed } from './rich/deeds'
import { clean, fromText, takePhotos } from './rich/paste'
import { read } from './rich/read'
import { schema } from './rich/schema'
import { whole } from './rich/whole'
import { write } from './rich/write'

/** The last paragraph is always there to be written in, below a table or a list too. */
const lastLine = new Plugin({
  appendTransaction: (_, __, state) => state.doc.lastChild?.type.name === 'paragraph' ? null : state.tr.insert(state.doc.content.size, schema.nodes.paragraph!.create()),
})

function edit(form: HTMLFormElement, body: HTMLTextAreaElement): void {
  const place = document.createElement('div')
  const label = form.querySelector<HTMLLabelElement>(`label[for="${body.id}"]`)
  const id = body.id
  let told = body.value
  let view: EditorView | null = null

  const bar = toolbar(form, { view: () => view, plain: () => show(false), rich: () => show(true) })

  const tell = (doc: ReturnType<typeof read>) => {
    const text = write(doc)
    if (text === told) return
    told = body.value = text
    body.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** The editor in the place of the textarea, or the other way round. False: the text must stay plain. */
  function show(rich: boolean): boolean {
    const doc = rich ? whole(body.value) : null
    if (rich && !doc) return false
    told = body.value
    body.hidden = Boolean(doc)
    place.hidden = !doc
    body.id = doc ? '' : id
    view?.destroy()
    view = doc && start(doc)
    bar.show(rich)
    return true
  }

  const take = (event: Event, data: DataTransfer | null) => {
    const taken = takePhotos(form, data)
    if (taken) event.preventDefault()
    return taken
  }

  const start = (doc: ReturnType<typeof read>) => new EditorView(place, {
    state: EditorState.create({ doc, plugins: [typed, keymap(keys), history(), lastLine, bar.plugin] }),
    attributes: {
      id,
      class: 'prose rich', role: 'textbox', 'aria-multiline': 'true',
      'aria-labelledby': label?.id ?? '', 'aria-describedby': body.getAttribute('aria-describedby') ?? '',
    },
    dispatchTransaction(change) {
      if (!view) return
      view.updateState(view.state.apply(change))
      if (change.docChanged) tell(view.state.doc)
    },
    transformPastedHTML: clean,
    clipboardTextParser: (text) => fromText(text),
    clipboardTextSerializer: (slice) => write(schema.nodes.doc!.create(null, schema.nodes.doc!.validContent(slice.content) ? slice.content : schema.nodes.paragraph!.create(null, slice.content))),
    handleDOMEvents: {
      paste: (_, event) => !event.clipboardData?.getData('text/plain') && take(event, event.clipboardData),
      drop: (_, event) => take(event, event.dataTransfer),
    },
  })

  if (label) {
    label.id ||= `${id}-label`
    label.addEventListener('click', () => { if (body.hidden) view?.focus() })
  }
  body.after(place)
  // A draft that was brought back, or a page that the browser kept
  const other = () => { if (body.hidden && body.value !== told && !show(true)) show(false) }
  body.addEventListener('input', other)
  addEventListener('pageshow', other)
  bar.begin()
}

for (const body of document.querySelectorAll<HTMLTextAreaElement>('form[data-write] .editor textarea[name="Body"]'))
  if (body.form) edit(body.form, body)
