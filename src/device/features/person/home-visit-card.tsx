import { useTranslation } from 'react-i18next'
import { formatDay } from '#device/i18n/format.ts'
import type { Store } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import { Card } from '#device/ui/card.tsx'
import type { DueItem } from '#domain/schedule/due-item.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { HomeVisitInput } from '#domain/visit/home-visit-facts.ts'
import { needsHomeVisit } from '#domain/visit/needs-home-visit.ts'
import type { PersonFile } from '#domain/visit/person-file.ts'
import { knownFields } from '#protocol/merge.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import css from './due.module.css'
import { householdFacts } from './household-facts.ts'

type Props = {
  readonly personId: string
  readonly file: PersonFile
  readonly today: CalendarDay
  readonly due: readonly DueItem[]
}

/** Why this person should be visited at home; nothing where no reason is their own. */
export function HomeVisitCard({ personId, file, today, due }: Props) {
  const { t, i18n } = useTranslation('due')
  const known = useLive((store) => knownOf(store, personId, today), [personId, today])
  if (!known) return null
  const needs = needsHomeVisit({ ...known, file, due }, today)
  // Every household is owed a visit a year: alone it calls nobody today.
  if (needs.every(({ reason }) => reason === 'yearlyVisit')) return null
  return (
    <Card title={t('homeVisit.title')}>
      <ul className={css.reasons}>
        {needs.map(({ reason, since }) => (
          <li key={reason}>
            {t(`homeVisit.reasons.${reason}`)}
            {since && (
              <span className={css.soft}>
                {' '}
                {t('homeVisit.since', { date: formatDay(since, i18n.language) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

type Known = Pick<HomeVisitInput, 'assessed' | 'posyanduDays' | 'household'>

/** What the store knows of the visits, the posyandu days and the house; nothing until all of it is on the phone. */
async function knownOf(store: Store, personId: string, today: CalendarDay): Promise<Known | undefined> {
  const [view, days, contact] = await Promise.all([
    store.person(personId),
    store.posyanduDays(),
    store.contact(),
  ])
  if (!view || !contact.firstLoadDone) return undefined
  const { posyanduId, householdId } = knownFields(view.person) as PersonFields
  // Whoever has not come yet may still come today.
  const held = days.flatMap(({ day }) =>
    day.posyanduId === posyanduId && day.heldOn && day.heldOn < today ? [day.heldOn] : [],
  )
  return {
    assessed: view.visits,
    posyanduDays: [...new Set(held)],
    household: householdFacts(await filesOf(store, personId, householdId), today),
  }
}

async function filesOf(
  store: Store,
  personId: string,
  householdId: string | undefined,
): Promise<readonly PersonFile[]> {
  const members = householdId === undefined ? [{ id: personId }] : await store.household(householdId)
  const views = await Promise.all(members.map(({ id }) => store.person(id)))
  return views.flatMap((view) => (view ? [personFileOf(view.person, view.others)] : []))
}
