/** Fills [data-preview] with the server's own rendering, 0.4 s after the last letter. The server cleans it; nothing is rendered here. */
export function livePreview(form: HTMLFormElement, body: HTMLTextAreaElement): void {
  const pane = form.querySelector<HTMLElement>('[data-preview]')
  if (!pane) return
  const shown = pane.querySelector<HTMLElement>('[data-preview-text]') ?? pane
  const address = pane.dataset.preview || '/write/preview'
  let timer = 0
  let asking: AbortController | null = null
  let last = ''

  const ask = async () => {
    const text = body.value.trim()
    if (text === last) return
    asking?.abort()
    if (!text) {
      last = ''
      pane.hidden = true
      return
    }
    asking = new AbortController()
    const sent = new FormData()
    for (const name of ['Body', 'Title']) {
      const field = form.elements.namedItem(name)
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) sent.set(name, field.value)
    }
    pane.setAttribute('aria-busy', 'true')
    try {
      const answer = await fetch(address, { method: 'POST', body: sent, signal: asking.signal, headers: { Accept: 'text/html' } })
      if (!answer.ok || answer.redirected) return  // the last good picture stays; saving says what is wrong
      shown.innerHTML = await answer.text()
      last = text
      pane.hidden = false
    } catch { /* no line, or a newer letter: the next one asks again */ } finally {
      pane.removeAttribute('aria-busy')
    }
  }

  body.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), 400)
  })
  void ask()
}
