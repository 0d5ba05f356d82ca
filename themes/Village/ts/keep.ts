// On every page of a member, and on /offline: lets the service worker in, sends what waits, and says that something does.
import { drop } from './local'
import { recall, remember, sendAll, waiting } from './queue'
import { showOffline } from './offline'

const here = document.querySelector<HTMLElement>('script[data-who]')?.dataset.who ?? ''
const list = document.querySelector<HTMLElement>('[data-offline]')

/** Whose phone it is now. The offline page was kept without a name: there it is whoever was here last. */
const whose = async () => here || (list ? await recall<string>('who') : '') || ''

async function show(): Promise<void> {
  const who = await whose()
  const mine = (await waiting()).filter((item) => item.who === who && who !== '')
  for (const item of mine) drop(item.id)  // the queue has it now
  const note = document.querySelector<HTMLElement>('[data-waiting]')
  const words = note?.querySelector<HTMLElement>('[data-text]')
  if (note && words) {
    words.textContent = (words.dataset.text ?? '').replace('{0}', String(mine.length))
    note.hidden = mine.length === 0 || list !== null
  }
  if (list) await showOffline(list, mine, who, send)
}

/** Names from the door of a meeting that were not sent (door.ts leaves word of how many): nobody shall sign out and not know of them. */
function door(): void {
  const name = Object.keys(localStorage).find((one) => one.startsWith('door:'))
  const note = document.querySelector<HTMLElement>('[data-door-waits]')
  const words = note?.querySelector<HTMLElement>('[data-text]')
  if (!name || !note || !words || document.querySelector('[data-door]')) return
  words.textContent = (words.dataset.text ?? '').replace('{0}', localStorage.getItem(name) ?? '')
  note.querySelector('a')!.href = `/meet/${name.slice(5)}/door`
  note.hidden = false
  document.addEventListener('submit', (event) => { if (/sign-out$/.test((event.target as HTMLFormElement).action) && !confirm(note.dataset.sure)) event.preventDefault() })
}

async function send(): Promise<void> {
  const who = await whose()
  if (who) await sendAll(who).catch(() => undefined)
  await show()
}

async function begin(): Promise<void> {
  if (here) await remember('who', here).catch(() => undefined)
  await show()
  try { door() } catch { /* no storage, no names */ }
  addEventListener('online', () => void send())
  void send()
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  const ready = await navigator.serviceWorker.ready
  ready.active?.postMessage(list ? 'look now' : 'look')
  navigator.serviceWorker.addEventListener('message', () => void show())
}

void begin().catch(() => undefined)
