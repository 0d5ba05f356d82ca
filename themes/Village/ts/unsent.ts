// Photos and documents that were chosen and have not come whole to the site, kept in this browser: a tab that dies, or a reload, goes on where it was.

export type Unsent = { id: string, who: string, name: string, file: boolean, whole: Blob, at: number }
const month = 30 * 24 * 3600_000

let opening: Promise<IDBDatabase> | null = null
const open = () => opening ??= new Promise((done, failed) => {
  const asked = indexedDB.open('village-unsent', 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('unsent', { keyPath: 'id' })
  asked.onsuccess = () => done(asked.result)
  asked.onerror = () => failed(asked.error)
})

async function ask<T>(mode: IDBTransactionMode, deed: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const db = await open()
  return new Promise((done, failed) => {
    const turn = db.transaction('unsent', mode)
    const asked = deed(turn.objectStore('unsent'))
    turn.oncomplete = () => done(asked.result as T)
    turn.onabort = turn.onerror = () => failed(turn.error ?? asked.error)
  })
}

export const hold = (item: Unsent) => ask<void>('readwrite', (store) => store.put(item)).then(() => true, () => false)
export const letGo = (id: string) => ask<void>('readwrite', (store) => store.delete(id)).catch(() => undefined)

/** What this person left here under this key. */
export async function held(id: string, who: string): Promise<Unsent | null> {
  const found = await ask<Unsent | undefined>('readonly', (store) => store.get(id)).catch(() => undefined)
  return found && found.who === who ? found : null
}

/** Nothing lies here for ever. */
export async function tidy(): Promise<void> {
  const all = await ask<Unsent[]>('readonly', (store) => store.getAll()).catch((): Unsent[] => [])
  for (const item of all) if (item.at < Date.now() - month) await letGo(item.id)
}
