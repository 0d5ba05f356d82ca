// The desk at the door of a meeting. Opened once with a line, it works with none: the service worker keeps the page, names and everything typed lie in this browser (door/store.ts) and are sent when there is a line (door/send.ts).
import { keepPage } from './shelf'
import { save, table } from './door/file'
import { find, room, type Seen } from './door/room'
import { renew, rowFrom } from './rows'
import { sender, type Line } from './door/send'
import { change, entries, isOver, list, recover, tidy, today, wipe, write, type Entry } from './door/store'

const most = 6, recent = 10
const bangkok = (at: number) => new Date(at + 7 * 3600_000).toISOString().slice(11, 16)
const fill = (text: string | undefined, ...values: (string | number)[]) => (text ?? '').replace(/\{(\d)\}/g, (_, nth: string) => String(values[Number(nth)] ?? ''))
const number = () => typeof crypto.randomUUID === 'function' ? crypto.randomUUID()
  : '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (Number(c) ^ crypto.getRandomValues(new Uint8Array(1))[0]! & 15 >> Number(c) / 4).toString(16))

function desk(root: HTMLElement): void {
  const part = <T extends HTMLElement>(name: string) => root.querySelector<T>(`[data-${name}]`)!
  const [form, found, said, state] = [part<HTMLFormElement>('form'), part('found'), part('said'), part('state')]
  const [name, office] = [root.querySelector<HTMLInputElement>('#door-name')!, root.querySelector<HTMLInputElement>('#door-office')!]
  const sectors = [...root.querySelectorAll<HTMLInputElement>('[data-sector]')]
  const [meeting, day] = [Number(root.dataset.door), root.dataset.day ?? '']
  const other = 'BroadcastChannel' in window ? new BroadcastChannel(`door:${meeting}`) : null
  let all = new Map<string, Seen>(), done: Entry[] = [], offered: (Seen | null)[] = [], active = 0, line: Line = 'idle', ready = false, listed = false, full = false
  // What the disk does not have yet, or could not take (then the page says so)
  const loose = new Map<string, Entry>()

  const send = sender(meeting, day, (now, changed) => { line = now; void (changed ? load().then(() => other?.postMessage('')) : show()) })

  async function load(): Promise<void> {
    const names = await list(meeting).catch(() => undefined)
    // Last: a name that reaches the disk between two questions would be in neither
    const kept = await entries(meeting).catch((): Entry[] => [])
    const there = new Set(kept.map((entry) => entry.id))
    done = [...kept, ...[...loose.values()].filter((entry) => !there.has(entry.id))]
    listed = names !== undefined
    all = room(names, done)
    show()
  }

  function show(): void {
    const came = [...all.values()].filter((one) => one.came !== null).length
    const waits = done.filter((entry) => entry.state !== 'sent').length
    // For the other pages (keep.ts), which need not open the store for it
    try { if (waits) localStorage.setItem(`door:${meeting}`, String(waits)); else localStorage.removeItem(`door:${meeting}`) } catch { /* no storage: they say nothing */ }
    part('count').textContent = fill(part('count').dataset.text, came, waits)
    const how = full ? 'full' : line === 'out' || line === 'barred' || line === 'gone' || line === 'sending' ? line : line === 'away' || !navigator.onLine ? 'away' : waits ? 'sending' : ready && listed ? 'ready' : 'plainly'
    state.textContent = (line === 'all' && !waits && done.length ? state.dataset.all + ' · ' : '') + (state.dataset[how] ?? '')
    state.classList.toggle('wrong', how === 'full' || how === 'out' || how === 'barred' || how === 'gone')
    part('login').hidden = line !== 'out'
    const row = part<HTMLTemplateElement>('row')
    const wrong = done.filter((entry) => entry.state === 'wrong')
    part('wrong').hidden = !wrong.length
    renew(part('wrongs'), wrong.map((entry) => rowOf(row, entry, entry.says ?? '')))
    part('latest').hidden = !done.some((entry) => !entry.undone && entry.state !== 'wrong')
    renew(part('last'), done.filter((entry) => !entry.undone && entry.state !== 'wrong').slice(-recent).reverse().map((entry) => rowOf(row, entry, [bangkok(entry.at), entry.sector, entry.office].filter(Boolean).join(' · '))))
  }

  function rowOf(row: HTMLTemplateElement, entry: Entry, how: string): HTMLElement {
    const made = rowFrom(row, `${entry.id} ${how}`)
    made.querySelector('[data-name]')!.textContent = entry.name
    made.querySelector('[data-how]')!.textContent = how
    made.querySelector('[data-of]')!.textContent = ' ' + entry.name
    made.querySelector<HTMLElement>('[data-undo]')!.onclick = () => void undo(entry)
    const mend = made.querySelector<HTMLElement>('[data-mend]')!
    mend.hidden = entry.state !== 'wrong'
    mend.onclick = () => {
      [name.value, office.value] = [entry.name, entry.office]
      void undo(entry).then(() => { offer(); name.focus() })
    }
    return made
  }

  function offer(): void {
    const typed = name.value.trim()
    offered = typed ? [...find(all.values(), typed, most), null] : []
    active = 0
    mark(offered.map((one, nth) => {
      const option = document.createElement('li')
      Object.assign(option, { id: `door-option-${nth}`, textContent: one ? one.name : `${found.dataset.fresh}: ${typed}` })
      option.setAttribute('role', 'option')
      const more = document.createElement('small')
      more.textContent = one ? ` ${[one.sector, one.office, one.came === null ? '' : `${found.dataset.came} ${bangkok(one.came)}`].filter(Boolean).join(' · ')}` : ''
      option.append(more)
      option.onmousedown = (press) => press.preventDefault()
      option.onclick = () => take(nth)
      return option
    }))
  }

  function mark(options?: HTMLElement[]): void {
    if (options) found.replaceChildren(...options)
    ;[...found.children].forEach((option, nth) => option.setAttribute('aria-selected', String(nth === active)))
    name.setAttribute('aria-expanded', String(offered.length > 0))
    name.setAttribute('aria-activedescendant', offered.length ? `door-option-${active}` : '')
  }

  function take(nth: number): void {
    const typed = name.value.trim()
    if (!typed) return
    const known = offered[nth]
    if (known?.came) {
      tell(said.dataset.twice, known.name, bangkok(known.came))
      // Part of a name may be another's whole name: it stays in the field, the next Enter makes somebody new, and the next letter takes its place
      if (known.name !== typed) {
        active = offered.length - 1
        mark()
        name.select()
        return
      }
    } else {
      const chosen = sectors.find((sector) => sector.checked)?.dataset.sector ?? ''
      keep({ id: number(), meeting, who: known?.who, fresh: !known, name: known?.name ?? typed, sector: known?.sector ?? chosen, office: known?.office ?? office.value.trim(), at: Date.now(), undone: false, state: 'waiting' })
      tell(known ? said.dataset.ticked : said.dataset.fresh, known?.name ?? typed)
    }
    name.value = office.value = ''
    offer()
    name.focus()
  }

  // On the screen at once, and kept by the browser in the same breath
  function keep(entry: Entry): void {
    done.push(entry)
    const key = entry.who ? 'a' + entry.who : 'r' + entry.id
    const one = all.get(key) ?? room(undefined, [entry]).get(key)!
    one.came = entry.at
    all.set(key, one)
    loose.set(entry.id, entry)
    write(entry).then(() => { loose.delete(entry.id); other?.postMessage(''); send.soon() }, () => { full = true; show() })
    show()
  }

  async function undo(entry: Entry): Promise<void> {
    loose.delete(entry.id)
    await change(new Set([entry.id]), (now) => now.state === 'wrong' || !now.tried ? undefined : { ...now, undone: true, state: 'waiting' })
    if (entry.state !== 'wrong') tell(said.dataset.undone, entry.name)
    await load()
    other?.postMessage('')
    send.soon()
  }

  const tell = (text: string | undefined, ...values: string[]) => { said.textContent = fill(text, ...values) }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // Who fills in the office means somebody new, unless the very name is there
    const fresh = office.value.trim() && !(offered[0] && offered[0].name === name.value.trim()) && active === 0
    take(fresh ? offered.length - 1 : active)
  })
  name.addEventListener('input', offer)
  name.addEventListener('keydown', (press) => {
    if (press.isComposing) return
    if (press.key === 'Escape') { name.value = ''; offer() }
    if (press.key !== 'ArrowDown' && press.key !== 'ArrowUp' || !offered.length) return
    press.preventDefault()
    active = (active + (press.key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length
    mark()
  })
  // A digit right after a letter, or before any, chooses the sector; after a space it is a digit (หมู่ 3). Thai digits too: on a Thai keyboard they are what is there
  name.addEventListener('beforeinput', (event) => {
    const digit = /^[0-9๐-๙]$/.test(event.data ?? '') ? Number(event.data!.replace(/[๐-๙]/, (thai) => String(thai.charCodeAt(0) - 0xE50))) : -1
    const before = name.value.slice(0, name.selectionStart ?? 0)
    const sector = digit === 0 ? sectors[sectors.length - 1] : sectors[digit - 1]
    if (digit < 0 || !sector || (digit && digit === sectors.length) || /[\s0-9๐-๙]$/.test(before)) return
    event.preventDefault()
    sector.checked = true
  })
  part('send').addEventListener('click', () => send.now())
  part('save').addEventListener('click', () => save(table(done.filter((entry) => entry.state !== 'sent'), (part('heads').dataset.heads ?? '').split('|'), part('heads').dataset.mistake ?? ''), `door-${meeting}-${today()}.csv`))
  part('wipe').addEventListener('click', () => void (async () => {
    if (done.some((entry) => entry.state !== 'sent') && !confirm(part('wipe').dataset.not ?? '')) return
    loose.clear()
    await wipe(meeting)
    await load()
    tell(part('wipe').dataset.wiped)
  })())
  addEventListener('online', () => send.now())
  addEventListener('offline', () => show())
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') send.soon() })
  addEventListener('beforeunload', (event) => { if (full && loose.size) { event.preventDefault(); event.returnValue = '' } })
  other?.addEventListener('message', () => void load())
  setInterval(() => { if (document.visibilityState === 'visible' && navigator.onLine) send.soon() }, 45_000)

  const who = document.querySelector<HTMLElement>('script[data-who]')?.dataset.who ?? ''
  async function stay(): Promise<void> {
    await navigator.storage?.persist?.().catch(() => false)
    if (!('serviceWorker' in navigator) || !who) return
    await keepPage(location.pathname, `own:${who}`, 'same-origin').catch(() => undefined)
    await navigator.serviceWorker.ready
    ready = Boolean(await caches.match(location.pathname, { cacheName: `own:${who}` }))
    root.dataset.kept = String(ready)
    show()
  }

  root.hidden = false
  document.querySelector<HTMLElement>('[data-plain]')!.hidden = true
  void (async () => {
    await recover().catch(() => undefined)
    await tidy(isOver).catch(() => undefined)
    await load()
    const last = done.filter((entry) => entry.fresh).pop()?.sector
    const before = last && sectors.find((sector) => sector.dataset.sector === last)
    if (before) before.checked = true
    root.dataset.open = ''
    name.focus()
    send.now()
    await stay()
  })()
}

for (const root of document.querySelectorAll<HTMLElement>('[data-door]')) desk(root)
