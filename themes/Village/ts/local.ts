import { said, type Entries } from './fields'

/** A draft in this browser: under the person, the page and the form's own key, so that two tabs never write over each other. */
export type Kept = { at: number, sent?: number, key: string, work: string, turn: number, fields: Entries }

export const place = (form: HTMLFormElement) => `draft:${said(form, 'who')}:${form.dataset.draftKey ?? location.pathname}:`

export function put(form: HTMLFormElement, kept: Kept): boolean {
  try {
    localStorage.setItem(place(form) + kept.key, JSON.stringify(kept))
    return true
  } catch { return false /* full or forbidden: the site keeps it, and the warning on leaving still stands */ }
}

export function take(name: string): Kept | null {
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? 'null') as Kept | null
    return kept && Array.isArray(kept.fields) ? kept : null
  } catch { return null }
}

/** The drafts of this person for this page from other forms than this one, the newest first. */
export function others(form: HTMLFormElement): [string, Kept][] {
  const found: [string, Kept][] = []
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(place(form)) || name.endsWith(said(form, 'once'))) continue
      const kept = take(name)
      if (kept) found.push([name, kept])
    }
  } catch { /* no storage, no draft */ }
  return found.sort(([, a], [, b]) => b.at - a.at)
}

/** Lets go of the draft of a form that the site has, or that waits in the queue. */
export function drop(key: string): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith('draft:') && name.endsWith(':' + key)) localStorage.removeItem(name)
  } catch { /* no storage, no draft */ }
}

/** The keys of forms that lie open in some tab. */
export async function open(): Promise<Set<string>> {
  try {
    return new Set((await navigator.locks.query()).held?.map((lock) => (lock.name ?? '').replace('form:', '')))
  } catch { return new Set() }
}

/** Says to the other tabs that this form lies open, for as long as it does. */
export function holdOpen(key: string): void {
  let close = () => { /* nothing yet */ }
  const hold = () => void navigator.locks?.request('form:' + key, () => new Promise<void>((done) => { close = done })).catch(() => undefined)
  addEventListener('pagehide', () => close())
  addEventListener('pageshow', (event) => { if (event.persisted) hold() })
  hold()
}
