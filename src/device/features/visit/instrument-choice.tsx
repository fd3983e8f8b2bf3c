import { useState, useSyncExternalStore } from 'react'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { isFilled } from './form-progress.ts'
import type { FormState } from './form-state.ts'
import { isOfVisit } from './kept-records.ts'

type ChoiceProps = {
  readonly form: FormState
  readonly choices: readonly string[]
  readonly chosen: string
  readonly onChoose: (instrument: string) => void
}

/** Another card or checklist for this visit, offered until something is filled in or changed. */
export function InstrumentChoice({ form, choices, chosen, onChoose }: ChoiceProps) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const [opened] = useState(() => filledIn(form))
  const isBegun = useSyncExternalStore(form.subscribe, () => filledIn(form) !== opened)
  if (isBegun) return null
  const choose = (id: string) => {
    setOpen(false)
    if (id !== chosen) onChoose(id)
  }
  return (
    <>
      <Button width="wide" icon="edit" onPress={() => setOpen(true)}>
        {t('visit:otherInstrument')}
      </Button>
      {isOpen && (
        <Dialog
          title={t('visit:whichInstrument')}
          onClose={() => setOpen(false)}
          actions={
            <Button look="quiet" width="wide" onPress={() => setOpen(false)}>
              {t('cancel', { ns: 'common' })}
            </Button>
          }
        >
          {choices.map((id) => (
            <Button key={id} width="wide" look={id === chosen ? 'main' : 'plain'} onPress={() => choose(id)}>
              {t(`visit:instruments.${id}`)}
            </Button>
          ))}
        </Dialog>
      )}
    </>
  )
}

/** What stands in the visit's own fields, to compare: a saved visit opens with answers that nobody gave just now. */
const filledIn = (form: FormState): string =>
  JSON.stringify(
    form.fields
      .filter((field) => isOfVisit(field) && isFilled(form, field))
      .map((field) => [field.id, form.view(field).entry]),
  )
