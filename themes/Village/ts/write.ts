// The writing form, made easier. Everything here is an addition: without it the form writes just as well.
import { keepDraft } from './draft'
import { showPhotos } from './photos'
import { livePreview } from './preview'
import { tools } from './tools'
import { guard } from './guard'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-write]')) {
  const body = form.querySelector<HTMLTextAreaElement>('textarea[name="Body"]')
  const draft = keepDraft(form)
  guard(form, draft)
  showPhotos(form)
  if (!body) continue
  tools(form, body)
  livePreview(form, body)
}
