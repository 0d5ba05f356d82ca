// Suggestions below the find box while one types: a combobox with a listbox, ARIA 1.2. Without it the form finds just as well, and Enter always sends it
// unless a suggestion is chosen. What the server sends is a list of options, encoded there (src/Search/Suggest.cshtml).

const pause = 120

function suggest(box: HTMLElement, input: HTMLInputElement): void {
  const list = document.createElement('ul')
  const answers = new Map<string, string>()
  let timer = 0
  let asking: AbortController | undefined
  let at = -1

  Object.assign(list, { id: 'suggestions', className: 'suggestions', hidden: true })
  list.setAttribute('role', 'listbox')
  list.setAttribute('aria-label', box.dataset.label ?? '')
  for (const [name, value] of Object.entries({ role: 'combobox', autocomplete: 'off', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id })) input.setAttribute(name, value)
  box.append(list)

  const options = () => [...list.children] as HTMLElement[]
  const choose = (next: number) => {
    options()[at]?.setAttribute('aria-selected', 'false')
    at = next
    const chosen = options()[at]
    chosen?.setAttribute('aria-selected', 'true')
    chosen?.scrollIntoView({ block: 'nearest' })
    if (chosen) input.setAttribute('aria-activedescendant', chosen.id)
    else input.removeAttribute('aria-activedescendant')
  }
  const show = (html: string) => {
    const chosen = options()[at]?.dataset.url
    choose(-1)
    list.innerHTML = html
    // Fresh suggestions do not take away what was chosen while they came
    if (chosen) choose(options().findIndex((option) => option.dataset.url === chosen))
    list.hidden = !list.childElementCount
    input.setAttribute('aria-expanded', String(!list.hidden))
  }
  const close = () => {
    clearTimeout(timer)
    asking?.abort()
    show('')
  }
  const ask = async () => {
    const typed = input.value.trim()
    asking?.abort()
    if (!typed) return show('')
    let html = answers.get(typed)
    if (html === undefined) {
      const mine = asking = new AbortController()
      try {
        const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: mine.signal })
        if (!answer.ok) return
        answers.set(typed, html = await answer.text())
      } catch { return }  // stale, or no line: the form still sends
      if (mine.signal.aborted) return
    }
    if (document.activeElement === input) show(html)
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), pause)
  }
  const go = (option: HTMLElement | undefined) => {
    if (option?.dataset.url) location.assign(option.dataset.url)
  }

  input.addEventListener('input', (event) => { choose(-1); if (!(event as InputEvent).isComposing) soon() })
  input.addEventListener('compositionend', soon)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    const last = options().length - 1
    if (event.key === 'ArrowDown' && list.hidden) void ask()
    else if (list.hidden) return
    else if (event.key === 'ArrowDown') choose(at < last ? at + 1 : -1)
    else if (event.key === 'ArrowUp') choose(at < 0 ? last : at - 1)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && at >= 0) go(options()[at])
    else return
    event.preventDefault()
  })
  input.addEventListener('blur', close)
  input.form?.addEventListener('submit', close)
  addEventListener('pageshow', close)
  list.addEventListener('mousedown', (event) => event.preventDefault())  // the field keeps the focus
  list.addEventListener('click', (event) => go((event.target as Element).closest<HTMLElement>('[role=option]') ?? undefined))
}

for (const box of document.querySelectorAll<HTMLElement>('[data-suggest]')) {
  const input = box.querySelector('input')
  if (input) suggest(box, input)
}

export {}
