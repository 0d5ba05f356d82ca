/** For each chosen photo: a small picture, its name and a caption field, made from <template data-shot> into [data-shots]. */
export function showPhotos(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[type="file"][name="Photos"]')
  const place = form.querySelector<HTMLElement>('[data-shots]')
  const shape = form.querySelector<HTMLTemplateElement>('template[data-shot]')
  if (!input || !place || !shape) return
  const said = new Map<string, string>()
  const keyOf = (file: File) => `${file.name} ${file.size} ${file.lastModified}`

  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])]
    for (const old of place.querySelectorAll<HTMLInputElement>('[data-key]')) said.set(old.dataset.key ?? '', old.value)
    place.replaceChildren(...files.map((file, nth) => row(shape, file, nth, keyOf(file), said.get(keyOf(file)) ?? '')))
    place.querySelector<HTMLElement>('[data-key]')?.focus()
  })
}

function row(shape: HTMLTemplateElement, file: File, nth: number, key: string, caption: string): DocumentFragment {
  const made = shape.content.cloneNode(true) as DocumentFragment
  const field = made.querySelector<HTMLInputElement>('[name="Captions"]')
  const label = made.querySelector('label')
  const name = made.querySelector<HTMLElement>('[data-name]')
  if (field) {
    field.id = `caption-${nth}`
    field.value = caption
    field.dataset.key = key
  }
  if (label) {
    label.htmlFor = `caption-${nth}`
    label.textContent = (label.textContent ?? '').replace('{0}', String(nth + 1))
  }
  if (name) name.textContent = `${file.name} · ${file.size < 1e6 ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`}`
  const canvas = made.querySelector('canvas')
  if (canvas) void draw(canvas, file)
  return made
}

/** Drawn, not linked: the page's security policy allows no blob: addresses. A file that is no picture stays grey; the server says why. */
async function draw(canvas: HTMLCanvasElement, file: File): Promise<void> {
  try {
    const bitmap = await createImageBitmap(file)
    const scale = Math.max(192 / bitmap.width, 160 / bitmap.height)
    canvas.width = 192
    canvas.height = 160
    canvas.getContext('2d')?.drawImage(bitmap, (192 - bitmap.width * scale) / 2, (160 - bitmap.height * scale) / 2, bitmap.width * scale, bitmap.height * scale)
    bitmap.close()
  } catch { /* not a picture */ }
}
