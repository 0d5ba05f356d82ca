import { dequeue, enqueue, formOf, recall, waiting, type Page, type Waiting } from './queue'
import { renew, rowFrom } from './rows'

/** The offline page: what waits to be sent, with what to do about each, and what can be read without a line. */
export async function showOffline(list: HTMLElement, mine: Waiting[], who: string, send: () => Promise<void>): Promise<void> {
  const queue = list.querySelector<HTMLElement>('[data-queue]')
  const row = list.querySelector<HTMLTemplateElement>('template[data-row]')
  const now = list.querySelector<HTMLElement>('[data-now]')
  if (queue && row) renew(queue, mine.map((item) => rowOf(row, item, send)))
  const empty = list.querySelector<HTMLElement>('[data-empty]')
  if (empty) empty.hidden = mine.length > 0
  if (now) {
    now.hidden = mine.length === 0
    now.onclick = () => void (async () => {
      for (const item of await waiting()) if (item.who === who && item.status) await enqueue({ ...item, status: undefined })
      await send()
    })()
  }
  await showShelf(list, who)
}

function rowOf(row: HTMLTemplateElement, item: Waiting, send: () => Promise<void>): HTMLElement {
  const made = rowFrom(row, `${item.id} ${item.at} ${item.status ?? ''}`)
  const title = made.querySelector<HTMLElement>('[data-title]')
  const how = made.querySelector<HTMLElement>('[data-how]')
  if (title) title.textContent = item.title || (title.dataset.none ?? '')
  if (how) how.textContent = (item.status ? how.dataset[`s${item.status}`] ?? how.dataset.other : how.dataset.wait) ?? ''
  const [again, drop] = [made.querySelector<HTMLElement>('[data-again]'), made.querySelector<HTMLElement>('[data-drop]')]
  if (again) {
    again.hidden = !item.status
    again.onclick = () => void reopen(item)
  }
  if (drop) drop.onclick = () => void (async () => {
    if (!confirm(drop.dataset.sure ?? '')) return
    await dequeue(item.id)
    await send()
  })()
  return made
}

/** Sends it as the page itself would have: the site answers with the form, everything typed, and what is to be put right (both texts where two wrote). */
async function reopen(item: Waiting): Promise<void> {
  await enqueue({ ...item, opened: Date.now() })
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action: item.action, enctype: 'multipart/form-data', hidden: true })
  for (const [name, value] of formOf(item)) {
    const field = document.createElement(typeof value === 'string' ? 'textarea' : 'input')
    field.name = name
    if (typeof value === 'string') field.value = value
    else if (field instanceof HTMLInputElement) {
      const files = new DataTransfer()
      if (value.size > 0) files.items.add(value)
      field.type = 'file'
      field.files = files.files
    }
    form.append(field)
  }
  document.body.append(form)
  form.submit()
}

async function showShelf(list: HTMLElement, who: string): Promise<void> {
  const place = list.querySelector<HTMLElement>('[data-shelf]')
  if (!place || !('caches' in self)) return
  const pages = await recall<Page[]>('shelf') ?? []
  const found: Page[] = []
  for (const page of pages) {
    const cache = page.own ? `own:${who}` : 'public'
    if (await caches.has(cache) && await (await caches.open(cache)).match(page.url)) found.push(page)
  }
  renew(place, found.map((page) => {
    const [item, link] = [document.createElement('li'), document.createElement('a')]
    link.href = page.url
    link.textContent = page.title
    item.dataset.key = `${page.url} ${page.title}`
    item.append(link)
    return item
  }))
  const none = list.querySelector<HTMLElement>('[data-none-kept]')
  if (none) none.hidden = found.length > 0
}
