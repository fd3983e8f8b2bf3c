import { formatDay, formatShortDay } from '#device/i18n/format.ts'
import { useState } from 'react'
import { MendingNote } from '#device/mending/mending-note.tsx'
import { useFieldInSight } from '#device/mending/mending.ts'
import { StageBadge } from '#device/ui/badge.tsx'
import { Button } from '#device/ui/button.tsx'
import { ConfirmSheet } from '#device/ui/dialog.tsx'
import { Screen } from '#device/ui/screen.tsx'
import { Note } from '#device/ui/states.tsx'
import { type CardId, cardIds } from '#domain/instruments/instrument.ts'
import { shownFields } from '#protocol/merge.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { AmendmentSheet } from './amendment-sheet.tsx'
import { InstrumentChoice } from './instrument-choice.tsx'
import { GivenFacts } from './given-facts.tsx'
import { troubleWords } from '#device/visit-words/store-trouble.ts'
import { useWords } from '#device/visit-words/use-words.ts'
import { FormSteps, useOpenStep } from './form-steps.tsx'
import { isOfVisit } from './kept-records.ts'
import { SaveButton } from './save-button.tsx'
import css from './fill-screen.module.css'
import { type AmendmentWhy, useVisitSaver, type VisitSaver } from './visit-saver.ts'
import type { VisitSetup, VisitSource } from './visit-setup.ts'

type FillProps = {
  readonly source: VisitSource
  readonly setup: VisitSetup
  readonly onSaved: () => void
  readonly onDiscarded: () => void
  readonly onChosen: (instrument: string) => void
}

/** The form of one visit: every keystroke is kept as a draft, one save writes it. */
export function FillScreen({ source, setup, onSaved, onDiscarded, onChosen }: FillProps) {
  const words = useWords()
  const { t } = words
  const { form, header, instrument } = setup
  const saver = useVisitSaver(setup)
  const { mending } = setup
  const openStep = useOpenStep(form, mending?.field)
  useFieldInSight(mending?.field)
  const [trouble, setTrouble] = useState<unknown>()
  const [isReasonAsked, setReasonAsked] = useState(false)
  const person = shownFields(source.view.person) as PersonFields

  async function save(why?: AmendmentWhy) {
    setTrouble(undefined)
    setReasonAsked(false)
    try {
      await saver.save(why)
      onSaved()
      return true
    } catch (error) {
      setTrouble(error)
      return false
    }
  }
  const begin = async () => {
    if (saver.isCorrection()) setReasonAsked(true)
    else await save()
  }
  return (
    <Screen
      title={person.name ?? t('visit:title')}
      subtitle={`${t(header.posyanduDayId ? 'visit:atPosyandu' : 'visit:atHome')} · ${formatShortDay(header.visitedOn, words.language)}`}
      back={`/person/${header.personId}`}
      action={
        <>
          {trouble !== undefined && <Note look="error">{troubleWords(words, trouble)}</Note>}
          <SaveButton form={form} openStep={openStep} isNothing={() => isNothing(setup)} onSave={begin} />
        </>
      }
    >
      <div className={css.top}>
        {isCardId(instrument.id) ? (
          <StageBadge stage={instrument.id} />
        ) : (
          <strong>{t(`visit:instruments.${instrument.id}`)}</strong>
        )}
      </div>
      {mending && <MendingNote mending={mending} />}
      {setup.opened.saved && !setup.restored && !mending && (
        <Note look="plain" icon="edit">
          {t('visit:amending', { date: formatDay(header.visitedOn, words.language) })}
        </Note>
      )}
      {setup.hasClosed && (
        <Note look="plain" icon="lock">
          {t('visit:closedAnswers')}
        </Note>
      )}
      {setup.restored && <RestoredNote setup={setup} saver={saver} onDiscarded={onDiscarded} />}
      {setup.choices.length > 1 && (
        <InstrumentChoice form={form} choices={setup.choices} chosen={instrument.id} onChoose={onChosen} />
      )}
      <FormSteps form={form} openStep={openStep} />
      {isReasonAsked && (
        <AmendmentSheet
          about={`${header.id}:answers`}
          onReason={save}
          onCancel={() => setReasonAsked(false)}
        />
      )}
      <GivenFacts setup={setup} personId={header.personId} />
    </Screen>
  )
}

/** A visit that is there may lose its last answer; a new one without any is none, whatever other records know. */
function isNothing({ form, opened }: VisitSetup): boolean {
  const answers = form.answers()
  return !opened.saved && !form.fields.some((field) => isOfVisit(field) && answers[field.id] !== undefined)
}

const isCardId = (id: string): id is CardId => cardIds.some((card) => card === id)

type RestoredProps = Pick<FillProps, 'setup' | 'onDiscarded'> & { readonly saver: VisitSaver }

function RestoredNote({ setup, saver, onDiscarded }: RestoredProps) {
  const words = useWords()
  const { t } = words
  const [isAsked, setAsked] = useState(false)
  return (
    <Note look="info" icon="edit">
      <p>{t('visit:draft.restored', { date: formatDay(setup.header.visitedOn, words.language) })}</p>
      <Button look="quiet" onPress={() => setAsked(true)}>
        {t('visit:draft.discard')}
      </Button>
      {isAsked && (
        <ConfirmSheet
          title={t('visit:draft.discardAsk')}
          confirm={t('visit:draft.discardYes')}
          onCancel={() => setAsked(false)}
          onConfirm={async () => {
            await saver.discard()
            onDiscarded()
          }}
        >
          <p>{t('visit:draft.discardText')}</p>
        </ConfirmSheet>
      )}
    </Note>
  )
}
