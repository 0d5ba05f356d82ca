// The service worker: pages over the line when there is one, else from what was kept; forms that meet no line wait in the queue. Built by itself (vite.worker.config.js), since it must be one file.
import { enqueue, itemOf, recall, remember, sendAll } from './queue'
import { isOver, tidy } from './door/store'
import { forget, keepPage, look, ownPages, shell, whoIs } from './shelf'

type Lasting = Event & { waitUntil(done: Promise<unknown>): void }
type Fetching = Lasting & { request: Request, respondWith(answer: Promise<Response>): void }
declare const self: typeof globalThis & {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void>, matchAll(): Promise<{ postMessage(said: string): void }[]> }
  registration: { sync?: { register(tag: string): Promise<void> } }
}

const forms = /^\/(write|quick|reflect|tell)(\/\d+)?$/
// The desk at the door of a meeting, where people wait: a line that says nothing for so long is none
const desk = /^\/meet\/\d+\/door$/, patience = 5_000
const on = (name: string, hear: (event: never) => void) => self.addEventListener(name, hear as EventListener)

on('install', (event: Lasting) => event.waitUntil(keepPage('/offline', shell, 'omit').then(() => self.skipWaiting())))
on('activate', (event: Lasting) => event.waitUntil(self.clients.claim()))
on('message', (event: Lasting & { data: unknown }) => event.waitUntil(Promise.all([look(event.data === 'look now').then(tell), tidy(isOver)])))
on('sync', (event: Lasting) => event.waitUntil((async () => {
  const who = await recall<string>('who')
  const all = !who || await sendAll(who)
  await tell()
  // The browser asks again later
  if (!all) throw new Error(who)
})()))
on('fetch', (event: Fetching) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.mode === 'navigate' && request.method === 'GET') event.respondWith(page(event, url))
  else if (request.mode === 'navigate' && request.method === 'POST' && forms.test(url.pathname)) event.respondWith(form(request))
  else if (request.mode === 'navigate' && request.method === 'POST' && url.pathname === '/sign-out') event.respondWith(signOut(request))
  else if (request.method === 'GET' && url.pathname.startsWith('/look/')) event.respondWith(asset(request))
  else if (request.method === 'GET' && url.pathname.startsWith('/media/')) event.respondWith(fetch(request).catch(async () => await kept(request.url, await recall<string>('who')) ?? Response.error()))
})

const tell = async () => { for (const client of await self.clients.matchAll()) client.postMessage('changed') }

async function page(event: Fetching, url: URL): Promise<Response> {
  let answer: Response
  const own = async () => kept(url.pathname + url.search, await recall<string>('who'))
  const old = desk.test(url.pathname) ? await own() : undefined
  try {
    answer = await (old ? inTime(event.request) : fetch(event.request))
  } catch {
    return old ?? await own() ?? await caches.match('/offline', { cacheName: shell, ignoreSearch: true }) ?? Response.error()
  }
  const copy = answer.clone()
  event.waitUntil((async () => {
    if (!copy.ok) {
      if (copy.status === 404 || copy.status === 410) await forget(url.pathname)
      return
    }
    if (!copy.headers.get('Content-Type')?.startsWith('text/html')) return
    const who = await whoIs(copy)
    // A writing form that was opened here can be opened again without a line
    if (who && ownPages.test(url.pathname) && !copy.redirected && url.search === '') await keepPage(url.pathname, `own:${who}`, 'same-origin', copy)
    await look(false)
  })().catch(() => undefined))
  return answer
}

/** At the desk what was kept stands in for a line that is slow, and for a site that is away. */
async function inTime(request: Request): Promise<Response> {
  const answer = await Promise.race([fetch(request), new Promise<Response>((_, late) => setTimeout(late, patience))])
  if (answer.status >= 500) throw new Error(request.url)
  return answer
}

/** From what was kept for this person, then from what is everybody's. A form gets a key of its own each time, or two texts would be taken for one. */
async function kept(address: string, who?: string): Promise<Response | undefined> {
  const path = address.replace(/[?#].*/, '')
  for (const name of [...who ? [`own:${who}`] : [], 'public', shell]) {
    const found = await caches.match(ownPages.test(path) ? path : address, { cacheName: name })
    if (!found) continue
    if (!ownPages.test(path)) return found
    const html = (await found.text()).replace(/(name="once" value=")[0-9a-f]{32}/g, (_, before: string) => before + crypto.randomUUID().replace(/-/g, ''))
    return new Response(html, { headers: found.headers })
  }
  return undefined
}

async function form(request: Request): Promise<Response> {
  const copy = request.clone()
  try {
    const answer = await fetch(request)
    if (answer.status !== 502 && answer.status !== 504) return answer  // the proxy speaks: the site itself is away
  } catch { /* no line */ }
  const item = itemOf(await copy.formData(), request.url.slice(location.origin.length))
  if (!item) return Response.error()
  await enqueue(item)
  await self.registration.sync?.register('send').catch(() => undefined)
  return Response.redirect('/offline?waits', 303)
}

async function signOut(request: Request): Promise<Response> {
  const answer = await fetch(request)
  if (answer.type === 'opaqueredirect' || answer.ok) await remember('who', '').then(() => forget()).then(() => tidy(() => true))
  return answer
}

/** What is named by its content never changes; all else is asked for first. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open('look')
  const found = await cache.match(request)
  if (found?.headers.get('Cache-Control')?.includes('immutable')) return found
  try {
    const answer = await fetch(request)
    if (answer.ok) await cache.put(request, answer.clone())
    return answer
  } catch { return found ?? Response.error() }
}
