import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BirthDatePrecision } from '#protocol/records/fields.ts'
import { ageInWords } from '#device/i18n/format.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { dateBox } from '#device/ui/inputs/date-box.ts'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { NumberField } from '#device/ui/inputs/number-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Note } from '#device/ui/states.tsx'
import css from './person-form.module.css'
import type { SectionProps } from './person-form.tsx'
import { askedParts } from './read-person.ts'

const precisions: readonly BirthDatePrecision[] = ['day', 'month', 'year', 'estimated']
const isPrecision = (value: string | undefined): value is BirthDatePrecision =>
  precisions.some((one) => one === value)

/** Name, sex and birth, with how certain the birth date is. */
export function WhoSection({ form, world, problems }: SectionProps) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  const [asks, setAsks] = useState(entry.precision !== 'day')
  return (
    <Card title={t('form.who')}>
      <TextField
        name="name"
        label={t('form.name')}
        text={entry.name}
        onText={(name) => form.change({ name })}
        autoCapitalize="words"
        maxLength={120}
        error={problems.name && t('form.nameMissing')}
      />
      <ChoiceField
        name="sex"
        label={t('form.sex')}
        options={[
          { value: 'female', label: t('common:sex.female') },
          { value: 'male', label: t('common:sex.male') },
        ]}
        value={entry.sex}
        onValue={(sex) => form.change({ sex: sex === 'female' || sex === 'male' ? sex : undefined })}
        clearing="none"
        error={problems.sex && t('form.sexMissing')}
      />
      <BirthFields form={form} world={world} problems={problems} />
      {!asks ? (
        <Button look="quiet" onPress={() => setAsks(true)}>
          {t('form.uncertain')}
        </Button>
      ) : (
        <ChoiceField
          name="precision"
          label={t('form.precision')}
          options={precisions.map((value) => ({ value, label: t(`form.precisions.${value}`) }))}
          value={entry.precision}
          onValue={(precision) => form.change({ precision: isPrecision(precision) ? precision : 'day' })}
          clearing="none"
        />
      )}
      {entry.precision !== 'day' && <Note look="plain">{t('form.notExact')}</Note>}
    </Card>
  )
}

function BirthFields({ form, world, problems }: SectionProps) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  const { birthDate } = askedParts(entry, world.today)
  const age = birthDate && ageInWords(t, { birthDate, birthDatePrecision: entry.precision }, world.today)
  const tooEarly = entry.precision === 'day' && entry.birthDate && entry.birthDate > world.today
  const code = problems.birth ?? (tooEarly ? 'birthFuture' : undefined)
  const error = code && t(`form.${code}`)
  if (entry.precision === 'day') {
    return (
      <DateField
        {...dateBox(entry, 'birthDate', form.change)}
        label={t('form.birth')}
        echo={age}
        error={error}
      />
    )
  }
  return (
    <div>
      {entry.precision === 'month' && (
        <TextField
          name="birthMonth"
          label={t('form.birthMonth')}
          keyboard="digits"
          maxLength={2}
          text={entry.birthMonth}
          onText={(birthMonth) => form.change({ birthMonth })}
          error={code === 'monthRange' ? error : undefined}
        />
      )}
      {entry.precision !== 'estimated' && (
        <TextField
          name="birthYear"
          label={t('form.birthYear')}
          keyboard="digits"
          maxLength={4}
          text={entry.birthYear}
          onText={(birthYear) => form.change({ birthYear })}
          error={code === 'monthRange' ? undefined : error}
        />
      )}
      {entry.precision === 'estimated' && (
        <NumberField
          name="birthAge"
          label={t('form.birthAge')}
          unit={t('form.yearsUnit')}
          decimals={0}
          text={entry.birthAge}
          onText={(birthAge) => form.change({ birthAge })}
          error={error}
        />
      )}
      {age && <strong className={css.echo}>{age}</strong>}
    </div>
  )
}
