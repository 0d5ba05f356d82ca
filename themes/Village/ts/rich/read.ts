// Markdown into the editor's document, by the rules of the server: Thai emphasis, bare addresses, no indented code, no HTML, task signs.
import MarkdownIt from 'markdown-it'
import { MarkdownParser } from 'prosemirror-markdown'
import { addressAt } from './address'
import { schema } from './schema'

type Token = ReturnType<MarkdownIt['parse']>[number]

const thai = /[\u0E01-\u0E5B]/
const sign = /[\p{P}\p{S}]/u
const stop = /[\n!#$%&*+\-:<=>@[\\\]^_`{}~]/
const reach = 48

/** As ThaiEmphasis.InThai: a Thai letter in the same run without spaces. */
function inThai(text: string, start: number, end: number): boolean {
  const left = /[^\s|]*$/.exec(text.slice(Math.max(0, start - reach), start))?.[0] ?? ''
  const right = /^[^\s|]*/.exec(text.slice(end, end + reach))?.[0] ?? ''
  return thai.test(left) || thai.test(right)
}

const runeBefore = (text: string, at: number) => [...text.slice(Math.max(0, at - 2), at)].pop() ?? ' '
const runeAt = (text: string, at: number) => at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : ' '

const md = new MarkdownIt({ html: false, linkify: false })
md.disable(['code'])
md.validateLink = () => true  // the server decides where a link may lead
md.normalizeLink = (url) => url

/** As ThaiEmphasis.Flanks. */
md.inline.State.prototype.scanDelims = function (start: number, star: boolean) {
  const text = this.src
  let end = start
  while (end < this.posMax && text[end] === text[start]) end++
  const before = runeBefore(text, start)
  const after = end < this.posMax ? runeAt(text, end) : ' '
  const [spaceBefore, spaceAfter] = [/\s/.test(before), /\s/.test(after)]
  const [signBefore, signAfter] = [sign.test(before), sign.test(after)]
  const glued = (signBefore || signAfter) && inThai(text, start, end)
  const left = !spaceAfter && (!signAfter || spaceBefore || signBefore || glued)
  const right = !spaceBefore && (!signBefore || spaceAfter || signAfter || glued)
  return {
    can_open: left && (star || !right || signBefore || thai.test(before)),
    can_close: right && (star || !left || signAfter || thai.test(after)),
    length: end - start,
  }
}

md.inline.ruler.at('text', (state, silent) => {
  let at = state.pos
  for (; at < state.posMax; at++) {
    const address = addressAt(state.src, at)
    if (address) at += address - 1
    else if (stop.test(state.src[at]!)) break
  }
  if (at === state.pos) return false
  if (!silent) state.pending += state.src.slice(state.pos, at)
  state.pos = at
  return true
})

md.inline.ruler.at('autolink', (state, silent) => {
  const found = /^<([a-z][a-z0-9+.-]{1,31}:[^<>\x00-\x20]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+)>/i.exec(state.src.slice(state.pos))
  if (!found) return false
  const url = found[1]!
  if (!silent) {
    const leads = /^(https?:\/\/|mailto:|tel:)/i.test(url)
    if (leads) state.push('link_open', 'a', 1).attrs = [['href', url]]
    state.push('text', '', 0).content = url
    if (leads) state.push('link_close', 'a', -1)
  }
  state.pos += found[0].length
  return true
})

/** The box of a task becomes a thing of its own, and a photo needs no line end beside it: it stands on its own line anyway (write.ts). */
md.core.ruler.push('village', (state) => {
  state.tokens.forEach((token, at) => {
    if (token.type !== 'inline' || !token.children) return
    const inParagraph = state.tokens[at - 1]?.type === 'paragraph_open'
    const figure = (child?: Token) => child?.type === 'image' && child.level === 0 && /^photo:/i.test(String(child.attrGet('src')))
    if (inParagraph) token.children = token.children.filter((child, nth, all) => child.type !== 'softbreak' || !(figure(all[nth - 1]) || figure(all[nth + 1])))
    const box = inParagraph && state.tokens[at - 2]?.type === 'list_item_open' ? /^\[([ xX])\][ \t]/.exec(token.content) : null
    const first = token.children[0]
    if (!box || first?.type !== 'text') return
    first.content = first.content.slice(4)
    const task = new state.Token('task', '', 0)
    task.meta = box[1] !== ' '
    token.children.unshift(task)
  })
})

/** Tight when its paragraphs stand without blank lines. */
function tight(tokens: Token[], at: number): boolean {
  const list = tokens[at]!
  for (let i = at + 1; i < tokens.length && tokens[i]!.level > list.level; i++)
    if (tokens[i]!.type === 'paragraph_open' && tokens[i]!.level === list.level + 2) return tokens[i]!.hidden
  return true
}

const plainText = (tokens: Token[]): string => tokens.map((t) => t.children?.length ? plainText(t.children) : /break$/.test(t.type) ? ' ' : t.content).join('')

const cell = (head: boolean) => ({
  block: 'table_cell',
  getAttrs: (token: Token) => ({ head, align: /right|center/.exec(String(token.attrGet('style') ?? ''))?.[0] ?? null }),
})

const parser = new MarkdownParser(schema, md, {
  paragraph: { block: 'paragraph' },
  blockquote: { block: 'blockquote' },
  heading: { block: 'heading', getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
  hr: { node: 'horizontal_rule' },
  fence: { block: 'code_block', getAttrs: (token) => ({ params: token.info.includes('`') ? '' : token.info.trim() }), noCloseToken: true },
  bullet_list: { block: 'bullet_list', getAttrs: (_, tokens, at) => ({ tight: tight(tokens, at) }) },
  ordered_list: { block: 'ordered_list', getAttrs: (token, tokens, at) => ({ order: Number(token.attrGet('start') ?? 1), tight: tight(tokens, at) }) },
  list_item: { block: 'list_item' },
  table: { block: 'table' }, thead: { ignore: true }, tbody: { ignore: true },
  tr: { block: 'table_row' }, th: cell(true), td: cell(false),
  hardbreak: { node: 'hard_break' },
  image: { node: 'photo', getAttrs: (token) => ({ src: token.attrGet('src') ?? '', alt: plainText(token.children ?? []).trim() }) },
  task: { node: 'task', getAttrs: (token) => ({ done: token.meta }) },
  em: { mark: 'em' }, strong: { mark: 'strong' }, s: { mark: 'strike' },
  link: { mark: 'link', getAttrs: (token) => ({ href: token.attrGet('href') ?? '' }) },
  code_inline: { mark: 'code', noCloseToken: true },
})

/** The document of a Markdown text. */
export const read = (markdown: string) => parser.parse(markdown)
