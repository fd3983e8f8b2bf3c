import { newId } from '#device/platform/ids.ts'
import { mayReadIn } from '#device/findings/confidential.ts'
import { correctedNow } from '#device/store/corrected-now.ts'
import type { Enrolment } from '#device/store/store.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { troubleWords } from '#device/visit-words/store-trouble.ts'
import { type Contest, ConflictList, type ContestedValue } from '#device/visit-words/conflict-list.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { type RecordState, shownFields, type Write } from '#protocol/merge.ts'
import { recordKinds } from '#protocol/mutation.ts'
import { settledBy } from '#protocol/records/amendments.ts'
import { contestedFields } from '#protocol/records/contested.ts'
import type { PosyanduDayFields, VisitFields } from '#protocol/records/fields.ts'
import { parseStamp } from '#protocol/stamp.ts'
import { LoadingState } from '#device/ui/states.tsx'
import { nameOfPhone, toldApartBy } from './name-of-phone.ts'
import { useNamed } from './use-named.ts'

/** What two phones wrote differently in these records. A kader reads it; a nakes chooses. */
export function ConflictCard({ records }: { readonly records: readonly RecordState[] }) {
  const words = useWords()
  const { t } = words
  const store = useStore()
  const enrolment = useLive((read) => read.enrolment().then((found) => found ?? 'none'))
  const holder = enrolment === 'none' ? undefined : enrolment
  const named = useNamed(records, holder)
  if (enrolment === undefined) return <LoadingState rows={1} />
  const contests = records.flatMap((record) => contestsOf(t, record, holder))
  if (contests.length === 0) return null
  const settle = async ({ recordId, kind, field, values }: Contest, chosen: Contest['values'][number]) => {
    const others = values.map(({ value }) => value)
    const by = holder?.person.name ?? ''
    const shown = { [field]: values.map(({ stamp }) => stamp) }
    try {
      const at = await correctedNow(store)
      const set = settledBy({ field, chosen: chosen.value, others, by, at }, newId)
      await store.save([{ kind, id: recordId, set, shown }])
      return undefined
    } catch (error) {
      return troubleWords(words, error)
    }
  }
  return (
    <ConflictList
      contests={contests}
      named={named}
      {...(holder?.person.role === 'nakes' && { onSettle: settle })}
    />
  )
}

type Translate = ReturnType<typeof useWords>['t']

function contestsOf(t: Translate, record: RecordState, holder: Enrolment | undefined): readonly Contest[] {
  const kind = recordKinds.find((known) => known === record.kind)
  if (!kind) return []
  const { instrument, visitedOn, heldOn, posyanduId } = shownFields(record) as VisitFields & PosyanduDayFields
  const on = visitedOn ?? heldOn
  const mayRead = mayReadIn(record, holder)
  return contestedFields(record)
    .filter(mayRead)
    .map((field) => ({
      recordId: record.id,
      kind,
      ...(instrument !== undefined && { instrument }),
      ...(on !== undefined && { on }),
      ...(posyanduId !== undefined && { posyanduId }),
      field,
      values: valuesOf(t, record.fields[field]?.heads ?? [], holder),
    }))
}

function valuesOf(
  t: Translate,
  heads: readonly Write[],
  holder: Enrolment | undefined,
): readonly ContestedValue[] {
  const written = heads.map((head) => ({ ...head, ...(parseStamp(head.stamp) ?? { time: 0, device: '' }) }))
  const devices = written.map(({ device }) => device)
  return written.map(({ stamp, value, time, device }) => {
    const by = nameOfPhone(t, holder, device)
    const enrolledAt = toldApartBy(t, holder, device, devices)
    return { stamp, value, writtenAt: time, by, ...(enrolledAt !== undefined && { enrolledAt }) }
  })
}
