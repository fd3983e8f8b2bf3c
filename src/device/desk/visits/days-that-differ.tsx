import { formatDay } from '#device/i18n/format.ts'
import { Card } from '#device/ui/card.tsx'
import { AmendmentList } from '#device/visit-words/amendment-list.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import { type DaysAnswer, daysAnswerSchema } from '#protocol/messages/desk.ts'
import type { PosyanduDayFields } from '#protocol/records/fields.ts'
import { call } from '../api/call.ts'
import { useLoaded } from '../api/use-loaded.ts'
import { LoadedView } from '../frame/page.tsx'
import { ConflictCard } from '../people/conflict-card.tsx'

/** Posyandu days that phones wrote differently: settled here, and what was settled lately stays readable. */
export function DaysThatDiffer() {
  const loaded = useLoaded('days', () => call(daysAnswerSchema, '/api/v1/posyandu-days'))
  return (
    <LoadedView of={loaded} rows={1}>
      {({ days, named }) => (
        <>
          <ConflictCard records={days} named={named} onSettled={() => void loaded.reload()} />
          {days
            .filter(({ conflicts }) => conflicts.length === 0)
            .map((day) => (
              <SettledDay key={day.id} day={day} named={named} />
            ))}
        </>
      )}
    </LoadedView>
  )
}

type SettledProps = { readonly day: DaysAnswer['days'][number]; readonly named: DaysAnswer['named'] }

function SettledDay({ day, named }: SettledProps) {
  const { t, language } = useWords()
  const { heldOn, posyanduId = '' } = day.fields as PosyanduDayFields
  const date = heldOn === undefined ? '' : formatDay(heldOn, language)
  return (
    <Card title={[t('visit:conflict.day', { date }), named[posyanduId]].filter(Boolean).join(', ')}>
      <AmendmentList fields={day.fields} named={named} mayRead={() => true} />
    </Card>
  )
}
