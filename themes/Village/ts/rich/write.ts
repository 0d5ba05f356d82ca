// The editor's document back into Markdown. One way to write each thing, so that a second trip changes nothing.
import type { Node } from 'prosemirror-model'
import { MarkdownSerializer, MarkdownSerializerState, defaultMarkdownSerializer } from 'prosemirror-markdown'
import { addressAt } from './address'

type Inside = { out: string, delim: string, inTightList: boolean, closed: Node | null, flushClose(size?: number): void }
const inside = (state: MarkdownSerializerState) => state as unknown as Inside

const isBare = (node: Node) => node.type.name === 'paragraph' && !/\S/.test(node.textContent) && ![...Array(node.childCount).keys()].some((i) => /photo|task/.test(node.child(i).type.name))

/** What stands in a container without the empty paragraphs, which Markdown does not know; one stays when there is nothing else. */
function kept(node: Node): Node[] {
  const all = [...Array(node.childCount).keys()].map((i) => node.child(i))
  const full = all.filter((child) => !isBare(child))
  return full.length ? full : all.slice(0, 1)
}

const blocks = (state: MarkdownSerializerState, node: Node) => kept(node).forEach((child, nth, all) => {
  const same = nth > 0 && all[nth - 1]!.type === child.type && /list$/.test(child.type.name)
  lists.set(child, same && !lists.get(all[nth - 1]!))
  state.render(child, node, nth)
})

/** The server takes these photos out of the line and makes figures of them: they stand on lines of their own. */
const isFigure = (node: Node) => /^photo:/i.test(node.attrs.src) && !node.marks.length

/** Two lists that follow each other stay two when their signs differ. */
const lists = new WeakMap<Node, boolean>()

const canBeTight = (item: Node) => {
  const children = kept(item)
  return children.length === 1 || (children.length === 2 && children[0]!.type.name === 'paragraph' && /list$/.test(children[1]!.type.name))
}

function list(state: MarkdownSerializerState, node: Node, first: (nth: number) => string): void {
  const own = inside(state)
  const items = [...Array(node.childCount).keys()].map((i) => node.child(i))
  const tight = node.attrs.tight && items.every(canBeTight)
  if (own.inTightList && own.closed) own.flushClose(1)
  const outer = own.inTightList
  own.inTightList = tight
  items.forEach((item, nth) => {
    if (nth && tight) own.flushClose(1)
    state.wrapBlock(' '.repeat(first(nth).length), first(nth), node, () => blocks(state, item))
  })
  own.inTightList = outer
}

/** Escapes what would be read as a sign, and leaves bare web addresses as they are. */
function escape(all: string, lineStart: boolean, before: string): string {
  const text = lineStart ? all.replace(/^[ \t]+/, '') : all
  let out = ''
  let from = 0
  for (const found of text.matchAll(/https?:\/\/|www\./gi)) {
    if (found.index! < from) continue
    const length = addressAt(text, found.index!, found.index ? undefined : before)
    if (!length) continue
    out += words(text.slice(from, found.index), lineStart && from === 0) + text.slice(found.index, found.index! + length)
    from = found.index! + length
  }
  return out + words(text.slice(from), lineStart && from === 0)
}

function words(text: string, lineStart: boolean): string {
  let safe = text.replace(/\[\[[\d๐-๙]{1,12}\]\]|[\\`*[\]|]|~(?=~|$)|(?:^|~)~|_+|!(?=\[|\s*$)|<(?=[A-Za-z/!?]|$)|&(?=#?[A-Za-z0-9]+;)/g, (found, at: number) => {
    if (found.startsWith('[[')) return found
    const around = (text[at - 1] ?? '') + '|' + (text[at + found.length] ?? '')
    return found[0] === '_' && /^[A-Za-z0-9]\|[A-Za-z0-9]$/.test(around) ? found : found.replace(/./g, '\\$&')
  })
  if (lineStart) safe = safe.replace(/^(#{1,6})(?=\s|$)|^[-+](?=\s|$|-)|^>|^=(?==*\s*$)/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
  return safe
}

class Writer extends MarkdownSerializerState {
  override esc(text: string, startOfLine?: boolean): string {
    const { out, delim } = inside(this)
    const line = out.slice(out.lastIndexOf('\n') + 1)
    return escape(text, Boolean(startOfLine) || (out.includes('\n') && line.trim() === delim.trim() && line.length >= delim.length), out.slice(-1))
  }
}

const address = (href: string) => /\s/.test(href) ? `<${href.replace(/[<>\\]/g, '\\$&')}>` : href.replace(/[()<>\\]|&(?=#?[A-Za-z0-9]+;)/g, '\\$&').replace(/\|/g, '%7C')

function table(state: MarkdownSerializerState, node: Node): void {
  node.forEach((row, _, nth) => {
    if (nth) inside(state).out += '\n'
    state.write('|')
    row.forEach((cell) => {
      state.write(' ')
      state.renderInline(cell, false)
      state.write(' |')
    })
    if (nth) return
    inside(state).out += '\n'
    state.write('|')
    row.forEach(({ attrs }) => state.write(attrs.align === 'right' ? '---:|' : attrs.align === 'center' ? ':---:|' : '---|'))
  })
  state.closeBlock(node)
}

/** Spaces at the end of a paragraph are none. */
function line(state: MarkdownSerializerState, render: () => void, polish = (words: string) => words): void {
  const own = inside(state)
  const from = own.out.length
  render()
  own.out = own.out.slice(0, from) + polish(own.out.slice(from).replace(/[ \t]+$/, ''))
}

const { nodes, marks } = defaultMarkdownSerializer

const serializer = new MarkdownSerializer({
  doc: blocks,
  text: nodes.text!,
  code_block(state, node, parent, nth) {
    if (node.textContent) return nodes.code_block!(state, node, parent, nth)
    state.write('```\n')
    state.write('```')
    state.closeBlock(node)
  },
  paragraph(state, node) { line(state, () => state.renderInline(node)); state.closeBlock(node) },
  blockquote: (state, node) => state.wrapBlock('> ', null, node, () => blocks(state, node)),
  horizontal_rule(state, node) { state.write('___'); state.closeBlock(node) },  // "- ---" would be one line itself
  heading(state, node) {
    state.write('#'.repeat(node.attrs.level) + ' ')
    line(state, () => state.renderInline(node, false), (words) => words.replace(/^[ \t]+/, '').replace(/#(?=#*$)/, '\\#'))
    state.closeBlock(node)
  },
  bullet_list: (state, node) => list(state, node, () => lists.get(node) ? '* ' : '- '),
  ordered_list: (state, node) => list(state, node, (nth) => `${node.attrs.order + nth}${lists.get(node) ? ')' : '.'} `),
  table,
  photo(state, node, parent, nth) {
    const alone = isFigure(node) && parent.type.name === 'paragraph'
    const own = inside(state)
    const line = own.out.slice(own.out.lastIndexOf('\n') + 1)
    if (alone && nth > 0 && line.trim() !== own.delim.trim()) own.out = own.out.replace(/[ \t]+$/, '') + '\n'
    state.write(`![${words(node.attrs.alt, false)}](${address(node.attrs.src)})`)
    const next = parent.maybeChild(nth + 1)
    if (alone && next && !/photo|break/.test(next.type.name)) own.out += '\n'
  },
  task(state, node, _parent, nth) { state.write(nth === 0 ? `[${node.attrs.done ? 'x' : ' '}] ` : node.attrs.done ? '☑' : '☐') },
  hard_break(state, node, parent, nth) {
    for (let i = nth + 1; i < parent.childCount; i++)
      if (parent.child(i).type !== node.type) return state.write('\\\n')
  },
}, {
  em: marks.em!, strong: marks.strong!, code: marks.code!,
  strike: { open: '~~', close: '~~', mixable: true, expelEnclosingWhitespace: true },
  link: {
    ...marks.link!,
    close(state, mark, parent, nth) {
      const plain = (marks.link!.close as (...all: unknown[]) => string)(state, mark, parent, nth)
      return plain === '>' ? plain : `](${address(mark.attrs.href)})`
    },
  },
})

/** The Markdown of a document. */
export function write(doc: Node): string {
  const state = new (Writer as unknown as new (...all: unknown[]) => Writer)(serializer.nodes, serializer.marks, {})
  blocks(state, doc)
  return inside(state).out
}
