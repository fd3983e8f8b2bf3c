import { useTranslation } from 'react-i18next'
import { KeptNumberField } from '#device/kept-number/kept-number-field.tsx'
import { Card } from '#device/ui/card.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import type { SectionProps } from './person-form.tsx'
import { askedParts, personSpecs } from './read-person.ts'

type Box = keyof typeof personSpecs

/** The mother, and of small children what was written at birth. */
export function MotherSection({ form, world, problems }: SectionProps) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  const { birthFacts } = askedParts(entry, world.today)
  const box = (name: Box, label: string) => (
    <KeptNumberField
      spec={personSpecs[name]}
      label={label}
      hint={t('pregnancy.optional')}
      text={entry[name]}
      onText={(text) => form.change({ [name]: text })}
      confirmed={entry.confirmed}
      onConfirm={(one) => form.change({ confirmed: [...entry.confirmed, one] })}
    />
  )
  return (
    <Card title={t('form.parents')}>
      <TextField
        name="motherName"
        label={t('form.motherName')}
        text={entry.motherName}
        onText={(motherName) => form.change({ motherName })}
        autoCapitalize="words"
        maxLength={120}
      />
      <TextField
        name="motherNik"
        label={t('form.motherNik')}
        hint={t('form.motherNikHint')}
        keyboard="digits"
        maxLength={32}
        text={entry.motherNik}
        onText={(motherNik) => form.change({ motherNik })}
        error={
          problems.motherNik &&
          t('form.nikError.notSixteenDigits', { count: entry.motherNik.replace(/\D/g, '').length })
        }
      />
      {box('birthOrder', t('form.birthOrder'))}
      {birthFacts && (
        <>
          {box('birthWeightKg', t('form.birthWeight'))}
          {box('birthLengthCm', t('form.birthLength'))}
          {box('gestationAtBirthWeeks', t('form.gestationAtBirth'))}
        </>
      )}
    </Card>
  )
}
