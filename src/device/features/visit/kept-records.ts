import type { Change } from '#device/store/store.ts'
import { type Answers, type Field, type KeptIn, keepers } from '#domain/instruments/instrument.ts'
import { doseOfField } from '#domain/schedule/dose-ids.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { pregnancyOn } from '#domain/visit/context-for.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'
import { headStamps, type RecordState, shownFields } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { Stamp } from '#protocol/stamp.ts'
import { sameAnswer } from './entries.ts'

/** A record that keeps answers of the card, as the form was opened on it. */
export type KeptRecord = {
  readonly id: string
  readonly answers: Answers
  readonly shown: Readonly<Record<string, readonly Stamp[]>>
}
export type KeptRecords = Readonly<Partial<Record<KeptIn, KeptRecord>>>

/** Asked where a pregnancy is entered or ended, or said by the record itself; a visit shows them and changes nothing. */
const changedElsewhere: ReadonlySet<string> = new Set([
  'pregnant',
  'lastMenstrualPeriodOn',
  'estimatedGestationWeeks',
  'estimatedOn',
  'deliveredOn',
])

/** Whether a visit's form may write the field, and where. */
export const isKeptByForm = (field: Field): field is Field & { readonly keptIn: KeptIn } =>
  field.keptIn !== undefined && !changedElsewhere.has(field.id)

/** Whether an answer is of the visit alone. What other records know already, doses among it, makes no visit. */
export const isOfVisit = ({ id, keptIn }: Field): boolean =>
  keptIn === undefined && doseOfField(id) === undefined

/** The person's record, and that of the pregnancy of which a visit on the day speaks. */
export function keptRecordsOn(
  person: RecordState,
  others: readonly RecordState[],
  file: PersonFile,
  day: CalendarDay,
): KeptRecords {
  const pregnancyId = pregnancyOn(file, day)?.id
  const pregnancy = others.find(({ id, kind }) => kind === 'pregnancy' && id === pregnancyId)
  return {
    person: keptRecord(person),
    ...(pregnancy && { pregnancy: keptRecord(pregnancy) }),
  }
}

const keptRecord = (record: RecordState): KeptRecord => ({
  id: record.id,
  // Fields of these records that no card asks are never looked up by a card's field id.
  answers: shownFields(record) as Answers,
  shown: headStamps(record),
})

/** What the form changed of answers that the person's or the pregnancy's record keeps. */
export function keptChanges(
  fields: readonly Field[],
  answers: Answers,
  touched: ReadonlySet<string>,
  records: KeptRecords,
): readonly Change[] {
  return keepers.flatMap((kind) => {
    const record = records[kind]
    const mine = fields.filter((field) => field.keptIn === kind && touched.has(field.id))
    if (!record) return []
    const set: Record<string, FieldValue> = {}
    for (const { id } of mine) {
      const before = record.answers[id] ?? undefined
      if (!sameAnswer(answers[id], before)) set[id] = (answers[id] as FieldValue | undefined) ?? null
    }
    return Object.keys(set).length > 0 ? [{ kind, id: record.id, set, shown: record.shown }] : []
  })
}
