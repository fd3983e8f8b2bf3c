import { useState } from 'react'
import { useSheetDraft } from '#device/drafts/use-sheet-draft.ts'
import type { MendHere } from '#device/mending/mending.ts'
import type { QueueRow, Store } from '#device/store/store.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { fieldLabel } from '#device/visit-words/record-words.ts'
import { troubleWords } from '#device/visit-words/store-trouble.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { shownFields } from '#protocol/merge.ts'
import { type FieldValue, recordKinds } from '#protocol/mutation.ts'

/** What was chosen or typed; nothing until then. */
type Written = string | undefined
type Entry = { readonly written?: Written }

/** What puts a held record right that has no form: the one field to fill, and its save, with what went wrong in words. */
export function useMendHere(row: QueueRow, by: MendHere | undefined, onSaved: () => void) {
  const words = useWords()
  const store = useStore()
  const draft = useSheetDraft<Entry>(`sheet:mend:${row.deviceId}/${row.number}`, {})
  const { written } = draft.entry
  const [problem, setProblem] = useState<string>()
  const save = async () => {
    if (by === 'posyandu' && written === undefined) return setProblem(words.t('held:posyanduMissing'))
    try {
      await draft.saving((clearDraft) => mend(store, row, written, clearDraft))
      onSaved()
    } catch (error) {
      setProblem(troubleWords(words, error))
    }
  }
  const setWritten = (text: Written) => draft.change({ written: text })
  return { written, setWritten, problem, save, discard: draft.discard }
}

/** The write that mends it: what was put right and, by the store, all else that the held one brought (sync-spec HD15). */
async function mend(
  store: Store,
  { kind, recordId, number, field }: QueueRow,
  written: Written,
  clearDraft: string,
) {
  const known = recordKinds.find((one) => one === kind)
  if (!known) throw new Error(`no mend for ${kind}`)
  const set: Record<string, FieldValue> = {}
  if (field !== undefined && written !== undefined) set[field] = written.trim() || null
  await store.save([{ kind: known, id: recordId, set, mends: number }], { clearDraft })
}

type FieldProps = Pick<ReturnType<typeof useMendHere>, 'written' | 'setWritten' | 'problem'> & {
  readonly row: QueueRow
  readonly by: MendHere
}

/** The posyandu to choose, or the text as it stands. */
export function MendField({ row, by, written, setWritten, problem }: FieldProps) {
  const words = useWords()
  const posyandu = useLive((store) => store.enrolment())?.posyandu ?? []
  const record = useLive((store) => store.record(row.recordId), [row.recordId])
  const { field = '' } = row
  const label = fieldLabel(words, field)
  if (by === 'posyandu')
    return (
      <ChoiceField
        name={field}
        label={label}
        options={posyandu.map(({ id, name }) => ({ value: id, label: name }))}
        value={written}
        onValue={setWritten}
        clearing="none"
        error={problem}
      />
    )
  const known = record && shownFields(record)[field]
  const text = written ?? (typeof known === 'string' ? known : '')
  return <TextField name={field} label={label} text={text} onText={setWritten} error={problem} />
}
