// Sends what the desk wrote down, in batches, and asks for the list. The site knows each record by its number: sent twice, by two tabs, or after an answer that never came, it is done once.
import { inTurn } from '../queue'
import { change, entries, keepList, type Entry, type Person } from './store'

export type Line = 'idle' | 'sending' | 'all' | 'away' | 'out' | 'barred' | 'gone'
const batch = 50, patience = 20_000, longest = 60_000

type Answer = { taken: { id: string, who: number | null }[], refused: { id: string, says: string }[] }

async function ask(address: string, more: RequestInit = {}): Promise<Response> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), patience)
  try {
    const answer = await fetch(address, { ...more, redirect: 'manual', signal: stop.signal })
    // Whole, within the same patience: the line may go in the middle of it
    return answer.type === 'opaqueredirect' ? answer : new Response(await answer.arrayBuffer(), { status: answer.status, headers: answer.headers })
  } finally { clearTimeout(timer) }
}

const lineOf = (answer: Response): Line => answer.type === 'opaqueredirect' || answer.status === 401 ? 'out' : answer.status === 403 ? 'barred' : answer.status === 404 ? 'gone' : 'away'

export function sender(meeting: number, day: string, told: (line: Line, changed: boolean) => void): { soon(): void, now(): void } {
  let timer = 0, due = 0, wait = 2_000, size = batch, going = false

  async function turn(): Promise<Line> {
    for (;;) {
      const some = (await entries(meeting)).filter((entry) => entry.state === 'waiting').slice(0, size)
      if (!some.length) return 'all'
      told('sending', false)
      await change(new Set(some.map((entry) => entry.id)), (now) => ({ ...now, tried: true }))
      const line = await sendSome(some)
      if (line !== 'sending') return line
      told('sending', true)
    }
  }

  async function sendSome(some: Entry[]): Promise<Line> {
    const form = new FormData()
    form.set('records', JSON.stringify(some.map((entry) => ({ id: entry.id, who: entry.fresh ? undefined : entry.who, name: entry.name, sector: entry.sector, office: entry.office, ago: Date.now() - entry.at, undone: entry.undone }))))
    const answer = await ask(`/meet/${meeting}/door/records`, { method: 'POST', body: form }).catch(() => null)
    if (!answer) return 'away'
    if (!answer.ok) {
      if ([400, 413, 422].includes(answer.status)) return one(some, `${answer.status}`)
      wait = Math.max(wait, Number(answer.headers.get('Retry-After') ?? 0) * 1000)
      return lineOf(answer)
    }
    const { taken, refused } = await answer.json() as Answer
    const [has, not] = [new Map(taken.map((one) => [one.id, one.who])), new Map(refused.map((one) => [one.id, one.says]))]
    await change(new Set(some.map((entry) => entry.id)), (now) => {
      const sent = some.find((entry) => entry.id === now.id)
      if (not.has(now.id)) return { ...now, state: 'wrong', says: not.get(now.id) }
      if (!has.has(now.id)) return now
      const who = has.get(now.id) ?? now.who
      // Taken back while it was on its way: that is still to be told
      if (now.undone !== sent?.undone) return { ...now, who }
      return now.undone ? undefined : { ...now, who, state: 'sent', sentAt: Date.now() }
    })
    size = batch
    return 'sending'
  }

  // A batch that is refused whole is sent one by one, so that one cannot hold up the others
  async function one(some: Entry[], says: string): Promise<Line> {
    if (some.length > 1) size = 1
    else await change(new Set([some[0]!.id]), (now) => ({ ...now, state: 'wrong', says }))
    return 'sending'
  }

  async function look(): Promise<Line> {
    const at = Date.now()
    const answer = await ask(`/meet/${meeting}/door/list`).catch(() => null)
    if (!answer?.ok) return answer ? lineOf(answer) : 'away'
    await keepList({ meeting, day, at, people: await answer.json() as Person[] })
    return 'all'
  }

  async function run(): Promise<void> {
    if (going) { due = 1; return }
    going = true
    clearTimeout(timer)
    timer = 0
    let line = 'away' as Line
    try {
      do {
        due = 0
        await inTurn(`door:${meeting}`, async () => { line = await turn(); if (line === 'all') line = await look() })
      } while (due)
    } catch { line = 'away' } finally { going = false }
    told(line, true)
    if (line === 'all') wait = 2_000
    else {
      const again = wait * (0.75 + Math.random() / 2)
      wait = Math.min(wait * 2, longest)
      clearTimeout(timer)
      later(again)
    }
  }

  // A clock that has rung is none: else the next name would wait for it for ever
  const later = (after: number) => { timer = setTimeout(() => { timer = 0; void run() }, after) }

  return {
    // While waiting for the line, a new name does not make the wait shorter or longer
    soon() { if (!timer) later(1_500) },
    now() { wait = 2_000; void run() },
  }
}
