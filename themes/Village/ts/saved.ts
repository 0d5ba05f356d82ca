// Loaded only on the page that says "saved": the server has the text, so the browser's draft (draft.ts) may go.
for (const said of document.querySelectorAll<HTMLElement>('[data-draft-saved]')) {
  try { localStorage.removeItem(`draft:${said.dataset.draftSaved}`) } catch { /* no storage, no draft */ }
}

export {}
