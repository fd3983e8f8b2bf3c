import { useLive } from '#device/store/use-store.ts'
import { AmendmentList } from '#device/visit-words/amendment-list.tsx'
import { type RecordState, shownFields } from '#protocol/merge.ts'
import type { VisitFields } from '#protocol/records/fields.ts'
import { mayReadIn } from '#device/findings/confidential.ts'
import { useNamed } from './use-named.ts'

/** The corrections of a record, without what this phone may not read. */
export function RecordAmendments({ record }: { readonly record: RecordState }) {
  const enrolment = useLive((store) => store.enrolment().then((found) => found ?? 'none'))
  const holder = enrolment === 'none' ? undefined : enrolment
  const named = useNamed([record], holder)
  if (enrolment === undefined) return null
  const fields = shownFields(record)
  const { instrument } = fields as VisitFields
  const mayRead = mayReadIn(record, holder)
  return (
    <AmendmentList
      fields={fields}
      named={named}
      {...(instrument !== undefined && { instrument })}
      mayRead={mayRead}
    />
  )
}
