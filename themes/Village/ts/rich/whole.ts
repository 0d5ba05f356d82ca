// May the editor have this text? Only when what comes back is the same for the reader. The rest stays in the textarea, letter by letter.
import type { Node } from 'prosemirror-model'
import { read } from './read'
import { write } from './write'

const letters = (text: string) => text.replace(/[^\p{L}\p{M}]/gu, '').length
const tableLine = /^[>\s]*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$|^[>\s]*\|\s*:?-+:?\s*\|?\s*$|^[>\s]*:?-+:?\s*\|\s*$/gm

/** What the server and markdown-it are known to read differently: an e-mail address in angle brackets, runs of four stars, and tables at odd places. */
function odd(text: string, doc: Node): boolean {
  let tables = 0
  doc.descendants((node) => { if (node.type.name === 'table') tables++ })
  return /<[^\s<>]+@[^\s<>]+>|\*{4}|_{4}/.test(text.replace(/^[ >]*[*_]{3,}[ \t]*$/gm, ''))
    || (text.match(tableLine)?.length ?? 0) !== tables
    || (tables > 0 && /[^\\\n]\|[^\n]*\n(\t| {4,})\S/.test(text))
}

/** The document of a text; nothing when a trip through the editor would lose a letter, or not come to rest. */
export function whole(text: string): Node | null {
  const doc = read(text)
  const once = write(doc)
  const again = read(once)
  const same = letters(once) >= letters(text) && write(again) === once && again.textContent.replace(/\s/g, '') === doc.textContent.replace(/\s/g, '')
  return same && !odd(text, doc) && !odd(once, again) ? doc : null
}
