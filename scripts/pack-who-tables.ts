import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { pack, scales } from '#domain/growth/packed-table.ts'

/** Writes `src/domain/growth/tables` from the WHO figures under `tests/reference/who`, without loss. */
const top = dirname(dirname(fileURLToPath(import.meta.url)))
const source = join(top, 'tests/reference/who')
const target = join(top, 'src/domain/growth/tables')

/** Rows per unit of x: the lengths are stepped by a tenth of a centimetre. */
const tables = [
  { file: 'who2006-wfa', name: 'who2006Wfa', perUnit: 1 },
  { file: 'who2006-lhfa', name: 'who2006Lhfa', perUnit: 1 },
  { file: 'who2006-bfa', name: 'who2006Bfa', perUnit: 1 },
  { file: 'who2006-hcfa', name: 'who2006Hcfa', perUnit: 1 },
  { file: 'who2006-acfa', name: 'who2006Acfa', perUnit: 1 },
  { file: 'who2006-wfl', name: 'who2006Wfl', perUnit: 10 },
  { file: 'who2006-wfh', name: 'who2006Wfh', perUnit: 10 },
  { file: 'who2007-wfa', name: 'who2007Wfa', perUnit: 1 },
  { file: 'who2007-hfa', name: 'who2007Hfa', perUnit: 1 },
  { file: 'who2007-bfa', name: 'who2007Bfa', perUnit: 1 },
] as const

type Row = { sex: string; x: number; l: number; m: number; s: number }

function rowsOf(file: string, perUnit: number): Row[] {
  const [, ...lines] = readFileSync(join(source, `${file}.csv`), 'utf8')
    .trim()
    .split(/\r?\n/)
  return lines.map((line) => {
    const [sex = '', x, l, m, s] = line.split(',')
    return {
      sex,
      x: Math.round(Number(x) * perUnit),
      l: Math.round(Number(l) * scales.l),
      m: Math.round(Number(m) * scales.m),
      s: Math.round(Number(s) * scales.s),
    }
  })
}

function columns(rows: readonly Row[]): string {
  const first = rows[0]?.x ?? 0
  if (rows.some((row, index) => row.x !== first + index)) throw new Error('rows are not in steps of one')
  return (['l', 'm', 's'] as const)
    .map((name) => `    ${name}: '${pack(rows.map((row) => row[name]))}',`)
    .join('\n')
}

let all = ''
for (const { file, name, perUnit } of tables) {
  const rows = rowsOf(file, perUnit)
  const of = (sex: string) => columns(rows.filter((row) => row.sex === sex))
  const standard = file.startsWith('who2006') ? 'WHO Child Growth Standards (2006)' : 'WHO Reference (2007)'
  const text = [
    "import type { PackedTable } from '../packed-table.ts'",
    '',
    `/** ${standard}. Made by scripts/pack-who-tables.ts from tests/reference/who/${file}.csv. */`,
    `export const ${name}: PackedTable = {`,
    `  from: ${rows[0]?.x},`,
    `  male: {\n${of('1')}\n  },`,
    `  female: {\n${of('2')}\n  },`,
    '}',
    '',
  ].join('\n')
  writeFileSync(join(target, `${file}.ts`), text)
  all += text
}
process.stdout.write(`${tables.length} tables, ${gzipSync(all, { level: 9 }).length} bytes after gzip\n`)
