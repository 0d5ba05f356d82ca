// On every page of a member, and on /offline: lets the service worker in, sends what waits, and says that something does.
import { drop } from './local'
import { recall, remember, sendAll, waiting } from './queue'
import { showOffline } from './offline'
import { tidy, today, unsent } from './door/store'

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

/** Names from the door of a meeting that were not sent: nobody shall sign out and not know of them. */
async function door(): Promise<void> {
  await tidy((day) => day < today())
  const [[meeting, count] = [0, 0]] = await unsent()
  const note = document.querySelector<HTMLElement>('[data-door-waits]')
  const [words, link] = [note?.querySelector<HTMLElement>('[data-text]'), note?.querySelector('a')]
  if (!note || !words || !link || !count || document.querySelector('[data-door]')) return
  words.textContent = (words.dataset.text ?? '').replace('{0}', String(count))
  link.href = `/meet/${meeting}/door`
  note.hidden = false
  for (const form of document.querySelectorAll<HTMLFormElement>('form[action$="/sign-out"]')) form.addEventListener('submit', (event) => { if (!confirm(note.dataset.sure ?? '')) event.preventDefault() })
}

async function send(): Promise<void> {
  const who = await whose()
  if (who) await sendAll(who).catch(() => undefined)
  await show()
}

async function begin(): Promise<void> {
  if (here) await remember('who', here).catch(() => undefined)
  await show()
  await door().catch(() => undefined)
  addEventListener('online', () => void send())
  void send()
  if (!('serviceWorker' in navigator)) return
  await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  const ready = await navigator.serviceWorker.ready
  ready.active?.postMessage(list ? 'look now' : 'look')
  navigator.serviceWorker.addEventListener('message', () => void show())
}

void begin().catch(() => undefined)
