import { type ReactNode, useState } from 'react'
import { useSheetDraft } from '#device/drafts/use-sheet-draft.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { YesNoField } from '#device/ui/inputs/yes-no-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { choiceWord } from '#device/visit-words/show-value.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { referralTargets } from '#domain/instruments/outcome/propose-referral.ts'
import { isReferred, type ReferralEntry, referralProblem } from './referral-entry.ts'

const targets = [...referralTargets, 'none']
const companions = ['family', 'kader', 'nakes', 'alone']

type SheetProps = {
  readonly visitId: string
  readonly entry: ReferralEntry
  /** Why it could not be saved before. */
  readonly problem: ReactNode
  /** Gives whether it was written; until then what was typed is kept. */
  readonly onSave: (entry: ReferralEntry) => Promise<boolean>
  readonly onClose: () => void
}

/** Where to, with whom, and whether they agree. */
export function ReferralSheet({ visitId, entry: begun, problem: trouble, onSave, onClose }: SheetProps) {
  const words = useWords()
  const { t } = words
  const draft = useSheetDraft(`sheet:referral:${visitId}`, begun)
  const { entry, change: set } = draft
  const [isAsked, setAsked] = useState(false)
  const problem = referralProblem(entry)
  const options = (field: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: choiceWord(words, field, value) }))
  async function save() {
    setAsked(true)
    if (problem) return
    if (await onSave(entry)) await draft.discard()
  }
  const close = () => {
    void draft.discard()
    onClose()
  }
  return (
    <Dialog
      title={t('counselling:referral.sheet')}
      onClose={close}
      actions={
        <>
          {trouble}
          {isAsked && problem && <Note look="warning">{t(`counselling:referral.lacks.${problem}`)}</Note>}
          <Button look="main" onPress={save}>
            {t('save', { ns: 'common' })}
          </Button>
          <Button look="quiet" width="wide" onPress={close}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <ChoiceField
        name="target"
        label={t('counselling:referral.target')}
        options={options('referralTarget', targets)}
        clearing="none"
        value={entry.target}
        onValue={(target) => set({ target })}
      />
      {isReferred(entry.target) && (
        <>
          <YesNoField
            name="declined"
            label={t('counselling:referral.refuses')}
            value={entry.declined}
            onValue={(declined) => set({ declined })}
          />
          {entry.declined && (
            <TextField
              name="because"
              label={t('counselling:referral.refusesBecause')}
              text={entry.declinedBecause}
              maxLength={300}
              onText={(declinedBecause) => set({ declinedBecause })}
            />
          )}
          <ChoiceField
            name="companion"
            label={t('counselling:referral.companion')}
            options={options('referralCompanion', companions)}
            value={entry.companion}
            onValue={(companion) => set({ companion })}
          />
          <TextField
            name="note"
            label={t('counselling:referral.note')}
            text={entry.note}
            maxLength={300}
            onText={(note) => set({ note })}
          />
        </>
      )}
    </Dialog>
  )
}
