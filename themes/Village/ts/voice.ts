// What somebody says in a voice is kept in this tab while they type, so that a line that goes or a page that is loaded again loses nothing. In this tab only (sessionStorage):
// nothing of it goes to the site before it is sent, and nothing of it stays in the phone afterwards, where the next person would find it.
const form = document.querySelector<HTMLFormElement>('form[data-voice]')
const given = document.querySelector<HTMLElement>('[data-voice-given]')
const place = (code?: string) => `voice:${code ?? ''}`
const fields = () => [...form?.querySelectorAll('textarea') ?? []]

try {
  if (given) sessionStorage.removeItem(place(given.dataset.voiceGiven))
  if (form) {
    const kept = JSON.parse(sessionStorage.getItem(place(form.dataset.voice)) ?? '[]') as string[]
    if (fields().every((field) => field.value === '')) fields().forEach((field, i) => { field.value = kept[i] ?? '' })
    form.addEventListener('input', () => sessionStorage.setItem(place(form.dataset.voice), JSON.stringify(fields().map((field) => field.value))))
  }
} catch { /* no storage: the page itself still holds it */ }
