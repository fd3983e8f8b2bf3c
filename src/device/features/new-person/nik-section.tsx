import { useTranslation } from 'react-i18next'
import { birthDateFromNik } from '#domain/person/nik.ts'
import type { NikMissingReason } from '#protocol/records/fields.ts'
import { formatDay } from '#device/i18n/format.ts'
import { Button } from '#device/ui/button.tsx'
import { Card } from '#device/ui/card.tsx'
import { ChoiceField } from '#device/ui/inputs/choice-field.tsx'
import { TextField } from '#device/ui/inputs/text-field.tsx'
import { Note } from '#device/ui/states.tsx'
import { type NikState, nikState } from './nik-check.ts'
import css from './person-form.module.css'
import type { SectionProps } from './person-form.tsx'
import { askedParts } from './read-person.ts'

const reasons: readonly NikMissingReason[] = ['notYetIssued', 'notBrought', 'newborn', 'foreigner', 'other']

/** The NIK with its checks at the field, or why there is none. */
export function NikSection({ form, world, problems }: SectionProps) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  const missing = problems.nik === 'nikMissing' ? t('form.nikMissing') : undefined
  return (
    <Card title={t('form.nikHas')}>
      <ChoiceField
        name="nikState"
        label={t('form.nikAsk')}
        options={[
          { value: 'given', label: t('form.nikGiven') },
          { value: 'none', label: t('form.nikNone') },
        ]}
        value={entry.nikState}
        onValue={(value) =>
          form.change({ nikState: value === 'given' || value === 'none' ? value : undefined })
        }
        clearing="none"
        error={entry.nikState ? undefined : missing}
      />
      {entry.nikState === 'given' && <NikField form={form} world={world} problems={problems} />}
      {entry.nikState === 'none' && (
        <ChoiceField
          name="nikMissingReason"
          label={t('form.nikWhy')}
          options={reasons.map((value) => ({ value, label: t(`form.nikReasons.${value}`) }))}
          value={entry.nikMissingReason}
          onValue={(value) => form.change({ nikMissingReason: reasons.find((reason) => reason === value) })}
          clearing="none"
          error={missing}
        />
      )}
    </Card>
  )
}

function NikField({ form, world, problems }: SectionProps) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  const { birthDate } = askedParts(entry, world.today)
  const state = nikState(entry, { birthDate, ...world })
  const typedAll = state.nik.length >= 16
  const tried = problems.nik !== undefined
  const error =
    state.error && (typedAll || tried)
      ? t(`form.nikError.${state.error}`, { count: state.nik.length })
      : undefined
  return (
    <TextField
      name="nik"
      label={t('form.nik')}
      hint={t('form.nikHint')}
      keyboard="digits"
      maxLength={32}
      text={entry.nik}
      onText={(nik) => form.change({ nik, nikConfirmed: [] })}
      echo={state.error ? undefined : grouped(state.nik)}
      error={error}
      doubt={
        state.concerns.length > 0 && <Concerns form={form} world={world} problems={problems} state={state} />
      }
    />
  )
}

/** In blocks of four, as it is read out. */
const grouped = (nik: string) => nik.replace(/(\d{4})(?=\d)/g, '$1 ')

function Concerns({ form, world, state }: SectionProps & { readonly state: NikState }) {
  const { t, i18n } = useTranslation('person')
  const { entry } = form.draft
  const offered =
    entry.precision === 'day' && !entry.birthDate ? birthDateFromNik(state.nik, world.today) : undefined
  return (
    <Note look="warning">
      <p>{t('form.nikCheck')}</p>
      <ul className={css.concerns}>
        {state.concerns.map((concern) => (
          <li key={concern}>{t(`form.nikWarning.${concern}`, { name: state.holder?.name ?? '' })}</li>
        ))}
      </ul>
      {offered && (
        <Button onPress={() => form.change({ birthDate: offered })}>
          {t('form.nikOffer', { date: formatDay(offered, i18n.language) })}
        </Button>
      )}
      <Button onPress={() => form.change({ nikConfirmed: state.all })}>{t('form.nikKeep')}</Button>
    </Note>
  )
}
