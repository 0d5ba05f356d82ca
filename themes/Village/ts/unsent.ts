// Photos and documents that were chosen and have not come whole to the site, kept in this browser: a tab that dies, or a reload, goes on where it was.
import { base } from './base'

export type Unsent = { id: string, who: string, name: string, file: boolean, whole: Blob, at: number }
const month = 30 * 24 * 3600_000

const ask = base('village-unsent', { unsent: 'id' })

export const hold = (item: Unsent) => ask<void>('unsent', 'readwrite', (store) => store.put(item)).then(() => true, () => false)
export const letGo = (id: string) => ask<void>('unsent', 'readwrite', (store) => store.delete(id)).catch(() => undefined)

/** What this person left here under this key. */
export async function held(id: string, who: string): Promise<Unsent | null> {
  const found = await ask<Unsent | undefined>('unsent', 'readonly', (store) => store.get(id)).catch(() => undefined)
  return found && found.who === who ? found : null
}

/** Nothing lies here for ever. */
export async function tidy(): Promise<void> {
  const all = await ask<Unsent[]>('unsent', 'readonly', (store) => store.getAll()).catch((): Unsent[] => [])
  for (const item of all) if (item.at < Date.now() - month) await letGo(item.id)
}
