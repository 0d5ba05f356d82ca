// How sarabun-400.woff2 was cut, to do it again:
//   npm i --no-save subset-font@2.9.0 @expo-google-fonts/sarabun@0.4.1 && node fonts/subset.mjs
// Thai without the obsolete letters ฃ ฅ, digits, and what stands between digits. No hinting (there is none to keep).
import { readFileSync, writeFileSync, copyFileSync } from 'node:fs'
import subset from 'subset-font'

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i))
const text = [...range(0x0e01, 0x0e3a), ...range(0x0e40, 0x0e4d), ...range(0x0e50, 0x0e59), ...range(0x30, 0x39)]
  .filter((letter) => !'ฃฅ'.includes(letter)).join('') + ' -./:'
const home = new URL('../node_modules/@expo-google-fonts/sarabun/', import.meta.url)

const cut = await subset(readFileSync(new URL('400Regular/Sarabun_400Regular.ttf', home)), text, {
  targetFormat: 'woff2', noHinting: true, keepFeatures: ['mark', 'mkmk', 'ccmp', 'liga', 'locl'],
})
writeFileSync(new URL('sarabun-400.woff2', import.meta.url), cut)
copyFileSync(new URL('LICENSE_FONT', home), new URL('OFL.txt', import.meta.url))
console.log(`sarabun-400.woff2 ${cut.length} bytes`)
