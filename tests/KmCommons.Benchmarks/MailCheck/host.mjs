// A mail host that others wrote (smtp-server), odd in the one way that is asked: node host.mjs CERTIFICATE KEY ODD
// Says its port. When its input ends it says what it saw, as JSON: the bytes before TLS, who signed in, the envelope, the letters (kept: whether it answered for them).
// ODD: {"no": {step: [code, words]}, "wait": {step: ms}, "drop": "data" | "dot", "auth": [ways], "plain": true}; steps are connect, mail, rcpt, dot.
import net from 'node:net'
import { readFileSync } from 'node:fs'
import { SMTPServer } from 'smtp-server'

const [certificate, key, json] = process.argv.slice(2), odd = JSON.parse(json)
const saw = { heard: '', signedIn: [], senders: [], recipients: [], begun: 0, letters: [] }
const lines = new Set()
const hangUp = () => { for (const line of lines) line.destroy() }
const refusal = ([code, words]) => Object.assign(new Error(words), { responseCode: code })
const answer = (step, done) => setTimeout(() => done(odd.no?.[step] ? refusal(odd.no[step]) : null), odd.wait?.[step] ?? 0)

const host = new SMTPServer({
  cert: readFileSync(certificate), key: readFileSync(key), disableReverseLookup: true, authOptional: !odd.auth, authMethods: odd.auth ?? ['PLAIN', 'LOGIN'],
  allowInsecureAuth: true, disabledCommands: odd.plain ? ['STARTTLS'] : [], onConnect: (_, done) => answer('connect', done),
  onAuth({ method, username, password }, _, done) {
    saw.signedIn.push([method, username, password])
    if (username === 'likhit' && password === 'รหัส ลับ') done(null, { user: username })
    else done(refusal([535, 'wrong name or password']))
  },
  onMailFrom({ address }, _, done) { saw.senders.push(address); answer('mail', done) },
  onRcptTo({ address }, _, done) { saw.recipients.push(address); answer('rcpt', done) },
  onData(content, _, done) {
    const pieces = []
    saw.begun++
    content.on('data', piece => { pieces.push(piece); if (odd.drop === 'data') hangUp() })
    content.on('end', () => {
      const letter = { bytes: Buffer.concat(pieces).toString('base64'), kept: false }
      saw.letters.push(letter)
      if (odd.drop === 'dot') hangUp()
      else answer('dot', fault => { letter.kept = !fault; done(fault) })
    })
  },
})
host.on('error', () => {}) // a line that was dropped on purpose

// Between the two: hears the bytes as they come, and can hang up without a word
const door = net.createServer(line => {
  const inside = net.connect(host.server.address().port, '127.0.0.1')
  lines.add(line).add(inside)
  line.on('data', bytes => { if (saw.heard.length < 10000) saw.heard += bytes.toString('latin1') })
  line.pipe(inside).pipe(line)
  for (const [one, other] of [[line, inside], [inside, line]]) one.on('error', () => other.destroy()).on('close', () => other.destroy())
})
host.listen(0, '127.0.0.1', () => door.listen(0, '127.0.0.1', () => console.log(door.address().port)))
process.stdin.resume().on('end', () => process.stdout.write(JSON.stringify(saw) + '\n', () => process.exit()))
