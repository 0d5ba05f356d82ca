// Who is on the list and who came, as the desk sees it: the list of the site, and what was done here since.
import type { Entry, List } from './store'

export type Seen = { key: string, who?: number, name: string, sector: string, office: string, came: number | null, folded: string, bare: string }

/** A name as it is compared: without spaces, dots and capitals, and with what Thai keyboards write in two ways in one. */
export const fold = (text: string) => text.normalize('NFC').replace(/\u0E4D([\u0E48-\u0E4B]?)\u0E32/g, '$1\u0E33').replace(/([\u0E48-\u0E4B])\u0E4D\u0E32/g, '$1\u0E33').replace(/เเ/g, 'แ').replace(/[\s.\u200B-\u200D\uFEFF]/g, '').toLowerCase()

const titles = /^(นางสาว|นาย|นาง|นส|คุณ|ดร|ครู|ลุง|ป้า|กำนัน|ผู้ใหญ่|ผญ)/

const person = (key: string, name: string, sector: string, office: string, came: number | null, who?: number): Seen => {
  const folded = fold(name)
  return { key, who, name, sector, office, came, folded, bare: folded.replace(titles, '') }
}

/** Everybody. */
export function room(list: List | undefined, entries: Entry[]): Map<string, Seen> {
  const all = new Map<string, Seen>()
  for (const one of list?.people ?? []) all.set('a' + one.id, person('a' + one.id, one.name, one.sector, one.office, one.came ? Date.parse(one.came) : null, one.id))
  for (const entry of entries) {
    if (entry.state === 'wrong') continue
    const key = entry.who ? 'a' + entry.who : 'r' + entry.id
    const known = all.get(key)
    // What the site had before it told the list is in the list, and may have been changed there since
    if (entry.state === 'sent' && list && list.at >= (entry.sentAt ?? 0)) continue
    if (entry.undone) {
      if (known && !entries.some((other) => other !== entry && other.who === entry.who && !other.undone && other.state !== 'wrong')) known.came = null
    } else if (known) known.came = Math.min(known.came ?? entry.at, entry.at)
    else all.set(key, person(key, entry.name, entry.sector, entry.office, entry.at, entry.who))
  }
  return all
}

/** Who is meant by what was typed, the likeliest first: the very name, then who has not come, then who has; in each, names that begin so before those that have it inside. */
export function find(all: Iterable<Seen>, typed: string, most: number): Seen[] {
  const asked = fold(typed)
  if (!asked) return []
  const found: [number, Seen][] = []
  for (const one of all) {
    const at = one.folded.indexOf(asked)
    if (at < 0) continue
    const rank = one.folded === asked || one.bare === asked ? 0 : (one.came === null ? 1 : 4) + (at === 0 || one.bare.startsWith(asked) ? 0 : 1)
    found.push([rank, one])
  }
  return found.sort(([a, one], [b, other]) => a - b || one.name.localeCompare(other.name, 'th')).slice(0, most).map(([, one]) => one)
}
