import type { Enrolment } from '#device/store/store.ts'
import { instrumentById } from '#domain/instruments/index.ts'
import type { Finding, Instrument } from '#domain/instruments/instrument.ts'
import { headStamps, type RecordState, shownFields } from '#protocol/merge.ts'
import type { VisitFields } from '#protocol/records/fields.ts'
import { parseStamp } from '#protocol/stamp.ts'

/** Whether an answer of a visit, by field id, may be read on this phone. */
export type MayRead = (field: string) => boolean

/** Confidential answers are for nakes and for the phone on which they were asked; nobody else reads them. */
export function mayReadIn(record: RecordState | undefined, enrolment: Enrolment | undefined): MayRead {
  if (enrolment?.person.role === 'nakes') return () => true
  const instrument = record && instrumentById(String((shownFields(record) as VisitFields).instrument))
  const hidden = new Set(instrument && confidentialIn(instrument))
  const stamps = record ? headStamps(record) : {}
  return (field) => {
    if (!hidden.has(field)) return true
    const writers = (stamps[field] ?? []).map((stamp) => parseStamp(stamp)?.device)
    return writers.length > 0 && writers.every((device) => device === enrolment?.deviceId)
  }
}

const confidentialIn = ({ fields }: Instrument): readonly string[] =>
  fields.filter(({ confidential }) => confidential).map(({ id }) => id)

/**
 * The fields of a card that stay closed on this phone: all its confidential ones, as soon as one of them has an answer
 * that may not be read here. Half a questionnaire would tell of the other half.
 */
export function closedFields(
  instrument: Instrument,
  answered: (field: string) => boolean,
  mayRead: MayRead,
): ReadonlySet<string> {
  const confidential = confidentialIn(instrument)
  return new Set(confidential.some((id) => answered(id) && !mayRead(id)) ? confidential : [])
}

/** The fields of a saved visit that stay closed on this phone. */
export function closedIn(
  record: RecordState | undefined,
  enrolment: Enrolment | undefined,
): ReadonlySet<string> {
  const answers: Readonly<Record<string, unknown>> = record ? shownFields(record) : {}
  const instrument = instrumentById(String(answers['instrument']))
  return instrument
    ? closedFields(instrument, (id) => answers[id] !== undefined, mayReadIn(record, enrolment))
    : new Set()
}

/** What was found on closed answers is as closed as they are; that a question was not asked is no secret. */
export const readable = (findings: readonly Finding[], closed: ReadonlySet<string>): readonly Finding[] =>
  findings.filter(({ fields }) => !fields.some((id) => closed.has(id)))
