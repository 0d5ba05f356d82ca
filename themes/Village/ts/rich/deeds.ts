// What the buttons and keys do, and whether it is so at the cursor.
import { baseKeymap, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import { redo, undo } from 'prosemirror-history'
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import type { MarkType, NodeType } from 'prosemirror-model'
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list'
import { TextSelection, type Command, type EditorState } from 'prosemirror-state'
import { schema } from './schema'

const { nodes, marks } = schema as unknown as { nodes: Record<string, NodeType>, marks: Record<string, MarkType> }

export function within(state: EditorState, type: NodeType): boolean {
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true
  return false
}

export function marked(state: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = state.selection
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type)
}

/** The list around the cursor changes its kind; outside of one, the paragraphs become a list; pressed again, they are paragraphs. */
const list = (type: NodeType, other: NodeType): Command => (state, dispatch, view) => {
  if (within(state, type)) return liftListItem(nodes.list_item!)(state, dispatch, view)
  if (!within(state, other)) return wrapInList(type)(state, dispatch, view)
  const { $from } = state.selection
  for (let depth = $from.depth; depth > 0; depth--)
    if ($from.node(depth).type === other) {
      dispatch?.(state.tr.setNodeMarkup($from.before(depth), type, { tight: $from.node(depth).attrs.tight }))
      return true
    }
  return false
}

export const deeds: Record<string, Command> = {
  bold: toggleMark(marks.strong!),
  italic: toggleMark(marks.em!),
  heading: (state, dispatch) => setBlockType(within(state, nodes.heading!) ? nodes.paragraph! : nodes.heading!)(state, dispatch),
  list: list(nodes.bullet_list!, nodes.ordered_list!),
  steps: list(nodes.ordered_list!, nodes.bullet_list!),
  quote: (state, dispatch, view) => within(state, nodes.blockquote!) ? lift(state, dispatch, view) : wrapIn(nodes.blockquote!)(state, dispatch, view),
  undo,
}

export const isSo: Record<string, (state: EditorState) => boolean> = {
  bold: (state) => marked(state, marks.strong!),
  italic: (state) => marked(state, marks.em!),
  link: (state) => marked(state, marks.link!),
  heading: (state) => within(state, nodes.heading!),
  list: (state) => within(state, nodes.bullet_list!),
  steps: (state) => within(state, nodes.ordered_list!),
  quote: (state) => within(state, nodes.blockquote!),
}

const newLine: Command = chainCommands(exitCode, (state, dispatch) => {
  if (state.selection.$from.parent.type !== nodes.paragraph) return false
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break!.create()).scrollIntoView())
  return true
})

/** In a table, Enter goes to the row below, and makes one after the last. */
const nextRow: Command = (state, dispatch) => {
  const { $from } = state.selection
  if ($from.parent.type !== nodes.table_cell) return false
  const [row, table, column, nth] = [$from.node(-1), $from.node(-2), $from.index(-1), $from.index(-2)]
  const tr = state.tr
  const end = $from.after(-1)
  if (nth === table.childCount - 1) tr.insert(end, nodes.table_row!.create(null, Array.from({ length: row.childCount }, (_, i) => nodes.table_cell!.create({ align: row.child(i).attrs.align }))))
  let at = end + 1
  const below = tr.doc.nodeAt(end)
  for (let i = 0; below && i < Math.min(column, below.childCount - 1); i++) at += below.child(i).nodeSize
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView())
  return true
}

export const keys: Record<string, Command> = {
  ...baseKeymap,
  'Mod-b': deeds.bold!, 'Mod-i': deeds.italic!, 'Mod-z': undo, 'Mod-y': redo, 'Shift-Mod-z': redo,
  'Mod-Alt-2': deeds.heading!, 'Shift-Mod-8': deeds.list!, 'Shift-Mod-7': deeds.steps!, 'Shift-Mod-9': deeds.quote!,
  'Mod-]': sinkListItem(nodes.list_item!), 'Mod-[': liftListItem(nodes.list_item!),
  Enter: chainCommands(nextRow, splitListItem(nodes.list_item!), baseKeymap.Enter!),
  'Shift-Enter': newLine, 'Mod-Enter': newLine,
  Backspace: chainCommands(undoInputRule, baseKeymap.Backspace!),
}

const paired = (sign: RegExp, type: MarkType) => new InputRule(sign, (state, found, start, end) => {
  const words = found[2]!
  const from = start + (found[1] ?? '').length
  return state.tr.delete(from, end).insert(from, schema.text(words, [...state.doc.resolve(from).marks(), type.create()])).removeStoredMark(type)
})

/** Who knows Markdown may go on typing it. */
export const typed = inputRules({
  rules: [
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote!), wrappingInputRule(/^\s*[-+*]\s$/, nodes.bullet_list!),
    wrappingInputRule(/^(\d{1,4})\.\s$/, nodes.ordered_list!, (found) => ({ order: Number(found[1]) }), (found, node) => node.childCount + node.attrs.order === Number(found[1])),
    textblockTypeInputRule(/^(#{1,6})\s$/, nodes.heading!, (found) => ({ level: found[1]!.length })),
    paired(/()\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, marks.strong!),
  ],
})
