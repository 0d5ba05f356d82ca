import { dequeue, enqueue, formOf, recall, waiting, type Page, type Waiting } from './queue'
import { renew, rowFrom } from './rows'

/** The offline page: what waits to be sent, with what to do about each, and what can be read without a line. */
export async function showOffline(list: HTMLElement, mine: Waiting[], who: string, send: () => Promise<void>): Promise<void> {
  const part = (name: string) => list.querySelector<HTMLElement>(`[data-${name}]`)!
  const now = part('now')
  renew(part('queue'), mine.map((item) => rowOf(part('row') as HTMLTemplateElement, item, send)))
  part('empty').hidden = mine.length > 0
  now.hidden = mine.length === 0
  now.onclick = () => void (async () => {
    for (const item of await waiting()) if (item.who === who && item.status) await enqueue({ ...item, status: undefined })
    await send()
  })()
  const found: Page[] = []
  for (const page of 'caches' in self && await recall<Page[]>('shelf') || []) if (await caches.match(page.url, { cacheName: page.own ? `own:${who}` : 'public' }).catch(() => undefined)) found.push(page)
  renew(part('shelf'), found.map((page) => {
    const [item, link] = [document.createElement('li'), document.createElement('a')]
    link.href = page.url
    link.textContent = page.title
    item.dataset.key = `${page.url} ${page.title}`
    item.append(link)
    return item
  }))
  part('none-kept').hidden = found.length > 0
}

function rowOf(row: HTMLTemplateElement, item: Waiting, send: () => Promise<void>): HTMLElement {
  const made = rowFrom(row, `${item.id} ${item.at} ${item.status ?? ''}`)
  const part = (name: string) => made.querySelector<HTMLElement>(`[data-${name}]`)!
  const [title, how, again] = [part('title'), part('how'), part('again')]
  title.textContent = item.title || (title.dataset.none ?? '')
  how.textContent = (item.status ? how.dataset[`s${item.status}`] ?? how.dataset.other : how.dataset.wait) ?? ''
  again.hidden = !item.status
  again.onclick = () => void reopen(item)
  part('drop').onclick = () => void (async () => {
    if (!confirm(part('drop').dataset.sure ?? '')) return
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
