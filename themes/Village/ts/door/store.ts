// What a desk at the door keeps in this browser: who is on the list, and everything that was typed, until the site has it. Shared by the desk, every page of a member (keep.ts) and the service worker.
import { base } from '../base'

export type Person = { id: number, name: string, sector: string, office: string, came: string | null }
/** One thing that was done at the desk. Waiting: the site has not said that it has it; sent; wrong: the site refused it and said why. Tried: it may be at the site already. */
export type Entry = { id: string, meeting: number, who?: number, fresh: boolean, name: string, sector: string, office: string, at: number, undone: boolean, state: 'waiting' | 'sent' | 'wrong', tried?: boolean, sentAt?: number, says?: string }
export type List = { meeting: number, day: string, people: Person[], at: number }

const ask = base('village-door', { entry: 'id', list: 'meeting' })

const all = () => ask<Entry[]>('entry', 'readonly', (store) => store.getAll())
export const entries = async (meeting: number) => (await all()).filter((entry) => entry.meeting === meeting).sort((a, b) => a.at - b.at)
export const list = (meeting: number) => ask<List | undefined>('list', 'readonly', (store) => store.get(meeting))
export const keepList = (kept: List) => ask<void>('list', 'readwrite', (store) => store.put(kept))
export const drop = (id: string) => ask<void>('entry', 'readwrite', (store) => store.delete(id))
export const put = (kept: Entry[]) => ask<void>('entry', 'readwrite', (store) => { for (const entry of kept) store.put(entry) })

const breath = 'breath:'

/** Writes down what was just typed. The browser is given it in the same moment, for a tab that closes before the disk has it; {@link recover} brings it in. */
export async function write(entry: Entry): Promise<void> {
  try { localStorage.setItem(breath + entry.id, JSON.stringify(entry)) } catch { /* no storage: then only the disk */ }
  await put([entry])
  forget([entry.id])
}

/** What is on the disk, or was taken back, need not be brought in. */
function forget(ids: Iterable<string>): void {
  try { for (const id of ids) localStorage.removeItem(breath + id) } catch { /* no storage: nothing was kept there */ }
}

function breaths(): Entry[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(breath)).map((key) => JSON.parse(localStorage.getItem(key)!) as Entry).filter(Boolean)
  } catch { return [] }  // the service worker has no storage of this sort
}

/** Brings in what a closed tab could not write to the disk any more. What is there already, in this or another tab's words, stays as it is. */
export async function recover(): Promise<void> {
  const kept = breaths()
  if (!kept.length) return
  await ask<void>('entry', 'readwrite', (store) => {
    for (const entry of kept) {
      const asked = store.count(entry.id)
      asked.onsuccess = () => { if (!asked.result) store.put(entry) }
    }
  })
  forget(kept.map((entry) => entry.id))
}

/** Changes entries as they lie there now, whatever another tab did to them; nothing returned leaves one out. */
export const change = (ids: Set<string>, how: (entry: Entry) => Entry | undefined) => ask<void>('entry', 'readwrite', (store) => {
  forget(ids)
  const asked = store.getAll()
  asked.onsuccess = () => {
    for (const entry of asked.result as Entry[]) {
      if (!ids.has(entry.id)) continue
      const after = how(entry)
      if (after) store.put(after); else store.delete(entry.id)
    }
  }
})

/** How many records wait here, by meeting. */
export async function unsent(): Promise<Map<number, number>> {
  const found = new Map<number, number>()
  for (const entry of [...await all().catch((): Entry[] => []), ...breaths()]) if (entry.state !== 'sent') found.set(entry.meeting, (found.get(entry.meeting) ?? 0) + 1)
  return found
}

/** Lets everything of a meeting go, also what was not sent. */
export async function wipe(meeting: number): Promise<void> {
  const gone = [...await all(), ...breaths()].filter((entry) => entry.meeting === meeting).map((entry) => entry.id)
  await change(new Set(gone), () => undefined)
  await ask<void>('list', 'readwrite', (store) => store.delete(meeting))
}

/** Lets the lists go whose day is over, or all (somebody signs out), and what was sent of them. What was not sent stays. */
export async function tidy(over: (day: string) => boolean): Promise<void> {
  const waits = await unsent()
  const lists = (await ask<List[]>('list', 'readonly', (store) => store.getAll())).filter((one) => over(one.day))
  for (const { meeting } of lists) {
    if (!waits.has(meeting)) { await wipe(meeting); continue }
    await change(new Set((await entries(meeting)).map((entry) => entry.id)), (entry) => entry.state === 'sent' ? undefined : entry)
    await ask<void>('list', 'readwrite', (store) => store.delete(meeting))
  }
}

const dayOf = (at: number) => new Date(at + 7 * 3600_000).toISOString().slice(0, 10)

/** The day in Bangkok. */
export const today = () => dayOf(Date.now())

/** Whether a meeting's day is over for good: a laptop whose clock is a day ahead keeps its list. */
export const isOver = (day: string) => day < dayOf(Date.now() - 48 * 3600_000)
