import type { Enrolment, Store } from '#device/store/store.ts'
import { useLive } from '#device/store/use-store.ts'
import type { Named } from '#device/visit-words/record-words.ts'
import type { RecordState } from '#protocol/merge.ts'
import { linksToName, recordName } from '#protocol/records/links.ts'

/** What posyandu and records are called that conflicts and corrections of `records` point at, as far as this phone has them. */
export function useNamed(records: readonly RecordState[], holder: Enrolment | undefined): Named {
  const ids = linksToName(records)
  const named = useLive((store) => namesOf(store, ids), [ids.join()])
  const posyandu = Object.fromEntries((holder?.posyandu ?? []).map(({ id, name }) => [id, name]))
  return { ...named, ...posyandu }
}

async function namesOf(store: Pick<Store, 'record'>, ids: readonly string[]): Promise<Named> {
  const named = await Promise.all(
    ids.map(async (id) => {
      const state = await store.record(id)
      return [id, state && recordName(state)] as const
    }),
  )
  return Object.fromEntries(named.filter((one): one is readonly [string, string] => one[1] !== undefined))
}
