import { useTranslation } from 'react-i18next'
import { addDays, type CalendarDay } from '#domain/time/calendar-day.ts'
import { pregnancyDays } from '#domain/pregnancy/gestation.ts'
import { formatDay } from '#device/i18n/format.ts'
import { KeptNumberField } from '#device/kept-number/kept-number-field.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { dateBox } from '#device/ui/inputs/date-box.ts'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { lmpProblem, type PregnancyEntry, pregnancySpecs } from './pregnancy-entry.ts'

type Props = {
  readonly entry: PregnancyEntry
  readonly onEntry: (entry: PregnancyEntry) => void
  readonly today: CalendarDay
  readonly confirmed: readonly string[]
  readonly onConfirm: (confirmation: string) => void
  /** `all` once saving was tried: then what is missing is said too. */
  readonly show: 'typed' | 'all'
}

/** HPHT or the weeks, and what only the pregnancy's own record keeps. */
export function PregnancyFields({ entry, onEntry, today, confirmed, onConfirm, show }: Props) {
  const { t, i18n } = useTranslation('person')
  const change = (part: Partial<PregnancyEntry>) => onEntry({ ...entry, ...part })
  const box = (name: 'weeks' | 'gravida' | 'weightKg' | 'heightCm', label: string, hint?: string) => (
    <KeptNumberField
      spec={pregnancySpecs[name]}
      label={label}
      hint={hint}
      text={entry[name]}
      onText={(text) => change({ [name]: text })}
      confirmed={confirmed}
      onConfirm={onConfirm}
    />
  )
  const lmp = lmpProblem(entry.lmp, today)
  return (
    <>
      <ChoiceField
        name="known"
        label={t('pregnancy.known')}
        options={[
          { value: 'lmp', label: t('pregnancy.knownYes') },
          { value: 'weeks', label: t('pregnancy.knownNo') },
        ]}
        value={entry.known}
        onValue={(value) => change({ known: value === 'lmp' || value === 'weeks' ? value : undefined })}
        clearing="none"
        error={show === 'all' && !entry.known ? t('pregnancy.missing') : undefined}
      />
      {entry.known === 'lmp' && (
        <DateField
          {...dateBox(entry, 'lmp', change)}
          label={t('pregnancy.lmp')}
          echo={
            entry.lmp && !lmp
              ? t('pregnancy.due', { date: formatDay(addDays(entry.lmp, pregnancyDays), i18n.language) })
              : undefined
          }
          error={lmp && (lmp !== 'missing' || show === 'all') ? t(`pregnancy.${lmp}`) : undefined}
        />
      )}
      {entry.known === 'weeks' &&
        box(
          'weeks',
          t('pregnancy.weeksField'),
          show === 'all' && !entry.weeks.trim() ? t('pregnancy.missing') : t('pregnancy.weeksUnit'),
        )}
      {box('gravida', t('pregnancy.gravidaField'), t('pregnancy.optional'))}
      {box('weightKg', t('pregnancy.weightBefore'), t('pregnancy.optional'))}
      {box('heightCm', t('pregnancy.heightField'), t('pregnancy.optional'))}
    </>
  )
}
