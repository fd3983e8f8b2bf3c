import type { Field, Instrument } from './instrument.ts'
import { folded } from './parse-value.ts'

type Given = Readonly<Record<string, unknown>>
export type Unlisted = { readonly given: Given; readonly unread: readonly string[] }

/**
 * Questions that the card prints as one row of ticks: `kebugaran_kelayakan: ['asma']` is yes to that one and no to the
 * others. `unread` names the rows in which a tick is none of them.
 */
export function unlistAnswers({ fields }: Instrument, given: Given): Unlisted {
  const unread: string[] = []
  const entries = Object.entries(given).flatMap(([written, raw]): readonly (readonly [string, unknown])[] => {
    const row = written.replace(/\[\]$/, '')
    const listed = fields.filter(({ listedAs }) => listedAs?.row === row)
    if (listed.length === 0 || raw === null || raw === undefined || raw === '') return [[written, raw]]
    const answers =
      typeof raw === 'object' && !Array.isArray(raw) ? rowOf(listed, raw) : answersOf(listed, ticksOf(raw))
    if (!answers) unread.push(row)
    return answers ?? []
  })
  return { given: Object.fromEntries(entries), unread }
}

function ticksOf(raw: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : raw === false ? [] : String(raw).split(/[,;]/)
  return list.map((one) => folded(String(one))).filter((one) => !['tidak', 'tidak ada', 'none'].includes(one))
}

const namesOf = ({ id, cardId, listedAs }: Field): readonly string[] =>
  [id, cardId, ...(listedAs?.printed ?? [])].map(folded)

/** A row kept as one answer a question, `{ asma: 'ya', jantung: 'tidak' }`; what is not named has no answer. */
function rowOf(listed: readonly Field[], raw: object): readonly (readonly [string, unknown])[] | undefined {
  const named = Object.entries(raw).map(
    ([name, said]) => [listed.find((field) => namesOf(field).includes(folded(name)))?.id, said] as const,
  )
  const read = named.flatMap(([id, said]) => (id === undefined ? [] : [[id, said] as const]))
  return read.length < named.length ? undefined : read
}

/** Yes or no of every question of the row, or nothing where a tick is none of them. */
function answersOf(
  listed: readonly Field[],
  ticks: readonly string[],
): readonly (readonly [string, boolean])[] | undefined {
  const named = listed.map((field) => ({ id: field.id, names: namesOf(field) }))
  if (!ticks.every((tick) => named.some(({ names }) => names.includes(tick)))) return undefined
  return named.map(({ id, names }) => [id, ticks.some((tick) => names.includes(tick))] as const)
}
