// Sends photos and documents one after the other, in pieces, and goes on where the line broke (src/Media/UploadDoor.cs). The site says how far each has come; nothing here has to be remembered.
import { letGo, type Unsent } from './unsent'

export type How = 'waits' | 'shrinks' | 'sends' | 'makes' | 'done' | 'refused' | 'lost'
export type Told = { id: string, at: number, size: number, done: boolean, name: string, src: string | null, says?: string }
export type Sending = Unsent & { how: How, says?: string, tell(how: How, part: number, told?: Told): void }

const least = 64 * 1024, most = 1024 * 1024
const queue: Sending[] = []
let running = false, wait = 2_000, timer = 0, step = 128 * 1024
const hearers = new Set<() => void>()

/** Hears of every change. */
export const hear = (hearer: () => void) => { hearers.add(hearer) }
const say = (item: Sending, how: How, part: number, told?: Told) => {
  item.how = how
  item.tell(how, part, told)
  for (const hearer of hearers) hearer()
}
export const isOpen = (item: Sending) => item.how !== 'done' && item.how !== 'refused' && item.how !== 'lost'
export const away = () => !navigator.onLine || wait > 2_000

export function send(item: Sending): void {
  queue.push(item)
  say(item, 'waits', 0)
  void run()
}

/** Stops one, here and at the site. */
export function cancel(id: string): void {
  const at = queue.findIndex((item) => item.id === id)
  if (at >= 0) queue[at]!.how = 'lost'
  if (at >= 0) queue.splice(at, 1)
  void letGo(id)
  void fetch(`/uploads/${id}/drop`, { method: 'POST' }).catch(() => undefined)
  for (const hearer of hearers) hearer()
}

/** What the site has of these; null when it cannot be asked. */
export async function ask(ids: string[]): Promise<Told[] | null> {
  if (!ids.length) return []
  try {
    const answer = await fetch('/uploads?' + ids.map((id) => 'id=' + id).join('&'))
    return answer.ok ? await answer.json() as Told[] : null
  } catch { return null }
}

class Later extends Error { constructor(readonly after: number) { super() } }
class No extends Error {}

async function run(): Promise<void> {
  if (running) return
  running = true
  clearTimeout(timer)
  try {
    for (let item = queue.find(isOpen); item; item = queue.find(isOpen)) {
      const told = await whole(item)
      wait = 2_000
      if (!isOpen(item)) continue
      await letGo(item.id)
      say(item, 'done', 100, told)
    }
  } catch (fault) {
    const after = fault instanceof Later ? fault.after : 0
    wait = Math.min(wait * 2, 60_000)
    timer = setTimeout(() => void run(), Math.max(after, wait))
    for (const hearer of hearers) hearer()
  } finally { running = false }
}
addEventListener('online', () => { wait = 2_000; void run() })

/** Sends what is missing of one; gives up only what the site refuses. */
async function whole(item: Sending): Promise<Told | undefined> {
  try {
    const data = new FormData()
    for (const [name, value] of Object.entries({ id: item.id, name: item.name, size: String(item.whole.size), sha256: await sum(item.whole), as: item.file ? 'file' : 'photo' })) data.set(name, value)
    let told = await post('/uploads', data)
    while (!told.done && told.at < item.whole.size) {
      if (!isOpen(item)) return
      say(item, 'sends', Math.floor(100 * told.at / item.whole.size))
      const began = performance.now()
      told = await post(`/uploads/${item.id}/piece?at=${told.at}`, item.whole.slice(told.at, told.at + step))
      // Pieces of a second or two: on a weak line little is lost when it breaks
      const took = performance.now() - began
      step = took < 800 ? Math.min(step * 2, most) : took > 4_000 ? Math.max(Math.floor(step / 2), least) : step
    }
    if (!told.done) {
      say(item, 'makes', 100)
      told = await post(`/uploads/${item.id}/whole`)
    }
    return told
  } catch (fault) {
    if (!(fault instanceof No)) throw fault
    item.says = fault.message
    await letGo(item.id)
    say(item, 'refused', 0)
    return undefined
  }
}

async function post(address: string, body?: BodyInit): Promise<Told> {
  const stop = new AbortController()
  const patience = setTimeout(() => stop.abort(), 90_000)
  try {
    const answer = await fetch(address, { method: 'POST', body, signal: stop.signal })
    const told = await answer.json().catch(() => ({})) as Told
    // 409 with a place: the site stands elsewhere than we thought, and says where
    if (answer.ok || answer.status === 409 && typeof told.at === 'number') return told
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 401 && answer.status !== 408 && answer.status !== 404) throw new No(told.says ?? '')
    throw new Later(Number(answer.headers.get('Retry-After') ?? 0) * 1000)
  } finally { clearTimeout(patience) }
}

/** Only a secure page can reckon it; without it the site checks the length alone. */
async function sum(whole: Blob): Promise<string> {
  if (!globalThis.crypto?.subtle) return ''
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', await whole.arrayBuffer()))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
