import type { PersonFile } from '#domain/visit/person-file.ts'
import type { RecordState } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { personFileOf } from '#protocol/records/person-file.ts'
import { makeStamp } from '#protocol/stamp.ts'
import type { Demo, DemoChange } from '#server/demo/demo.ts'

/** A record of the demo as it stands at its end. */
export type DemoRecord = Pick<DemoChange, 'kind' | 'id' | 'set'>

const stamp = makeStamp({ revision: 1, time: 1, device: '00000000-0000-4000-8000-000000000001' })

const stateOf = ({ kind, id, set }: DemoRecord): RecordState => ({
  kind,
  id,
  fields: Object.fromEntries(
    Object.entries(set).map(([name, value]) => [name, { heads: [{ stamp, value }], replaced: [] }]),
  ),
})

/** Every record of the demo, with what was written of it later on top. */
export function recordsOf(demo: Demo): readonly DemoRecord[] {
  const records = new Map<string, { kind: DemoChange['kind']; id: string; set: Record<string, FieldValue> }>()
  for (const { kind, id, set } of demo.groups.flatMap(({ changes }) => changes)) {
    const known = records.get(id)
    if (known) Object.assign(known.set, set)
    else records.set(id, { kind, id, set: { ...set } })
  }
  return [...records.values()]
}

export type DemoFile = {
  readonly id: string
  readonly file: PersonFile
  readonly records: readonly DemoRecord[]
}

/** Every person's file as phones and the server read it from the records. */
export function filesOf(records: readonly DemoRecord[]): readonly DemoFile[] {
  const byPerson = Map.groupBy(records, ({ set }) => set['personId'])
  return records
    .filter(({ kind }) => kind === 'person')
    .map((person) => {
      const own = byPerson.get(person.id) ?? []
      return { id: person.id, file: personFileOf(stateOf(person), own.map(stateOf)), records: own }
    })
}
