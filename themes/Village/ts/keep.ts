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

async function send(): Promise<void> {
  const who = await whose()
  if (who) await sendAll(who).catch(() => undefined)
  await show()
}

async function begin(): Promise<void> {
  if (here) await remember('who', here).catch(() => undefined)
  await show()
  addEventListener('online', () => void send())
  void send()
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  const ready = await navigator.serviceWorker.ready
  ready.active?.postMessage(list ? 'look now' : 'look')
  navigator.serviceWorker.addEventListener('message', () => void show())
}

void begin().catch(() => undefined)
