// What is pasted becomes what the note can hold: Word, LINE and web pages without their styles, boxes and pictures, with their line breaks.
import { Fragment, Slice, type Node } from 'prosemirror-model'
import { schema } from './schema'

/** Takes off what the document would misread, before the browser reads it: comments, styles, Word's own tags; bold that is only a style stays bold. */
export function clean(html: string): string {
  let bare = html
    .replace(/<!--[\s\S]*?-->|<!\[[^>]*\]>/g, '')
    .replace(/<(style|script|title|xml|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/?[ovwm]:[^>]*>/gi, '')
    .replace(/<b\b[^>]*font-weight:\s*normal[^>]*>/gi, '<span>')
    .replace(/<span\b[^>]*font-weight:\s*(bold|[6-9]00)[^>]*>/gi, '<span data-bold>')
  // One attribute of a tag a turn
  for (let before = ''; before !== bare;) {
    before = bare
    bare = bare.replace(/(<[^>]*?)\s(style|on\w+|src|srcset)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, '$1')
  }
  const page = new DOMParser().parseFromString(bare, 'text/html')
  for (const image of page.querySelectorAll('img, picture, svg, iframe, object, video, audio')) image.remove()
  wordLists(page)
  return page.body.innerHTML
}

/** Word writes a list as paragraphs that begin with a bullet or a number of their own. */
function wordLists(page: Document): void {
  for (const first of page.querySelectorAll('p[class*="MsoListParagraph"]')) {
    if (!first.isConnected) continue
    const number = /^\s*([0-9]+)[.)]\s/.exec(first.textContent ?? '')
    const list = page.createElement(number ? 'ol' : 'ul')
    if (number) list.setAttribute('start', number[1]!)
    first.before(list)
    for (let next: Element | null = first; next && /MsoListParagraph/.test(next.className);) {
      const after: Element | null = next.nextElementSibling
      const item = page.createElement('li')
      item.append(...next.childNodes)
      unmark(item)
      list.append(item)
      next.remove()
      next = after
    }
  }
}

/** Takes the bullet or number and its blanks off the beginning of an item, letter by letter, whatever tags they stand in. */
function unmark(item: Element): void {
  let left = /^\s*(?:[·•§o▪‣–-]|[0-9]+[.)])\s+/.exec(item.textContent ?? '')?.[0].length ?? 0
  const walk = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT)
  while (left > 0 && walk.nextNode()) {
    const text = walk.currentNode as Text
    const part = Math.min(left, text.data.length)
    text.deleteData(0, part)
    left -= part
  }
}

/** Plain words: a blank line begins a paragraph, a single line end stays one. */
export function fromText(text: string): Slice {
  const paragraphs = text.replace(/\r\n?/g, '\n').trim().split(/\n[ \t]*\n\s*/).map((lines) => {
    const inline: Node[] = []
    lines.split('\n').forEach((line, nth) => {
      if (nth) inline.push(schema.nodes.hard_break!.create())
      if (line.trim()) inline.push(schema.text(line.trim()))
    })
    return schema.nodes.paragraph!.create(null, inline)
  })
  return new Slice(Fragment.from(paragraphs), 1, 1)
}

/** Pictures, pasted or dropped, join the photos of the form, where they are counted, shown and given a caption. */
export function takePhotos(form: HTMLFormElement, data: DataTransfer | null): boolean {
  const input = form.querySelector<HTMLInputElement>('input[type="file"][name="Photos"]')
  const pictures = [...data?.files ?? []].filter((file) => /^image\/(jpeg|png|webp)$/.test(file.type))
  if (!input || !pictures.length) return false
  const all = new DataTransfer()
  for (const file of pictures) all.items.add(file)
  input.files = all.files
  input.dispatchEvent(new Event('change', { bubbles: true }))
  return true
}
