import type { Draft } from './draft'
import { enqueue, itemOf } from './queue'

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
    if (!navigator.onLine && !navigator.serviceWorker?.controller) waitHere(event)
  })
  // A browser without a service worker (or on the first visit) would show its own page and forget the form
  const waitHere = (event: SubmitEvent) => {
    const button = event.submitter as HTMLButtonElement | null
    const { pathname, search } = new URL(button?.hasAttribute('formaction') ? button.formAction : form.action)
    const item = itemOf(new FormData(form), pathname + search)
    if (!item) return
    event.preventDefault()
    void enqueue(item).then(() => draft.queued(), () => { going = false })
  }
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
