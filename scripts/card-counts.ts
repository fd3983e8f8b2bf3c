import { readFileSync } from 'node:fs'
import { instruments } from '#domain/instruments/index.ts'
import type { Field, Instrument, PartSpec } from '#domain/instruments/instrument.ts'
import { clinicalFacts } from './clinical-facts.ts'

export type CardCount = {
  readonly instrument: string
  readonly fields: number
  readonly rules: number
  readonly choices: number
  readonly settings: number
  /** Rows of the field tables that have no counterpart here. */
  readonly missing: readonly string[]
}

type Named = Pick<PartSpec, 'cardId' | 'alsoCardIds'>

const namesOf = ({ cardId, alsoCardIds = [] }: Named): readonly string[] => [cardId, ...alsoCardIds]

const namesOfField = (field: Field): readonly string[] => [
  ...namesOf(field),
  ...(field.listedAs ? [field.listedAs.row] : []),
  ...(field.type === 'group' ? field.parts.flatMap(namesOf) : []),
  // What a list offers may be a row of a table: the doses of a schedule.
  ...(field.type === 'multi' || field.type === 'choice' ? field.choices : []),
]

const choicesOf = (field: Field): number => {
  if (field.type === 'choice' || field.type === 'multi') return field.choices.length
  if (field.type === 'yesNo') return 2
  if (field.type !== 'group') return 0
  return field.parts.reduce((sum, part) => sum + (part.type === 'choice' ? part.choices.length : 0), 0)
}

/** Every id by which a row of the instrument's tables can be found in it, and every beginning of one (`k03`). */
const knownTo = ({ fields, derived = [] }: Instrument): ReadonlySet<string> =>
  new Set([...fields.flatMap(namesOfField), ...derived.map(({ cardId }) => cardId)])

const isKnown = (row: string, known: ReadonlySet<string>) =>
  known.has(row) || (/^k\d\d$/.test(row) && [...known].some((name) => name.startsWith(`${row}_`)))

/** The rows of the field tables, by instrument, as `tests/reference/cards/field-tables.txt` lists them. */
export function fieldTables(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(new URL('../tests/reference/cards/field-tables.txt', import.meta.url), 'utf8')
  const tables = new Map<string, readonly string[]>()
  for (const line of text.split('\n')) {
    const match = /^([a-z0-9-]+): (.+)$/.exec(line)
    if (!match?.[1] || !match[2]) continue
    tables.set(match[1], [...(tables.get(match[1]) ?? []), ...match[2].trim().split(/\s+/)])
  }
  return tables
}

/** What every instrument holds, and what of the field tables it lacks; a table without an instrument lacks all. */
export function countCards(): readonly CardCount[] {
  const tables = fieldTables()
  const { settings } = clinicalFacts()
  const counts = instruments.map((instrument): CardCount => {
    const known = knownTo(instrument)
    return {
      instrument: instrument.id,
      fields: instrument.fields.length,
      rules: instrument.rules.length,
      choices: instrument.fields.reduce((sum, field) => sum + choicesOf(field), 0),
      settings: settings.get(instrument.id)?.size ?? 0,
      missing: (tables.get(instrument.id) ?? []).filter((row) => !isKnown(row, known)),
    }
  })
  const known = new Set(instruments.map(({ id }) => id))
  const without = [...tables]
    .filter(([id]) => !known.has(id))
    .map(([instrument, missing]) => ({ instrument, fields: 0, rules: 0, choices: 0, settings: 0, missing }))
  return [...counts, ...without]
}
