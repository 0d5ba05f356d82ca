// The list of things to decide by keyboard: J and K walk, H hides, R lets through or shows again, by pressing the very buttons that stand there.
const matters = [...document.querySelectorAll<HTMLElement>('[data-queue] > li')]
let at = -1

function go(to: number): void {
  if (!matters.length) return
  matters[at]?.removeAttribute('aria-current')
  at = Math.max(0, Math.min(matters.length - 1, to))
  const here = matters[at]!
  here.setAttribute('aria-current', 'true')
  here.focus({ preventScroll: true })
  here.scrollIntoView({ block: 'nearest' })
}

document.addEventListener('keydown', (press) => {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || (press.target as HTMLElement).closest('input, select, textarea')) return
  // By the place of the key: on a Thai keyboard J writes another letter
  const key = press.code.replace('Key', '').toLowerCase()
  if (key === 'j' || key === 'k') go(at + (key === 'j' ? 1 : -1))
  else if (key === 'h' || key === 'r') matters[at]?.querySelector<HTMLButtonElement>(`button[data-key="${key}"]`)?.click()
  else return
  press.preventDefault()
})

matters.forEach((matter, nth) => matter.addEventListener('focusin', () => { if (nth !== at) { matters[at]?.removeAttribute('aria-current'); at = nth; matter.setAttribute('aria-current', 'true') } }))
if (!location.search) go(0)

export {}
