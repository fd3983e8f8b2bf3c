import { type ReactNode, useState } from 'react'
import { useSheetDraft } from '#device/drafts/use-sheet-draft.ts'
import { formatDay, formatWeekday } from '#device/i18n/format.ts'
import { useToday } from '#device/platform/today.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { Dialog } from '#device/ui/dialog.tsx'
import { dateBox, type HalfDates } from '#device/ui/inputs/date-box.ts'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { proposeNextVisit } from '#domain/instruments/outcome/propose-next-visit.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { asks, type OutcomeProps } from './referral-card.tsx'
import { titlesOf } from './titles-of.ts'
import css from './visit-result.module.css'

const field = 'nextVisitOn'

type Props = OutcomeProps & {
  /** True where some findings are not shown here: on the others alone no day can be proposed. */
  readonly hasClosed: boolean
}

/** When to come again: proposed with its reason, noted with one tap; or the day that was noted. */
export function NextVisitCard({ visit, instrument, context, outcome, hasClosed }: Props) {
  const words = useWords()
  const { t, language } = words
  const [isChanging, setChanging] = useState(false)
  const today = useToday()
  if (!asks(instrument, field)) return null
  const saved = textIn(context.answers, field)
  const proposed = proposeNextVisit(visit.findings, context)
  // Read again from the history: nobody can come on a day that has passed.
  if (!saved && (hasClosed || proposed.on < today)) return null
  const save = (day: CalendarDay) => outcome.save(() => ({ [field]: day }), context.answers)
  const titles = titlesOf(words, visit.findings, proposed.because)
  return (
    <Card title={t('counselling:next.title')}>
      {saved ? (
        <p className={css.lead}>{formatDay(saved, language)}</p>
      ) : (
        <div>
          <p className={css.lead}>
            {t('counselling:next.proposed', { date: formatWeekday(proposed.on, language) })}
          </p>
          <p className={css.soft}>
            {titles === '' ? t('counselling:next.usual') : t('counselling:next.early', { titles })}
          </p>
        </div>
      )}
      {outcome.problem}
      <div className={css.actions}>
        {!saved && (
          <Button icon="check" onPress={() => save(proposed.on)}>
            {t('counselling:next.accept')}
          </Button>
        )}
        <Button onPress={() => setChanging(true)}>
          {t(saved ? 'counselling:next.change' : 'counselling:next.other')}
        </Button>
      </div>
      {isChanging && (
        <NextVisitSheet
          visitId={visit.visitId}
          day={saved}
          after={context.day}
          onClose={() => setChanging(false)}
          problem={outcome.problem}
          onSave={async (day) => {
            setChanging(false)
            const isWritten = await save(day)
            if (!isWritten) setChanging(true)
            return isWritten
          }}
        />
      )}
    </Card>
  )
}

type SheetProps = {
  readonly visitId: string
  readonly day: CalendarDay | undefined
  readonly after: CalendarDay
  /** Why it could not be saved before. */
  readonly problem: ReactNode
  /** Gives whether it was written; until then what was typed is kept. */
  readonly onSave: (day: CalendarDay) => Promise<boolean>
  readonly onClose: () => void
}

/** The sheet as filled. */
type Entry = HalfDates & { readonly day?: CalendarDay | undefined }

function NextVisitSheet({ visitId, day: begun, after, problem: trouble, onSave, onClose }: SheetProps) {
  const { t, language } = useWords()
  const draft = useSheetDraft<Entry>(`sheet:nextVisit:${visitId}`, { day: begun })
  const { day } = draft.entry
  const [isAsked, setAsked] = useState(false)
  const problem = day === undefined ? 'missing' : day <= after ? 'tooEarly' : undefined
  async function save() {
    setAsked(true)
    if (day === undefined || problem) return
    if (await onSave(day)) await draft.discard()
  }
  const close = () => {
    void draft.discard()
    onClose()
  }
  return (
    <Dialog
      title={t('counselling:next.sheet')}
      onClose={close}
      actions={
        <>
          {trouble}
          <Button look="main" onPress={save}>
            {t('save', { ns: 'common' })}
          </Button>
          <Button look="quiet" width="wide" onPress={close}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <DateField
        {...dateBox(draft.entry, 'day', draft.change)}
        name={field}
        label={t('counselling:next.label')}
        echo={day && formatWeekday(day, language)}
        error={isAsked && problem ? t(`counselling:next.${problem}`) : undefined}
      />
    </Dialog>
  )
}
