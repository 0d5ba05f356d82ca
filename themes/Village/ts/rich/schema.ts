import { Schema, type DOMOutputSpec } from 'prosemirror-model'

// Exactly what our Markdown can say (src/Foundation/Markdown/Grammar.cs), so that whatever is pasted becomes that or plain words.
const tag = (name: string): DOMOutputSpec => [name, 0]
const headings = [1, 2, 3, 4, 5, 6]

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => tag('p') },
    blockquote: { content: 'block+', group: 'block', defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: () => tag('blockquote') },
    horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
    heading: {
      attrs: { level: { default: 2 } }, content: '(text | photo)*', group: 'block', defining: true,
      // The title of the page is its h1; a pasted h1 is a section here
      parseDOM: headings.map((level) => ({ tag: `h${level}`, getAttrs: (dom) => ({ level: Number(dom.dataset.level ?? Math.max(2, level)) }) })),
      toDOM: (node) => [`h${Math.max(2, node.attrs.level)}`, { 'data-level': node.attrs.level }, 0],
    },
    code_block: {
      attrs: { params: { default: '' } }, content: 'text*', marks: '', group: 'block', code: true, defining: true,
      parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }], toDOM: () => ['pre', ['code', 0]],
    },
    bullet_list: { attrs: { tight: { default: true } }, content: 'list_item+', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => tag('ul') },
    ordered_list: {
      attrs: { order: { default: 1 }, tight: { default: true } }, content: 'list_item+', group: 'block',
      parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ order: Math.max(0, Number(dom.getAttribute('start') ?? 1) || 0) }) }],
      toDOM: (node) => node.attrs.order === 1 ? tag('ol') : ['ol', { start: node.attrs.order }, 0],
    },
    list_item: { content: 'block+', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => tag('li') },
    table: { content: 'table_row+', group: 'block', isolating: true, parseDOM: [{ tag: 'table' }], toDOM: () => ['table', ['tbody', 0]] },
    table_row: { content: 'table_cell+', parseDOM: [{ tag: 'tr' }], toDOM: () => tag('tr') },
    table_cell: {
      attrs: { head: { default: false }, align: { default: null } }, content: '(text | photo)*', isolating: true,
      parseDOM: [{ tag: 'th', getAttrs: (dom) => ({ head: true, align: dom.getAttribute('align') }) }, { tag: 'td', getAttrs: (dom) => ({ align: dom.getAttribute('align') }) }],
      toDOM: ({ attrs }) => [attrs.head ? 'th' : 'td', attrs.align ? { align: attrs.align } : {}, 0],
    },
    text: { group: 'inline' },
    hard_break: { inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
    // A photo of this note stands in the text under its name. A pasted <img> is none: it may be a spy, and is left out
    photo: {
      attrs: { src: {}, alt: { default: '' } }, inline: true, group: 'inline', draggable: true,
      parseDOM: [{ tag: 'span[data-photo]', getAttrs: (dom) => ({ src: dom.dataset.photo, alt: dom.dataset.alt }) }],
      toDOM: ({ attrs }) => ['span', { class: 'photo-missing', 'data-photo': attrs.src, 'data-alt': attrs.alt }, `🖼 ${attrs.alt || attrs.src.replace(/^photo:/, '')}`],
    },
    task: {
      attrs: { done: { default: false } }, inline: true, group: 'inline',
      parseDOM: [{ tag: 'span[data-task]', getAttrs: (dom) => ({ done: dom.dataset.task === 'true' }) }],
      toDOM: ({ attrs }) => ['span', { class: 'task', 'data-task': String(attrs.done) }, attrs.done ? '☑' : '☐'],
    },
  },
  marks: {
    em: { parseDOM: [{ tag: 'i' }, { tag: 'em' }], toDOM: () => tag('em') },
    strong: { parseDOM: [{ tag: 'b' }, { tag: 'strong' }, { tag: 'span[data-bold]' }], toDOM: () => tag('strong') },
    strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }], toDOM: () => tag('del') },
    link: {
      attrs: { href: {} }, inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (dom) => /^(https?:|mailto:|tel:|\/(?!\/)|#)/i.test(dom.getAttribute('href') ?? '') && { href: dom.getAttribute('href') } }],
      toDOM: ({ attrs }) => ['a', /^(https?:|mailto:|tel:|\/(?!\/)|#)/i.test(attrs.href) ? { href: attrs.href } : {}, 0],
    },
    code: { code: true, parseDOM: [{ tag: 'code' }], toDOM: () => tag('code') },
  },
})
