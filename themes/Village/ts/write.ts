// The writing form, made easier. Everything here is an addition: without it the form writes just as well.
import { keepDraft } from './draft'
import { showFiles } from './files'
import { showPhotos } from './photos'
import { livePreview } from './preview'
import { waitForSendings } from './sendings'
import { tools } from './tools'
import { guard } from './guard'
import { tidy } from './unsent'
import type { Sending } from './uploads'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-write]')) {
  const body = form.querySelector<HTMLTextAreaElement>('textarea[name="Body"]')
  const sendings = new Map<string, Sending>()
  showPhotos(form, sendings)
  showFiles(form, sendings)
  waitForSendings(form, sendings)
  const draft = keepDraft(form)
  guard(form, draft)
  void tidy()
  if (!body) continue
  tools(form, body)
  livePreview(form, body)
}
