// A small database of this browser. Opened when it is first asked, and again if that failed.

/** Makes the door to one: its stores by name with the path of their key (null: the key is said each time). What is asked is done when it lies on the disk, not only in memory; a battery may end in the next moment. */
export function base<Store extends string>(name: string, stores: Record<Store, string | null>) {
  let opening: Promise<IDBDatabase> | null = null
  const open = () => opening ??= new Promise<IDBDatabase>((done, failed) => {
    const asked = indexedDB.open(name, 1)
    asked.onupgradeneeded = () => { for (const store in stores) asked.result.createObjectStore(store, { keyPath: stores[store] }) }
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  }).catch((why) => { opening = null; throw why })

  return async <T>(store: Store, mode: IDBTransactionMode, deed: (store: IDBObjectStore) => IDBRequest | void): Promise<T> => {
    const db = await open()
    return new Promise((done, failed) => {
      const turn = db.transaction(store, mode, { durability: 'strict' })
      const asked = deed(turn.objectStore(store))
      turn.oncomplete = () => done(asked?.result as T)
      turn.onabort = turn.onerror = () => failed(turn.error ?? asked?.error)
    })
  }
}
