import { ConflictCard } from '#device/conflicts/conflict-card.tsx'
import { RecordAmendments } from '#device/conflicts/record-amendments.tsx'
import { formatDay } from '#device/i18n/format.ts'
import type { ListedDay } from '#device/posyandu-day/open-day.ts'
import { useLive } from '#device/store/use-store.ts'
import { Card } from '#device/ui/card.tsx'
import { useWords } from '#device/visit-words/use-words.ts'
import type { RecordState } from '#protocol/merge.ts'

/** Posyandu days that two phones wrote differently; of those that a nakes has settled since, the newest day's. */
export function DayDiffers({ days }: { readonly days: readonly ListedDay[] }) {
  const { t, language } = useWords()
  const contested = useRecords(days.filter(({ differs }) => differs === 'contested'))
  const newest = days[0]?.day.heldOn
  const settled = useRecords(
    days.filter(({ differs, day }) => differs === 'settled' && day.heldOn === newest),
  )
  return (
    <>
      {contested.length > 0 && <ConflictCard records={contested} />}
      {newest !== undefined &&
        settled.map((record) => (
          <Card key={record.id} title={t('visit:conflict.day', { date: formatDay(newest, language) })}>
            <RecordAmendments record={record} />
          </Card>
        ))}
    </>
  )
}

function useRecords(days: readonly ListedDay[]): readonly RecordState[] {
  const ids = days.map(({ id }) => id)
  const records = useLive((store) => Promise.all(ids.map((id) => store.record(id))), [ids.join()])
  return (records ?? []).filter((record) => record !== undefined)
}
