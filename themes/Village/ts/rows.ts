/** Shows these rows. Where each stands for the same as before (its data-key) nothing is touched: a button that is changed for its like under a finger is not pressed, and a reader's voice begins anew. */
export function renew(list: HTMLElement, rows: HTMLElement[]): void {
  const same = rows.length === list.children.length && rows.every((row, nth) => row.dataset.key === (list.children[nth] as HTMLElement).dataset.key)
  if (!same) list.replaceChildren(...rows)
}

/** A row from its template, by what it stands for. */
export function rowFrom(template: HTMLTemplateElement, of: string): HTMLElement {
  const row = (template.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement
  row.dataset.key = of
  return row
}
