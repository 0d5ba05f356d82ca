// Where a bare web address ends: the same rule as src/Foundation/Markdown/WebAddress.cs, letter by letter, so that nothing inside one is escaped.

const plain = /^[A-Za-z0-9]$/
const starts = '/=?&#-_+~'
const trailing = "?!.,:;_~'(ฯๆ"
const foreign = (c: string) => c >= '\u00AA' && /^[\p{L}\p{Nd}\p{Mn}\p{Mc}]$/u.test(c)

function hostLength(text: string): number {
  let end = 0
  let thai = false
  for (; end < text.length; end++) {
    const c = text[end]!
    const before = text[end - 1] ?? ''
    if (plain.test(c) || c === '-' || (c === '.' && end > 0 && before !== '.')) continue
    if (!foreign(c)) break
    const opens = end === 0 || (before === '.' && (thai || text.slice(0, end).toLowerCase() === 'www.'))
    if (!opens && !foreign(before)) break
    thai = true
  }
  return text.slice(0, end).replace(/[.-]+$/, '').length
}

function tailLength(text: string): number {
  let end = 0
  for (; end < text.length; end++) {
    const c = text[end]!
    if (plain.test(c) || "-._~:/?#@!$&'()+,;=%".includes(c)) continue
    if (!foreign(c) || end === 0) break
    const before = text[end - 1]!
    if (!starts.includes(before) && !(before === '(' && text[end - 2] === '_') && !foreign(before)) break
  }
  return end
}

function trimmed(tail: string): number {
  let opened = tail.split('(').length
  let closed = tail.split(')').length
  let end = tail.length
  for (; end > 0; end--) {
    const c = tail[end - 1]!
    if (c === ')' && closed > opened) closed--
    else if (trailing.includes(c)) opened -= c === '(' ? 1 : 0
    else break
  }
  return end
}

/** How many characters of the text from `at` are a bare web address; 0 when none is. */
export function addressAt(text: string, at: number, before = text[at - 1] ?? ''): number {
  const scheme = /^(https?:\/\/|www\.)/i.exec(text.slice(at, at + 8))?.[0].toLowerCase()
  if (!scheme || plain.test(before) || (scheme === 'www.' && /[/.\-_@:]/.test(before))) return 0
  const start = scheme === 'www.' ? 0 : scheme.length
  const rest = text.slice(at + start)
  const host = hostLength(rest)
  if (host === 0 || rest.slice(0, host).split('.').length - 1 < (start ? 1 : 2) || rest[host] === '@') return 0
  let end = host + (/^:[0-9]+/.exec(rest.slice(host))?.[0].length ?? 0)
  if (/[/?#]/.test(rest[end] ?? '')) end += trimmed(rest.slice(end, end + tailLength(rest.slice(end))))
  return start + end
}
