import { readFileSync, writeFileSync } from 'node:fs'
import type { Field, Range } from '#domain/instruments/instrument.ts'
import { instruments } from '#domain/instruments/index.ts'
import { settingDefinitions } from '#domain/settings.ts'

/**
 * The second half of GLOSSARY.md, from the instruments, rules and settings themselves. Run it to write the file;
 * a test compares.
 */
type Row = readonly [code: string, term: string, meaning: string, source: string]

const head = '| code | term | meaning and bounds | source |\n| --- | --- | --- | --- |'
const table = (title: string, rows: readonly Row[]) =>
  `## ${title}\n\n${head}\n${rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')}\n`

const range = (value: Range) => `${value.min ?? ''}–${value.max ?? ''}`

function bounds(field: Field): string {
  if (field.type === 'number')
    return `${field.unit}, ${typeof field.reject === 'function' ? 'by age' : range(field.reject)}`
  if (field.type === 'choice' || field.type === 'multi') return field.choices.join(', ')
  if (field.type === 'group') return field.parts.map((part) => part.id).join(' with ')
  return field.type === 'yesNo' ? 'yes or no' : field.type
}

/** One row a term, first come first kept: a field that several cards share is explained once. */
function unique(rows: readonly Row[]): Row[] {
  return [...new Map(rows.toReversed().map((row) => [row[0], row])).values()].toSorted((a, b) =>
    a[0].localeCompare(b[0]),
  )
}

const fieldRows = unique(
  instruments.flatMap((instrument) =>
    instrument.fields.map(
      (field): Row => [`\`${field.id}\``, `\`${field.cardId}\``, bounds(field), field.source],
    ),
  ),
)
const findingRows = unique(
  instruments.flatMap((instrument) =>
    instrument.rules.flatMap((rule) =>
      rule.outcomes.map((code): Row => [`\`${code}\``, rule.card, `given by \`${rule.id}\``, rule.source]),
    ),
  ),
)
const settingRows = unique(
  settingDefinitions.map(
    (setting): Row => [
      `\`${setting.name}\``,
      '–',
      `default \`${String(setting.default)}\`. ${setting.reason}`,
      setting.source,
    ],
  ),
)

/** What stands below the marker. */
export const generatedGlossary = [
  table('Fields of the cards', fieldRows),
  table('Findings', findingRows),
  table('Settings', settingRows),
].join('\n')

export const glossaryMarker = '<!-- generated below by `node scripts/glossary.ts`; a test holds it -->'

if (import.meta.main) {
  const written = readFileSync('GLOSSARY.md', 'utf8').split(glossaryMarker)[0] as string
  writeFileSync('GLOSSARY.md', `${written}${glossaryMarker}\n\n${generatedGlossary}`)
}
