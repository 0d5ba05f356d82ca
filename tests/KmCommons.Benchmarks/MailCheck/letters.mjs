// What mailparser makes of letters: node letters.mjs FILE, a file of letters, each led by its length in bytes on a line of its own (as for letters.py).
// One line of JSON comes out for each letter.
import { readFileSync } from 'node:fs'
import { simpleParser } from 'mailparser'

const people = field => [field ?? []].flat().flatMap(line => line.value).flatMap(one => one.group ? [one, ...one.group] : [one]).map(one => [one.name ?? '', one.address ?? ''])
const bytes = readFileSync(process.argv[2])
for (let at = 0; at < bytes.length;) {
  const start = bytes.indexOf(10, at) + 1, end = start + Number(bytes.toString('latin1', at, start))
  at = end
  const read = await simpleParser(bytes.subarray(start, end), { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true })
  console.log(JSON.stringify({
    fields: read.headerLines.map(line => line.key), subject: read.subject ?? '', text: read.text ?? '', html: read.html || '',
    from: people(read.from), to: people(read.to), replyTo: people(read.replyTo), others: [...people(read.cc), ...people(read.bcc)],
    files: read.attachments.map(file => file.filename ?? ''),
  }))
}
