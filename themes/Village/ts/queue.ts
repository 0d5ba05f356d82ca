// Forms that wait for the line to come back, with their photos, and who is known to sit here. Shared by pages and the service worker; one person's are never shown to or sent as another.

import { base } from './base'

export type Waiting = { id: string, who: string, title: string, action: string, at: number, entries: [string, FormDataEntryValue][], status?: number, opened?: number }
export type Page = { url: string, title: string, stamp: string, own: boolean }

const ask = base('village', { queue: 'id', state: null })

export const enqueue = (item: Waiting) => ask<void>('queue', 'readwrite', (store) => store.put(item))
export const dequeue = (id: string) => ask<void>('queue', 'readwrite', (store) => store.delete(id))
export const waiting = () => ask<Waiting[]>('queue', 'readonly', (store) => store.getAll()).catch((): Waiting[] => [])
export const remember = (name: 'who' | 'shelf' | 'looked', value: unknown) => ask<void>('state', 'readwrite', (store) => store.put(value, name))
export const recall = <T>(name: 'who' | 'shelf' | 'looked') => ask<T | undefined>('state', 'readonly', (store) => store.get(name)).catch(() => undefined)

/** One after the other, over all tabs and the service worker. */
export const inTurn = <T>(name: string, turn: () => Promise<T>) => navigator.locks ? navigator.locks.request(name, turn) : turn()

/** A filled form as it waits; null when it does not say whose it is, and so cannot. */
export function itemOf(data: FormData, action: string): Waiting | null {
  const text = (name: string) => { const value = data.get(name); return typeof value === 'string' ? value : '' }
  if (!text('who') || !text('once')) return null
  return { id: text('once'), who: text('who'), title: text('Title') || text('EventName'), action, at: Date.now(), entries: [...data] }
}

export function formOf(item: Waiting): FormData {
  const data = new FormData()
  for (const [name, value] of item.entries) if (typeof value === 'string') data.append(name, value); else data.append(name, value, value.name)
  return data
}

/** Sends what this person has waiting, the oldest first. The site knows a form by its key: one that was taken before the line broke is not done twice. False when some wait for a better line. */
export async function sendAll(who: string): Promise<boolean> {
  return inTurn('send', async () => {
    for (const item of (await waiting()).filter((w) => w.who === who && !w.status).sort((a, b) => a.at - b.at)) {
      let answer: Response
      try {
        answer = await fetch(item.action, { method: 'POST', body: formOf(item) })
      } catch { return false }
      if (answer.ok && answer.redirected) await dequeue(item.id)
      else if (answer.status === 429 || answer.status >= 500) return false
      else await enqueue({ ...item, status: answer.status })
    }
    return true
  })
}
