// The same worded buttons, for the editor: they say whether they are on, and keep the choice of text while they are pressed.
import { Plugin, TextSelection, type EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { deeds, isSo, marked } from './deeds'
import { schema } from './schema'

type Ways = { view(): EditorView | null, plain(): boolean, rich(): boolean }
const kept = 'write-plain'

const remembered = () => { try { return localStorage.getItem(kept) === '1' } catch { return false } }
const remember = (plain: boolean) => { try { localStorage.setItem(kept, plain ? '1' : '0') } catch { /* asked again next time */ } }

export function toolbar(form: HTMLFormElement, ways: Ways) {
  const bar = form.querySelector<HTMLElement>('[data-tools]')!
  const ask = form.querySelector<HTMLElement>('[data-link-ask]')!
  const to = ask.querySelector('input')!
  const buttons = [...bar.querySelectorAll<HTMLButtonElement>('button[data-tool]')]
  const plain = buttons.find((button) => button.dataset.tool === 'plain')!
  let on = false

  const press = (state: EditorState) => {
    for (const button of buttons) {
      const so = isSo[button.dataset.tool ?? '']
      if (so) button.setAttribute('aria-pressed', String(so(state)))
    }
  }

  const askLink = (view: EditorView) => {
    const mark = schema.marks.link!.isInSet(view.state.selection.$from.marks())
    const chosen = view.state.doc.textBetween(view.state.selection.from, view.state.selection.to)
    to.value = mark?.attrs.href ?? (/^(https?:\/\/|www\.)\S+$/.test(chosen) ? chosen : '')
    ask.hidden = false
    to.focus()
  }

  /** Over the choice; over the whole link the cursor stands in; or the address itself, when nothing is chosen. */
  const putLink = (view: EditorView, typedIn: string) => {
    const { state } = view
    const { link } = schema.marks
    let { from, to: end } = state.selection
    const { $from, empty } = state.selection
    if (empty && marked(state, link!)) {
      const node = $from.parent.childAfter($from.parentOffset).node ? $from.parent.childAfter($from.parentOffset) : $from.parent.childBefore($from.parentOffset)
      from = $from.start() + node.offset
      end = from + (node.node?.nodeSize ?? 0)
    }
    const href = !typedIn || /^(https?:|mailto:|tel:|\/|#)/i.test(typedIn) ? typedIn : `https://${typedIn}`
    const tr = state.tr
    if (!href) tr.removeMark(from, end, link!)
    else if (from === end) tr.insertText(`${href} `, from)
    else tr.removeMark(from, end, link!).addMark(from, end, link!.create({ href }))
    ask.hidden = true
    view.dispatch(tr.scrollIntoView())
    view.focus()
  }

  bar.addEventListener('mousedown', (event) => { if (on) event.preventDefault() })
  bar.addEventListener('click', (event) => {
    const name = (event.target as Element).closest<HTMLElement>('button[data-tool]')?.dataset.tool ?? ''
    const view = ways.view()
    if (name === 'plain') {
      remember(on)
      if (on) ways.plain()
      else if (!ways.rich()) plain.setAttribute('aria-pressed', 'true')
    } else if (on && view && name === 'link') askLink(view)
    else if (on && view && deeds[name]) {
      deeds[name]!(view.state, view.dispatch, view)
      view.focus()
    }
  })
  ask.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('button')
    const view = ways.view()
    if (button && view) putLink(view, button.hasAttribute('data-put') ? to.value.trim() : '')
  })
  ask.addEventListener('keydown', (event) => {
    const view = ways.view()
    if (!view || (event.key !== 'Enter' && event.key !== 'Escape') || event.target !== to) return
    event.preventDefault()
    if (event.key === 'Enter') putLink(view, to.value.trim())
    else {
      ask.hidden = true
      view.focus()
    }
  })

  return {
    plugin: new Plugin({
      props: {
        handleKeyDown(view, event) {
          const mod = event.ctrlKey || event.metaKey
          if (mod && event.key.toLowerCase() === 'k') askLink(view)
          else if (event.altKey && event.key === 'F10') bar.querySelector<HTMLElement>('button[tabindex="0"]')?.focus()
          else return false
          event.preventDefault()
          return true
        },
        handleClickOn: (view, pos, node) => {
          if (node.type !== schema.nodes.task) return false
          view.dispatch(view.state.tr.setNodeMarkup(pos, null, { done: !node.attrs.done }).setSelection(TextSelection.near(view.state.doc.resolve(pos))))
          return true
        },
      },
      view: () => ({ update: (view) => press(view.state) }),
    }),
    show(rich: boolean) {
      on = rich
      ask.hidden = true
      for (const button of buttons) {
        if (button.hasAttribute('data-rich')) button.hidden = !rich
        if (!rich) button.removeAttribute('aria-pressed')
      }
      plain.hidden = false
      plain.setAttribute('aria-pressed', String(!rich))
      const view = ways.view()
      if (rich && view) press(view.state)
    },
    begin() {
      if (remembered() || !ways.rich()) ways.plain()
    },
  }
}
