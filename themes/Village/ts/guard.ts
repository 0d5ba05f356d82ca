import type { Draft } from './draft'

/** Asks before leaving with text that is not on the server, and lets a form go out once. The server has its own key against doubles. */
export function guard(form: HTMLFormElement, draft: Draft): void {
  let going = false
  const buttons = () => form.querySelectorAll<HTMLButtonElement>('button[type="submit"], button:not([type])')

  form.addEventListener('submit', (event) => {
    if (going) {
      event.preventDefault()
      return
    }
    draft.sent()
    going = true
    for (const button of buttons()) button.setAttribute('aria-disabled', 'true')
  })
  addEventListener('pageshow', () => {
    going = false
    draft.back()  // whoever sees the form again has not been told that it was taken
    for (const button of buttons()) button.removeAttribute('aria-disabled')
  })
  addEventListener('beforeunload', (event) => {
    const photos = [...form.querySelectorAll<HTMLInputElement>('input[type="file"]')].some((input) => input.files?.length)
    if (going || !(photos || draft.changed())) return
    event.preventDefault()
    event.returnValue = ''
  })
}
