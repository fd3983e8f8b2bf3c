import { useTranslation } from 'react-i18next'
import { shownFields } from '#protocol/merge.ts'
import type { HouseholdFields } from '#protocol/records/fields.ts'
import { ageInWords } from '#device/i18n/format.ts'
import { useToday } from '#device/platform/today.ts'
import type { PersonView } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { Icon } from '#device/ui/icon.tsx'
import { List, Row } from '#device/ui/list.tsx'

type Props = { readonly id: string; readonly personId: string; readonly view: PersonView }

/** Who else lives there. */
export function HouseholdCard({ id, personId, view }: Props) {
  const { t } = useTranslation('person')
  const today = useToday()
  const members = useLive((store) => store.household(id), [id])
  const contact = useLive((store) => store.contact())
  const home = (view.household ? shownFields(view.household) : {}) as HouseholdFields
  const others = members?.filter((member) => member.id !== personId)
  return (
    <section>
      <h2>{t('household.title')}</h2>
      {home.headName && <p>{t('household.head', { name: home.headName })}</p>}
      {others?.length === 0 && contact?.firstLoadDone && <p>{t('household.none')}</p>}
      {others && others.length > 0 && (
        <List label={t('household.title')}>
          {others.map((member) => (
            <Row
              key={member.id}
              to={`/person/${member.id}`}
              title={member.name}
              lines={[ageInWords(t, member, today)]}
              trail={<Icon name="forward" />}
            />
          ))}
        </List>
      )}
    </section>
  )
}
