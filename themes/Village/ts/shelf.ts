// What can be read without a line: the newest public stories and those of one's own circles, kept in the background, never more than the site's list says.
import { inTurn, recall, remember, type Page } from './queue'

export const shell = 'shell'
const everyMinute = 60_000, mostForms = 10
/** What one person works in: kept when it was opened, under its path. */
export const ownPages = /^\/(?:(?:write|quick|reflect|tell)(?:\/\d+)?|meet\/\d+\/door)$/
type Line = { saveData?: boolean, type?: string }

/** Whose page this answer is: '' for nobody's. What was kept for somebody else goes at once. */
export async function whoIs(answer: Response): Promise<string> {
  const who = answer.headers.get('For-Member') ?? ''
  if (who !== await recall<string>('who')) await remember('who', who)
  await forgetOthers(who)
  return who
}

async function forgetOthers(who: string): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('own:') && name !== `own:${who}`) await caches.delete(name)
}

/** Lets a page go that is not there any more; without an address all that is one person's. */
export async function forget(path?: string): Promise<void> {
  if (!path) return forgetOthers('')
  for (const name of await caches.keys()) await (await caches.open(name)).delete(path)
}

/** Keeps a page with the style sheet, scripts and small pictures that it needs. */
export async function keepPage(address: string, name: string, credentials: RequestCredentials, got?: Response, stamp = ''): Promise<void> {
  const answer = got ?? await fetch(address, { credentials, headers: { Accept: 'text/html' } })
  if (!answer.ok || answer.redirected) throw new Error(address)
  if (name.startsWith('own:') && `own:${await whoIs(answer)}` !== name) return  // somebody else has come in between
  const html = await answer.text()
  const cache = await caches.open(name)
  for (const [, url = ''] of html.matchAll(/(?:src|href)="(\/(?:look|media)\/[^"]+)"/g)) await keepPart(url, url.startsWith('/media/') ? cache : await caches.open('look'))
  const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': answer.headers.get('Content-Security-Policy') ?? '', Stamp: stamp })
  await cache.put(address, new Response(html, { headers }))
  if (name.startsWith('own:')) await atMost(cache)
}

// A picture may be gone; a page without its script or looks is not kept
async function keepPart(url: string, cache: Cache, seen = new Set<string>()): Promise<void> {
  if (seen.has(url)) return
  seen.add(url)
  let answer = await cache.match(url)
  if (!answer) {
    answer = await fetch(url)
    if (answer.ok) await cache.put(url, answer.clone())
    else if (url.startsWith('/look/')) throw new Error(url)
  }
  if (!url.endsWith('.js')) return
  for (const [, other] of (await answer.text()).matchAll(/["'](\.\/[\w./-]+\.(?:js|css))["']/g)) await keepPart(new URL(other ?? '', new URL(url, location.origin)).pathname, cache, seen)
}

async function atMost(cache: Cache): Promise<void> {
  const there = (await cache.keys()).filter((request) => ownPages.test(new URL(request.url).pathname))
  for (const old of there.slice(0, -mostForms)) await cache.delete(old)
}

/** Compares what is kept with the site's list: what is not on it goes, what is new comes, unless the reader saves data. At most once a minute. */
export const look = (now: boolean) => inTurn('look', () => compare(now))

async function compare(now: boolean): Promise<void> {
  if (!now && Date.now() - (await recall<number>('looked') ?? 0) < everyMinute) return
  await remember('looked', Date.now())
  const answer = await fetch('/offline/list').catch(() => null)
  if (!answer?.ok) return
  const who = await whoIs(answer)
  const pages = await answer.json() as Page[]
  await remember('shelf', pages)
  const line = (navigator as { connection?: Line }).connection
  const may = now || line?.type === 'wifi' || !line?.saveData && line?.type !== 'cellular'
  for (const [name, own] of [['public', false], ...who ? [[`own:${who}`, true]] : []] as [string, boolean][]) {
    const cache = await caches.open(name)
    const listed = new Map(pages.filter((page) => page.own === own).map((page) => [page.url, page]))
    await sweep(cache, listed)
    for (const page of may ? listed.values() : []) {
      const there = await cache.match(page.url)
      if (there?.headers.get('Stamp') !== page.stamp) await keepPage(page.url, name, own ? 'same-origin' : 'omit', undefined, page.stamp).catch(() => undefined)
    }
    if (own && may && !await cache.match('/write')) await keepPage('/write', name, 'same-origin').catch(() => undefined)
  }
}

/** Pages that are on the list no more, and the pictures that only they showed. */
async function sweep(cache: Cache, listed: Map<string, Page>): Promise<void> {
  const texts: string[] = []
  const pictures: Request[] = []
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname
    if (path.startsWith('/media/')) pictures.push(request)
    else if (ownPages.test(path)) continue
    else if (!listed.has(path)) await cache.delete(request)
    else texts.push(await (await cache.match(request))?.text() ?? '')
  }
  for (const picture of pictures) if (!texts.some((text) => text.includes(new URL(picture.url).pathname))) await cache.delete(picture)
}
