// The row of one photo in the writing form.
import type { How, Told } from './uploads'

/** A row from the shape, for an upload of this key. */
export function makeRow(box: HTMLElement, id: string): HTMLElement | null {
  const shape = box.querySelector<HTMLTemplateElement>('template[data-shot-shape]')
  const row = (shape?.content.cloneNode(true) as DocumentFragment | undefined)?.querySelector<HTMLElement>('.shot') ?? null
  if (!row) return null
  row.dataset.shot = id
  delete row.dataset.done
  for (const part of row.querySelectorAll<HTMLElement>('[name],[id],[for]'))
    for (const name of ['name', 'id', 'for']) {
      const value = part.getAttribute(name)
      if (value) part.setAttribute(name, value.replace('ID', id))
    }
  return row
}

/** Numbers, order fields and buttons as the rows stand now. */
export function renumber(rows: HTMLElement[]): void {
  rows.forEach((row, at) => {
    for (const label of row.querySelectorAll<HTMLElement>('[data-label]')) label.textContent = (label.dataset.label ?? '').replace('{0}', String(at + 1))
    const order = row.querySelector<HTMLInputElement>('input[name$=".Order"]')
    if (order) order.value = String(at + 1)
    const [up, down] = ['[data-up]', '[data-down]'].map((name) => row.querySelector<HTMLButtonElement>(name))
    if (up) up.hidden = at === 0
    if (down) down.hidden = at === rows.length - 1
    // One that the site does not have with the note is simply taken away; one that it has goes when the form is taken
    const tick = row.querySelector<HTMLElement>('[data-remove]')
    if (row.dataset.shot && tick && !row.querySelector('[data-drop]')) {
      const drop = document.createElement('button')
      drop.type = 'button'
      drop.className = 'as-link'
      drop.dataset.drop = ''
      drop.textContent = tick.textContent?.trim() ?? ''
      down?.parentElement?.append(' ', drop)
      tick.hidden = true
    }
  })
}

/** How far it is, as words and as a bar. */
export function show(box: HTMLElement, row: HTMLElement, how: How, part: number, told?: Told, says?: string): void {
  const words = row.querySelector<HTMLElement>('[data-how]')
  const bar = row.querySelector<HTMLProgressElement>('[data-progress]')
  const hows = box.querySelector<HTMLElement>('[data-hows]')
  row.dataset.state = how
  if (bar) {
    bar.hidden = how === 'done' || how === 'refused' || how === 'lost'
    bar.value = part
  }
  if (words) {
    words.hidden = false
    words.textContent = how === 'refused' ? says ?? '' : (hows?.dataset[how] ?? '').replace('{0}', String(part))
    words.classList.toggle('wrong', how === 'refused' || how === 'lost')
  }
  // What was refused is not sent with the form: only the sentence stays
  if (how === 'refused' || how === 'lost') for (const field of row.querySelectorAll<HTMLInputElement>('input')) field.disabled = how === 'refused'
  const canvas = row.querySelector('canvas')
  if (how !== 'done' || !told?.src || !canvas || canvas.dataset.drawn) return
  const picture = document.createElement('img')
  picture.src = told.src
  picture.alt = ''
  canvas.replaceWith(picture)
}

/** Drawn, not linked: a file that is no picture stays grey, and the site says why. */
export async function drawn(row: HTMLElement, whole: Blob): Promise<void> {
  const canvas = row.querySelector('canvas')
  if (!canvas) return
  try {
    const bitmap = await createImageBitmap(whole)
    const scale = Math.max(192 / bitmap.width, 160 / bitmap.height)
    canvas.getContext('2d')?.drawImage(bitmap, (192 - bitmap.width * scale) / 2, (160 - bitmap.height * scale) / 2, bitmap.width * scale, bitmap.height * scale)
    canvas.dataset.drawn = ''
    bitmap.close()
  } catch { /* not a picture */ }
}
