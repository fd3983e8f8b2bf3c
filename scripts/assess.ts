import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { assessLine } from './assess-line.ts'

/** `npm run assess -- in.jsonl`: a line of findings for every line of answers, `-` reads from the terminal. */
const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('usage: npm run assess -- FILE.jsonl   (or - for standard input)')
  process.exit(2)
}

const input = path === '-' ? process.stdin : createReadStream(path)
input.on('error', (error: Error) => {
  console.error(`cannot read ${path}: ${error.message}`)
  process.exit(1)
})
for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() !== '') console.log(JSON.stringify(assessLine(line)))
}
