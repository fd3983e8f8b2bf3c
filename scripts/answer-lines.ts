import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** Answers every line of a file of JSON lines, `-` for what is typed; the answers go to standard output. */
export async function answerLines(command: string, answer: (line: string) => object): Promise<void> {
  const [path] = process.argv.slice(2)
  if (path === undefined) {
    console.error(`usage: npm run ${command} -- FILE.jsonl   (or - for standard input)`)
    process.exit(2)
  }
  const input = path === '-' ? process.stdin : createReadStream(path)
  input.on('error', (error: Error) => {
    console.error(`cannot read ${path}: ${error.message}`)
    process.exit(1)
  })
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') console.log(JSON.stringify(answer(line)))
  }
}
