// Loaded only on a page that says what has just been done: a form was taken, so drafts that were just sent (draft.ts) may go, and so may what was opened from the queue.
import { dequeue, waiting } from './queue'

const recent = Date.now() - 30 * 60_000

try {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith('draft:')) continue
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as { sent?: number } | null
    if ((kept?.sent ?? 0) > recent) localStorage.removeItem(key)
  }
} catch { /* no storage, no draft */ }

void waiting().then((items) => Promise.all(items.filter((item) => (item.opened ?? 0) > recent).map((item) => dequeue(item.id)))).catch(() => undefined)
