import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { useSheetDraft } from '#device/drafts/use-sheet-draft.ts'
import { formatDay } from '#device/i18n/format.ts'
import { systemClock } from '#device/platform/clock.ts'
import type { ListedDay } from '#device/posyandu-day/open-day.ts'
import type { Enrolment } from '#device/store/store.ts'
import { useStore } from '#device/store/use-store.ts'
import { Button } from '#device/ui/button.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { dateBox, type HalfDates } from '#device/ui/inputs/date-box.ts'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { useSaving } from '#device/ui/use-saving.ts'
import { openingChange } from './opening-change.ts'

type Props = {
  /** Those whose day is not open yet. */
  readonly posyandu: Enrolment['posyandu']
  readonly days: readonly ListedDay[]
  readonly today: CalendarDay
  /** What day it is by the puskesmas's clock, where that is another; then nothing is taken for granted. */
  readonly elsewhere?: CalendarDay | undefined
  readonly onClose: () => void
}

const whens = ['today', 'elsewhere', 'other'] as const
type When = (typeof whens)[number]

/** The sheet as filled. */
type Entry = HalfDates & {
  readonly posyanduId?: string | undefined
  readonly when?: When | undefined
  readonly other?: CalendarDay | undefined
  readonly typedPlace?: string | undefined
}

/** Asks date and place, and which posyandu where there are several. A date that is not the phone's is asked twice. */
export function OpenDaySheet({ posyandu, days, today, elsewhere, onClose }: Props) {
  const { t, i18n } = useTranslation(['today', 'common'])
  const store = useStore()
  const { problem, attempt } = useSaving()
  // Of another day, or before the clocks were known to differ, it says nothing here.
  const draft = useSheetDraft<Entry>(`sheet:day:${today}:${elsewhere ?? ''}`, {
    posyanduId: posyandu.length === 1 ? posyandu[0]?.id : undefined,
    when: elsewhere ? undefined : 'today',
  })
  const { posyanduId, when, other, typedPlace } = draft.entry
  const close = () => {
    void draft.discard()
    onClose()
  }
  const lastPlace = days.find(({ day }) => day.posyanduId === posyanduId && day.place)?.day.place ?? ''
  const [step, setStep] = useState<'fill' | 'incomplete' | 'sure'>('fill')
  const place = (typedPlace ?? lastPlace).trim()
  const heldOn = when && { today, elsewhere, other }[when]
  const day = (of: CalendarDay) => formatDay(of, i18n.language)

  const open = () => {
    if (!posyanduId || !heldOn || !place) return setStep('incomplete')
    if (when === 'other' && heldOn !== today && step !== 'sure') return setStep('sure')
    return attempt(async () => {
      const now = systemClock.now()
      const changes = [openingChange({ posyanduId, heldOn, place, now }, days)]
      await draft.saving((clearDraft) => store.save(changes, { clearDraft }))
      onClose()
    })
  }
  const incomplete = step === 'incomplete'
  return (
    <Dialog
      title={step === 'sure' ? t('opening.sure') : t('opening.title')}
      onClose={close}
      actions={
        <>
          <Button look="main" onPress={open}>
            {step === 'sure' && heldOn ? t('opening.sureYes', { date: day(heldOn) }) : t('opening.submit')}
          </Button>
          <Button look="quiet" width="wide" onPress={step === 'sure' ? () => setStep('fill') : close}>
            {t('common:cancel')}
          </Button>
        </>
      }
    >
      {step === 'sure' && heldOn ? (
        <Note look="warning">{t('opening.sureText', { date: day(heldOn), today: day(today) })}</Note>
      ) : (
        <>
          {posyandu.length > 1 && (
            <ChoiceField
              name="posyandu"
              label={t('opening.posyandu')}
              options={posyandu.map(({ id, name }) => ({ value: id, label: name }))}
              value={posyanduId}
              onValue={(chosen) => draft.change({ posyanduId: chosen })}
              clearing="none"
              error={incomplete && !posyanduId ? t('opening.posyanduMissing') : undefined}
            />
          )}
          <ChoiceField
            name="when"
            label={t('opening.date')}
            hint={elsewhere ? t('common:twoDays.text') : when === 'today' ? day(today) : undefined}
            options={[
              ...(elsewhere
                ? [
                    { value: 'elsewhere', label: t('common:twoDays.there', { date: day(elsewhere) }) },
                    { value: 'today', label: t('common:twoDays.here', { date: day(today) }) },
                  ]
                : [{ value: 'today', label: t('opening.dateToday') }]),
              { value: 'other', label: t('opening.dateOther') },
            ]}
            value={when}
            onValue={(value) => draft.change({ when: whens.find((one) => one === value) })}
            clearing="none"
            error={incomplete && !when ? t('opening.dateMissing') : undefined}
          />
          {when === 'other' && (
            <DateField
              {...dateBox(draft.entry, 'other', draft.change)}
              label={t('opening.dateOther')}
              hint={t('opening.otherHint')}
              error={incomplete && !other ? t('opening.dateMissing') : undefined}
            />
          )}
          <TextField
            name="place"
            label={t('opening.place')}
            hint={t('opening.placeHint')}
            text={typedPlace ?? lastPlace}
            onText={(text) => draft.change({ typedPlace: text })}
            maxLength={120}
            error={incomplete && !place ? t('opening.placeMissing') : undefined}
          />
        </>
      )}
      {problem && <Note look="error">{problem}</Note>}
    </Dialog>
  )
}
