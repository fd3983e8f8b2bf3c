import { readFileSync } from 'node:fs'
import { csvLine, parseCsv } from './csv.ts'
import { type Cells, filledColumns, inputColumns, zscoresRow } from './zscores-row.ts'

/** `npm run zscores -- in.csv`: the same rows with z-scores and flags. Rows that cannot be read go to stderr. */
const fail = (message: string): never => {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function readText(path: string | undefined): string {
  if (!path) return fail('Usage: npm run zscores -- in.csv')
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    return fail(`Cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? 'unreadable'}`)
  }
}

const tooLong = { column: 'the row', problem: 'has more cells than the header' }

const [header, ...rows] = parseCsv(readText(process.argv[2]))
if (!header) fail('The file is empty')
const names = (header ?? []).map((name) => name.trim())
const missing = inputColumns.filter((name) => !names.includes(name))
if (missing.length > 0) fail(`Missing columns: ${missing.join(', ')}`)

const outNames = [...names, ...filledColumns.filter((name) => !names.includes(name))]
const lines = [csvLine(outNames)]
for (const [index, cells] of rows.entries()) {
  const row: Cells = Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']))
  const outcome = cells.length > names.length ? tooLong : zscoresRow(row)
  if ('filled' in outcome) {
    const whole: Cells = { ...row, ...outcome.filled }
    lines.push(csvLine(outNames.map((name) => whole[name] ?? '')))
  } else {
    process.stderr.write(`Row ${index + 1} (id ${row['id'] || '-'}): ${outcome.column} ${outcome.problem}\n`)
    process.exitCode = 1
  }
}
process.stdout.write(`${lines.join('\n')}\n`)
