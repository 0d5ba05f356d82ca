import { hear, isOpen, type Sending } from './uploads'

/** A form that is sent while photos are on their way waits for them, and goes by itself; without a line it takes along, whole, what the site does not have. To be set up before guard: its submit comes first. */
export function waitForSendings(form: HTMLFormElement, sendings: Map<string, Sending>): void {
  const status = form.querySelector<HTMLElement>('[data-sending]')
  const open = () => [...sendings.values()].filter(isOpen)
  let button: HTMLElement | null = null

  const goOn = () => {
    if (!form.dataset.waitsFor || open().length && navigator.onLine) return
    delete form.dataset.waitsFor
    const pressed = button as HTMLButtonElement | null
    if (form.requestSubmit) form.requestSubmit(pressed ?? undefined)
    else pressed?.click()
  }
  form.addEventListener('submit', (event) => {
    if (!open().length || !navigator.onLine) return
    event.preventDefault()
    event.stopImmediatePropagation()
    form.dataset.waitsFor = 'sendings'
    button = event.submitter
    const bar = form.querySelector<HTMLElement>('[data-saved]')
    const beside = bar?.querySelector<HTMLElement>('[data-text]')
    // Beside the button that was pressed too: the rows may be far above it
    if (bar && beside && status) {
      bar.hidden = false
      beside.textContent = status.dataset.then ?? ''
    }
    if (!status) return
    status.hidden = false
    status.textContent = status.dataset.then ?? ''
  })
  hear(goOn)
  addEventListener('offline', goOn)
  form.addEventListener('formdata', (event) => {
    for (const item of open()) event.formData.append((item.file ? 'File.' : 'Photo.') + item.id, item.whole, item.name)
  })
}
