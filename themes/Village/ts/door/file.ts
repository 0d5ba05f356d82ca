// The last resort: what was not sent, as a file that another machine reads in (src/Learning/Attendance/NameTable.cs).
import type { Entry } from './store'

const cell = (text: string) => {
  const harmless = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text
  return /[,;\t"\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless
}
const bangkok = (at: number) => new Date(at + 7 * 3600_000).toISOString().slice(0, 16).replace('T', ' ')

export const table = (entries: Entry[], heads: string[], mistake: string) => '\uFEFF' + [heads, ...entries.map((entry) => [entry.name, entry.sector, entry.office, entry.undone ? mistake : bangkok(entry.at), entry.id, entry.fresh ? '' : String(entry.who ?? '')])]
  .map((row) => row.map(cell).join(',') + '\r\n').join('')

export function save(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
