import { useTranslation } from 'react-i18next'
import { knownFields, type RecordState } from '#protocol/merge.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { formatDay } from '#device/i18n/format.ts'
import type { PersonView } from '#device/store/store.ts'
import { Card } from '#device/ui/card.tsx'
import { Facts } from '#device/ui/list.tsx'

/** Who was found to be this person, as they stood: what is not shown of them stays readable. */
export function AlsoAs({ view }: { readonly view: PersonView }) {
  const { t } = useTranslation('person')
  return (
    <Card title={t('alsoAs.title')}>
      <p>{t('alsoAs.text')}</p>
      {view.alsoAs.map((record) => (
        <Other key={record.id} record={record} />
      ))}
    </Card>
  )
}

function Other({ record }: { readonly record: RecordState }) {
  const { t, i18n } = useTranslation('person')
  const { name, birthDate, motherName, nik, phone, address } = knownFields(record) as PersonFields
  const facts = [
    name && [t('alsoAs.name'), name],
    birthDate && [t('birth'), formatDay(birthDate, i18n.language)],
    motherName && [t('mother'), motherName],
    nik && [t('nik'), `•••• ${nik.slice(-4)}`],
    phone && [t('phone'), phone],
    address && [t('address'), address],
  ].filter((fact): fact is [string, string] => Boolean(fact))
  return <Facts facts={facts} />
}
