import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { csvText } from '#device/desk/import/csv-text.ts'
import { remarksWords, reportRows, type Say } from '#device/desk/import/report-rows.ts'
import words from '#device/i18n/id/desk-import.json' with { type: 'json' }
import { type ImportPlan, importOutcomes } from '#protocol/messages/import.ts'
import { findPuskesmas, listPosyandu } from '#server/access/named.ts'
import { StartRefusal } from '#server/config.ts'
import type { Database } from '#server/database/database.ts'
import {
  applyImport,
  type Planned,
  planImport,
  planView,
  readForImport,
} from '#server/import/import-register.ts'
import { foldPosyandu } from '#server/import/same-posyandu.ts'
import { RegisterFileError } from '#server/import/sheet.ts'
import { besideServer, command, readArguments, readGivenFile } from './command.ts'

const usage = 'npm run import -- BERKAS --posyandu NAMA [--yes] [--report LAPORAN.csv]'

type Order = {
  readonly file: string
  readonly posyandu: string
  readonly consent: 'given' | 'asked'
  readonly report: string | undefined
}

/** `npm run import`: shows what importing a register would do, asks, and does it. Works beside the running server. */
async function run(args: readonly string[]): Promise<void> {
  const order = readOrder(args)
  const bytes = readGivenFile(order.file)
  await besideServer(async ({ database }, puskesmasId) => {
    const planned = await plan(database, puskesmasId, order, bytes)
    await showAndApply(database, planned, order)
  })
}

function readOrder(args: readonly string[]): Order {
  const options = {
    posyandu: { type: 'string' },
    yes: { type: 'boolean' },
    report: { type: 'string' },
  } as const
  const { values, positionals } = readArguments(args, options, usage)
  const [file, ...others] = positionals
  if (!file || others.length > 0 || !values.posyandu) throw new StartRefusal(usage)
  return { file, posyandu: values.posyandu, consent: values.yes ? 'given' : 'asked', report: values.report }
}

async function plan(
  database: Database,
  puskesmasId: string,
  order: Order,
  bytes: Uint8Array,
): Promise<Planned> {
  const { posyandu, timeZone } = await database.withScope(
    { puskesmasId, posyandu: 'none' },
    async (queries) => ({
      posyandu: await listPosyandu(queries),
      timeZone: (await findPuskesmas(queries)).timeZone,
    }),
  )
  const wanted = foldPosyandu(order.posyandu)
  const found = posyandu.find(({ name }) => foldPosyandu(name) === wanted)
  if (!found) {
    const names = posyandu.map(({ name }) => name).join(', ')
    throw new StartRefusal(`posyandu ${JSON.stringify(order.posyandu)} tidak ada; yang ada: ${names}`)
  }
  const into = { puskesmasId, posyandu: found, fileName: basename(order.file) }
  return planImport(database, await readForImport(bytes, into, { now: Date.now(), timeZone }))
}

async function showAndApply(database: Database, planned: Planned, order: Order): Promise<void> {
  const view = planView(planned, '', 0)
  console.log(planLines(view).join('\n'))
  if (order.report) {
    writeFileSync(order.report, csvText(reportRows(say, view)))
    console.log(`Laporan: ${order.report}`)
  }
  if (planned.plan.rows.every((row) => !row.write)) return console.log('Tidak ada yang perlu ditulis.')
  if (order.consent === 'asked' && !(await agreed()))
    return console.log('Dibatalkan. Tidak ada yang ditulis.')
  const applied = await applyImport(database, planned, Date.now())
  if (applied.kind === 'changed') {
    console.log(say('changed'))
    return showAndApply(database, applied.planned, order)
  }
  console.log(`${say('applied')}: ${say('appliedText', applied.result.written)}`)
}

/** Row numbers, columns and reasons; nothing that stands in the cells. */
function planLines(view: ImportPlan): string[] {
  const where = view.sheet
    ? say('planWhere', { sheet: view.sheet, row: view.headerRow })
    : say('planWhereCsv', { row: view.headerRow })
  return [
    `${say('plan')}: ${say('planOf', { file: view.fileName, posyandu: view.posyandu.name })}`,
    where,
    ...view.notices.map((notice) => `! ${say(`notices.${notice}`)}`),
    ...(view.keptColumns.length > 0 ? [say('keptColumns', { columns: view.keptColumns.join(', ') })] : []),
    '',
    ...view.rows.map(
      (row) => `${say('row')} ${row.row}: ${say(`outcomes.${row.outcome}`)} – ${remarksWords(say, row)}`,
    ),
    '',
    ...importOutcomes.map(
      (outcome) =>
        `${String(view.counts[outcome]).padStart(6)}  ${say(`outcomes.${outcome}`)} (${say(`outcomeHints.${outcome}`)})`,
    ),
  ]
}

async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new StartRefusal('tidak ada yang bisa ditanya di sini; pakai --yes untuk setuju')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question('Lakukan impor? (ya/tidak) ')
  terminal.close()
  return /^y(a)?$/i.test(answer.trim())
}

/** Indonesian words of the import, the same as on the page of the admin. */
function say(key: string, values: Parameters<Say>[1] = {}): string {
  let found: unknown = words
  for (const part of key.split('.')) found = (found as Readonly<Record<string, unknown>> | undefined)?.[part]
  return (typeof found === 'string' ? found : key).replace(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(values[name] ?? ''),
  )
}

await command(run, (error) =>
  error instanceof RegisterFileError ? say(`problems.${error.problem}`) : undefined,
)
