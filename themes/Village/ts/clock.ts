// Counts what runs, by the second, from what the page says; without it the page says until when.
const face = document.querySelector<HTMLElement>('[data-since]')
const two = (n: number) => String(n).padStart(2, '0')
const span = (seconds: number) => `${Math.floor(seconds / 60)}:${two(Math.floor(seconds % 60))}`
if (face) {
  const { since = '', until, left = '', over = '', gone = '' } = face.dataset
  const show = () => {
    const rest = until ? (Date.parse(until) - Date.now()) / 1000 : NaN
    face.textContent = Number.isNaN(rest) ? gone.replace('{0}', span((Date.now() - Date.parse(since)) / 1000)) : (rest >= 0 ? left : over).replace('{0}', span(Math.abs(rest)))
    face.classList.toggle('is-over', rest < 0)
  }
  show()
  setInterval(show, 1000)
}
