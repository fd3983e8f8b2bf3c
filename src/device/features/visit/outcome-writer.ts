import { newId } from '#device/platform/ids.ts'
import { correctedNow } from '#device/store/corrected-now.ts'
import type { Store } from '#device/store/store.ts'
import type { Answers } from '#domain/instruments/instrument.ts'
import { headStamps } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { amendmentFields } from './amendment-fields.ts'
import { sameAnswer } from './entries.ts'
import { correctedAnswers } from './visit-change.ts'
import type { AmendmentWhy } from './visit-saver.ts'
import { savedVisit } from './visit-setup.ts'

/** What is said of the outcome, from what the visit says now; `null` takes an answer back. */
export type OutcomeChange = (now: Answers) => Readonly<Record<string, FieldValue>>

/** Writes into a saved visit; `why` where an answer of before reads otherwise now. */
export type OutcomeWriter = (change: OutcomeChange, why?: AmendmentWhy) => Promise<void>

/** Writes one after the other, each on what the one before left: of two quick taps none is lost. */
export function createOutcomeWriter(store: Store, visitId: string): OutcomeWriter {
  let last: Promise<unknown> = Promise.resolve()
  return (change, why) => {
    const mine = last.then(() => write(store, visitId, change, why))
    last = mine.catch(() => undefined)
    return mine
  }
}

async function write(
  store: Store,
  visitId: string,
  change: OutcomeChange,
  why: AmendmentWhy | undefined,
): Promise<void> {
  const [record, enrolment, at] = await Promise.all([
    store.record(visitId),
    store.enrolment(),
    correctedNow(store),
  ])
  if (!record) throw new Error('the visit is not on this phone')
  const saved = savedVisit(record)
  const set = differing(change(saved.answers), saved.answers)
  if (Object.keys(set).length === 0) return
  const former = formerOf(set, saved.answers)
  const amended =
    why && Object.keys(former).length > 0
      ? amendmentFields({ ...why, by: enrolment?.person.name ?? '', at, former }, newId)
      : {}
  await store.save([{ kind: 'visit', id: visitId, set: { ...set, ...amended }, shown: headStamps(record) }])
}

const differing = (
  wanted: Readonly<Record<string, FieldValue>>,
  now: Answers,
): Readonly<Record<string, FieldValue>> =>
  Object.fromEntries(Object.entries(wanted).filter(([id, value]) => !sameAnswer(answer(value), now[id])))

/** An answer taken back is no answer. */
const answer = (value: FieldValue) => (value === null ? undefined : (value as Answers[string]))

/** The answers that a change would make read otherwise, as they stand now; none where all of it is new. */
export const formerOf = (
  set: Readonly<Record<string, FieldValue>>,
  now: Answers,
): Readonly<Record<string, FieldValue>> =>
  correctedAnswers(
    Object.fromEntries(Object.entries(set).map(([id, value]) => [id, answer(value)])),
    Object.keys(set),
    { header: {}, answers: now },
  )
