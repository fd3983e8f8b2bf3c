import { useTranslation } from 'react-i18next'
import type { PersonAnswer } from '#protocol/messages/desk.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { ageInWords, formatDay } from '#device/i18n/format.ts'
import { useToday } from '#device/platform/today.ts'
import { formatNumber } from '#device/ui/inputs/typed-number.ts'
import { Card } from '#device/ui/card.tsx'
import { More } from '../frame/more.tsx'
import { Facts } from '#device/ui/list.tsx'
import { useSession } from '../session.ts'
import { facts } from './shown-facts.ts'

type Identity = Pick<PersonAnswer, 'posyanduId' | 'person' | 'household'>

/** What is known of a person. What is not known is said to be so where it matters. */
export function PersonFacts({ answer }: { readonly answer: Identity }) {
  const { t, i18n } = useTranslation(['desk', 'common'])
  const today = useToday()
  const { me } = useSession()
  const language = i18n.language
  const { person, home } = facts(answer)
  const unknown = t('common:unknown')
  const kg = person.birthWeightKg
  const shown: readonly (readonly [string, string | undefined])[] = [
    [t('person.sex'), person.sex ? t(`common:sex.${person.sex}`) : unknown],
    [t('person.born'), person.birthDate ? formatDay(person.birthDate, language) : unknown],
    [t('person.age'), ageInWords(t, person, today)],
    ['NIK', person.nik ?? t('people.noNik')],
    [t('person.mother'), person.motherName],
    [t('person.card'), home.familyCardNumber],
    [t('person.head'), home.headName],
    [t('person.address'), person.address ?? home.address],
    ['RT / RW', [person.rt ?? home.rt, person.rw ?? home.rw].filter(Boolean).join(' / ') || undefined],
    [t('person.phone'), person.phone],
    [t('person.birthWeight'), kg === undefined ? undefined : `${formatNumber(kg, language)} kg`],
    [t('posyandu'), me.posyandu.find(({ id }) => id === answer.posyanduId)?.name],
    [t('marks.died'), person.diedOn && formatDay(person.diedOn, language)],
    [t('marks.moved'), person.movedOutOn && formatDay(person.movedOutOn, language)],
  ]
  return <Facts facts={shown.flatMap(([name, value]) => (value ? [[name, value] as const] : []))} />
}

/** Columns of an imported register, as they stood there. */
export function ImportedCard({ answer }: { readonly answer: PersonAnswer }) {
  const { t } = useTranslation('desk')
  const { imported } = answer.person.fields as PersonFields
  const entries = Object.entries(imported ?? {})
  if (entries.length === 0) return null
  return (
    <Card>
      <More title={t('person.imported', { count: entries.length })}>
        <Facts facts={entries.map(([heading, text]) => [heading, text] as const)} />
      </More>
    </Card>
  )
}
