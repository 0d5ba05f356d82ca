// Below an item, for members. «ตอบ» ticks whom one answers without loading the page anew, so that nothing typed is lost; and while one types @ and a name, people to choose from.
// Without it the links and the boxes do the same, and a name is typed by hand.

interface Person { address: string, called: string }

const pause = 150
const call = /(?:^|[^A-Za-z0-9._+@/-])@([^\s@]{1,40})$/

function replies(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-reply]'))
    link.addEventListener('click', (event) => {
      const box = form.querySelector<HTMLInputElement>(`[name="Say.ReplyTo"][value="${link.dataset.reply}"]`)
      if (!box) return
      event.preventDefault()
      box.checked = true
      box.closest('details')!.open = true
      form.scrollIntoView({ block: 'start' })
      text.focus({ preventScroll: true })
    })
}

function names(form: HTMLFormElement, text: HTMLTextAreaElement): void {
  const list = document.createElement('ul')
  let timer = 0
  let asking: AbortController | undefined
  let at = -1

  Object.assign(list, { id: 'names', className: 'suggestions', hidden: true })
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', form.dataset.label ?? '')
  text.setAttribute('aria-autocomplete', 'list')
  text.setAttribute('aria-controls', list.id)
  text.parentElement!.classList.add('names')
  text.after(list)

  const options = () => [...list.children] as HTMLElement[]
  const typed = () => call.exec(text.value.slice(0, text.selectionStart))?.[1]
  const choose = (next: number) => {
    options()[at]?.setAttribute('aria-selected', 'false')
    at = next
    const chosen = options()[at]
    chosen?.setAttribute('aria-selected', 'true')
    if (chosen) text.setAttribute('aria-activedescendant', chosen.id)
    else text.removeAttribute('aria-activedescendant')
  }
  const show = (people: Person[]) => {
    choose(-1)
    list.replaceChildren(...people.map((person, i) => {
      const option = document.createElement('li')
      Object.assign(option, { id: `name-${i}`, textContent: `${person.called} @${person.address}` })
      option.setAttribute('role', 'option')
      option.dataset.address = person.address
      return option
    }))
    list.hidden = people.length === 0
  }
  const close = () => {
    clearTimeout(timer)
    asking?.abort()
    show([])
  }
  const ask = async () => {
    const name = typed()
    asking?.abort()
    if (!name) return show([])
    const mine = asking = new AbortController()
    try {
      const answer = await fetch(`/named?q=${encodeURIComponent(name)}`, { signal: mine.signal })
      if (answer.ok && document.activeElement === text) show(await answer.json() as Person[])
    } catch { /* stale, or no line: the name is typed on */ }
  }
  const put = (option: HTMLElement | undefined) => {
    const name = typed()
    if (!option?.dataset.address || name === undefined) return
    const end = text.selectionStart
    text.setRangeText(`${option.dataset.address} `, end - name.length, end, 'end')
    text.dispatchEvent(new Event('input', { bubbles: true }))
    close()
  }

  text.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), pause)
  })
  text.addEventListener('keydown', (event) => {
    if (event.isComposing || list.hidden) return
    const last = options().length - 1
    if (event.key === 'ArrowDown') choose(at < last ? at + 1 : 0)
    else if (event.key === 'ArrowUp') choose(at > 0 ? at - 1 : last)
    else if (event.key === 'Escape') close()
    else if ((event.key === 'Enter' || event.key === 'Tab') && at >= 0) put(options()[at])
    else return
    event.preventDefault()
  })
  text.addEventListener('blur', close)
  list.addEventListener('mousedown', (event) => event.preventDefault())  // the field keeps the focus
  list.addEventListener('click', (event) => put((event.target as Element).closest<HTMLElement>('[role=option]') ?? undefined))
}

const form = document.querySelector<HTMLFormElement>('[data-talk]')
const text = form?.querySelector('textarea')
if (form && text) {
  replies(form, text)
  names(form, text)
}

export {}
