import { said } from './fields'

export type Told = 'kept' | 'changed' | 'became' | 'away' | 'out' | 'refused'
const pause = 1_500, longest = 8_000

/** Keeps the form at the site too: after each pause of typing, at least every eight seconds, and when the page goes. Tells how it went. */
export function keepAtSite(form: HTMLFormElement, tell: (how: Told, url?: string) => void): { typed(): void, now(last?: boolean): void } {
  let after = 0, latest = 0, asking = false, again = false, wait = 2_000, stopped = false, kept = said(form, 'turn')

  const ask = async (last: boolean) => {
    clearTimeout(after)
    clearTimeout(latest)
    after = latest = 0
    const turn = said(form, 'turn')
    if (stopped || turn === kept) return
    if (asking && !last) { again = true; return }
    const sent = new FormData(form)
    for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name)
    sent.set('address', location.pathname)
    asking = true
    try {
      const answer = await fetch('/unfinished', { method: 'POST', body: sent, keepalive: last })
      if (answer.ok) {
        const { became, changed } = await answer.json() as { became: string | null, changed: boolean }
        kept = turn
        wait = 2_000
        // What was typed meanwhile is not there yet
        if (became || changed || said(form, 'turn') === turn) tell(became ? 'became' : changed ? 'changed' : 'kept', became ?? undefined)
      } else if (answer.status === 429 || answer.status >= 500) later(Number(answer.headers.get('Retry-After') ?? 0) * 1000)
      else {
        stopped = true
        tell(answer.status === 401 || answer.status === 403 ? 'out' : 'refused')
      }
    } catch { later(0) } finally {
      asking = false
      if (again) { again = false; typed() }
    }
  }
  const later = (least: number) => {
    tell('away')
    wait = Math.min(wait * 2, 60_000)
    clearTimeout(latest)
    latest = setTimeout(() => void ask(false), Math.max(wait, least))
  }
  const typed = () => {
    clearTimeout(after)
    after = setTimeout(() => void ask(false), pause)
    latest ||= setTimeout(() => void ask(false), longest)
  }
  addEventListener('online', () => void ask(false))
  return { typed, now: (last = true) => void ask(last) }
}
