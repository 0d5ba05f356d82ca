// What is typed is kept in this browser at once and at the site a moment later, under the form's own key, until a page says that the form was taken (saved.ts).
import { hidden, read, said, write, type Entries } from './fields'
import { drop, holdOpen, open, others, put, take, place, type Kept } from './local'
import { keepAtSite, type Told } from './site'
import { waiting } from './queue'

export type Draft = { changed(): boolean, sent(): void, queued(): void, back(): void }

const soon = 250
const english = document.documentElement.lang === 'en'
export const clock = (at: number) => new Date(at).toTimeString().slice(0, 5).replace(':', english ? ':' : '.')

/** Keeps what is typed, says where in [data-saved], and offers an older draft in [data-restore] instead of forcing it in. */
export function keepDraft(form: HTMLFormElement): Draft {
  const key = said(form, 'once')
  const refused = form.querySelector('.refused') !== null
  const first = JSON.stringify(read(form))
  let last = first, timer = 0, going = false

  const site = keepAtSite(form, (how, url) => say(form, how, url))
  const keepNow = (sent?: number) => {
    clearTimeout(timer)
    timer = 0
    const fields = read(form)
    const now = JSON.stringify(fields)
    if (now === last && !sent) return
    if (now !== last) {
      const turn = hidden(form, 'turn')
      if (turn) turn.value = String(Number(turn.value) + 1)
      last = now
      site.typed()
    }
    if (put(form, { at: Date.now(), sent, key, work: said(form, 'work') || key, turn: Number(said(form, 'turn')), fields }) && !sent) say(form, navigator.onLine ? 'here' : 'away')
  }

  form.addEventListener('input', () => { timer ||= setTimeout(keepNow, soon) })
  const leave = () => {
    if (going) return
    keepNow()
    site.now()
  }
  addEventListener('pagehide', leave)
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') leave() })
  holdOpen(key)
  // Its room is kept from the start: a line that comes while a finger goes down moves the button from under it
  form.querySelector<HTMLElement>('[data-saved]')?.removeAttribute('hidden')
  if (!restored(form)) void offer(form, first, keepNow).finally(() => { form.dataset.looked = '' })
  return {
    changed: () => refused || JSON.stringify(read(form)) !== first,
    sent() {
      going = true
      keepNow(Date.now())
    },
    queued() {
      drop(key)
      say(form, 'away')
    },
    back() {
      going = false
      const kept = take(place(form) + key)
      if (kept?.sent) put(form, { ...kept, sent: undefined })
    },
  }
}

/** The one calm line that says where the text is. */
function say(form: HTMLFormElement, how: Told | 'here', url?: string): void {
  const status = form.querySelector<HTMLElement>('[data-saved]')
  const words = status?.querySelector<HTMLElement>('[data-text]')
  if (!status || !words) return
  const text = (words.dataset[how] ?? '').replace('{0}', clock(Date.now()))
  if (!text) return
  words.textContent = text
  if (how === 'became' && url) {
    const link = document.createElement('a')
    link.href = url
    link.textContent = words.dataset.look ?? url
    words.append(' ', link)
  }
  status.dataset.how = how
}

/** What the site kept and the address asked for goes into the form; what this browser kept of the same form goes before it when it is newer. */
function restored(form: HTMLFormElement): boolean {
  const asked = form.querySelector<HTMLTemplateElement>('template[data-unfinished]')
  if (!asked) return false
  const [came, turn] = said(form, 'came').split(':')
  const here = take(place(form) + came)
  const newer = here !== null && here.turn > Number(turn)
  write(form, newer ? here.fields : JSON.parse(asked.dataset.fields ?? '[]') as Entries)
  const from = hidden(form, 'came')
  if (newer && from) from.value = `${here.key}:${here.turn}`
  return true
}

/** What the site says was taken is no draft any more, though the tab that sent it died before it heard so. What was typed after that still is. */
function dropDone(form: HTMLFormElement): void {
  const done = new Map((form.querySelector<HTMLElement>('template[data-done]')?.dataset.done ?? '').split(' ').map((one) => one.split(':') as [string, string]))
  for (const [, kept] of others(form)) if (kept.turn <= Number(done.get(kept.key) ?? -1)) drop(kept.key)
}

async function offer(form: HTMLFormElement, first: string, keepNow: () => void): Promise<void> {
  const box = form.querySelector<HTMLElement>('[data-restore]')
  dropDone(form)
  const [inTabs, inQueue] = [await open(), new Set((await waiting()).map((item) => item.id))]
  const found = others(form).find(([, kept]) => !inTabs.has(kept.key) && !inQueue.has(kept.key) && JSON.stringify(kept.fields) !== first)
  if (!found || !box) return
  const kept: Kept = found[1]
  const when = box.querySelector<HTMLElement>('[data-text]')
  if (when) when.textContent = (when.dataset.text ?? '').replace('{0}', `${new Date(kept.at).toLocaleDateString(document.documentElement.lang)} ${clock(kept.at)}`)
  const twin = form.querySelector<HTMLElement>(`[data-others] [data-key="${kept.key}"]`)
  if (twin) twin.hidden = true
  box.hidden = false
  box.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-take],[data-drop]')
    if (!button) return
    if (button.hasAttribute('data-take')) {
      const [work, came] = [hidden(form, 'work'), hidden(form, 'came')]
      // It goes on being the same work: were it published already, the site would know it again
      if (work) work.value = kept.work
      if (came) came.value = `${kept.key}:${kept.turn}`
      write(form, kept.fields)
      keepNow()
    } else {
      const gone = new FormData()
      gone.set('key', kept.key)
      void fetch('/me/drafts?handler=Drop', { method: 'POST', body: gone, redirect: 'manual' }).catch(() => undefined)
    }
    drop(kept.key)
    box.hidden = true
    form.querySelector<HTMLElement>('[name="Title"],[name="Body"]')?.focus()
  })
}
