import { useTranslation } from 'react-i18next'
import { cardFor } from '#domain/life-stage/life-stage.ts'
import { PregnancyFields } from '#device/pregnancy/pregnancy-fields.tsx'
import type { Enrolment } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { StageBadge } from '#device/ui/badge.tsx'
import { Card } from '#device/ui/card.tsx'
import { dateBox } from '#device/ui/inputs/date-box.ts'
import { DateField } from '#device/ui/inputs/date-field.tsx'
import { YesNoField } from '#device/ui/inputs/yes-no-field.tsx'
import { HomeSection } from './home-section.tsx'
import { MotherSection } from './mother-section.tsx'
import { NikSection } from './nik-section.tsx'
import css from './person-form.module.css'
import { askedParts, type FormWorld, type Problems } from './read-person.ts'
import type { PersonForm as Form } from './use-person-form.ts'
import { WhoSection } from './who-section.tsx'

export type SectionProps = {
  readonly form: Form
  readonly world: FormWorld
  readonly problems: Problems
}

type Props = SectionProps & {
  readonly posyandu: Enrolment['posyandu']
  /** `edit`: pregnancies have their own place there, and death and moving away are asked. */
  readonly purpose: 'new' | 'edit'
}

/** All of a person's own data, in the order in which a kader asks for it. */
export function PersonForm({ form, world, problems, posyandu, purpose }: Props) {
  const { entry } = form.draft
  const asked = askedParts(entry, world.today)
  const sections = { form, world, problems }
  return (
    <>
      <WhoSection {...sections} />
      {purpose === 'new' && asked.pregnancy && <PregnancySection {...sections} />}
      <StageLine {...sections} />
      <NikSection {...sections} />
      {asked.mother && <MotherSection {...sections} />}
      <HomeSection {...sections} posyandu={posyandu} />
      {purpose === 'edit' && <GoneSection {...sections} />}
    </>
  )
}

function PregnancySection({ form, world, problems }: SectionProps) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  const tried = Object.keys(problems).length > 0
  return (
    <Card title={t('pregnancy.title')}>
      <YesNoField
        name="pregnant"
        label={t('form.pregnantAsk')}
        value={entry.pregnant}
        onValue={(pregnant) => form.change({ pregnant })}
      />
      {entry.pregnant && (
        <PregnancyFields
          entry={entry.pregnancy}
          onEntry={(pregnancy) => form.change({ pregnancy })}
          today={world.today}
          confirmed={entry.confirmed}
          onConfirm={(one) => form.change({ confirmed: [...entry.confirmed, one] })}
          show={tried ? 'all' : 'typed'}
        />
      )}
    </Card>
  )
}

/** The stage as it follows from what is typed so far. */
function StageLine({ form, world }: SectionProps) {
  const { t } = useTranslation('person')
  const settings = useLive((store) => store.settings())
  const { entry, ids } = form.draft
  const asked = askedParts(entry, world.today)
  const pregnant = asked.pregnancy && entry.pregnant
  const pregnancies = pregnant ? [{ id: ids.pregnancy }] : []
  const { birthDate } = asked
  const stage = settings && cardFor({ ...(birthDate && { birthDate }), pregnancies }, world.today, settings)
  if (!stage) return null
  return (
    <output className={css.stage}>
      {t('form.stageFollows')} <StageBadge stage={stage} />
    </output>
  )
}

function GoneSection({ form }: SectionProps) {
  const { t } = useTranslation('person')
  const { entry } = form.draft
  return (
    <Card title={t('form.ended')}>
      <DateField {...dateBox(entry, 'movedOutOn', form.change)} label={t('form.movedOut')} />
      <DateField {...dateBox(entry, 'diedOn', form.change)} label={t('form.died')} />
    </Card>
  )
}
