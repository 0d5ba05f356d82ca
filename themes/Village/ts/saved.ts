// Loaded only on a page that says what has just been done: a form was taken, so drafts that were just sent (draft.ts) may go.
const recent = Date.now() - 30 * 60_000

try {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith('draft:')) continue
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as { sent?: number } | null
    if ((kept?.sent ?? 0) > recent) localStorage.removeItem(key)
  }
} catch { /* no storage, no draft */ }

export {}
