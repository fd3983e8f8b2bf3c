import { z } from 'zod/mini'
import type { FieldState } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { makeStamp, parseStamp, type Stamp, type StampParts } from '#protocol/stamp.ts'

const writeSchema = z.object({ stamp: z.string(), value: z.json() })
const fieldStateSchema = z.object({ heads: z.array(writeSchema), replaced: z.array(z.string()) })

/** A whole merged record with its heads, in the stream of the posyandu that it follows. */
export const changedRecordSchema = z.object({
  kind: z.string(),
  id: z.string(),
  posyanduId: z.string(),
  fields: z.record(z.string(), fieldStateSchema),
  /** Of a person: visits or notes that have aged out stay at the puskesmas and are asked for by person. */
  older: z.optional(z.literal(true)),
})
export type ChangedRecord = z.infer<typeof changedRecordSchema>

/**
 * Records column by column: those of one kind, place and set of fields stand together, because a month's visits are
 * alike and alike things compress. Most fields of most records were written once, all at one stamp: of those stand the
 * values alone, and of the stamp its device and the step of its time from the record before.
 */
const groupSchema = z.object({
  k: z.string(),
  /** The posyandu, by its place in `places`. */
  p: z.int(),
  f: z.array(z.string()),
  i: z.array(z.string()),
  /** Device of the stamp by its place in `devices`, step of its time, and revision where one is not 1. */
  d: z.array(z.int()),
  t: z.array(z.int()),
  r: z.optional(z.array(z.int())),
  /** One column a field. */
  v: z.array(z.array(z.json())),
  /** Row → its other fields as they are. */
  m: z.optional(z.record(z.string(), z.record(z.string(), fieldStateSchema))),
  /** Rows that are marked `older`. */
  o: z.optional(z.array(z.int())),
})
type Group = z.infer<typeof groupSchema>
export const columnsSchema = z.object({
  places: z.array(z.string()),
  devices: z.array(z.string()),
  groups: z.array(groupSchema),
})
export type Columns = z.infer<typeof columnsSchema>

/** Packs the records of a page. */
export function toColumns(records: readonly ChangedRecord[]): Columns {
  const places = indexed()
  const devices = indexed()
  const groups = new Map<string, { readonly group: Group; time: number }>()
  for (const record of records) {
    const { stamp, names, others } = split(record.fields)
    const place = places.of(record.posyanduId)
    const key = JSON.stringify([record.kind, place, names])
    const known = groups.get(key) ?? { group: emptyGroup(record.kind, place, names), time: 0 }
    groups.set(key, known)
    const { group } = known
    const row = group.i.push(record.id) - 1
    group.d.push(devices.of(stamp.device))
    group.t.push(stamp.time - known.time)
    known.time = stamp.time
    if (stamp.revision !== 1) group.r ??= Array.from({ length: row }, () => 1)
    group.r?.push(stamp.revision)
    for (const [column, name] of names.entries())
      group.v[column]?.push(record.fields[name]?.heads[0]?.value ?? null)
    if (others.length > 0)
      group.m = {
        ...group.m,
        [row]: Object.fromEntries(others.map((name) => [name, record.fields[name]])),
      } as Group['m']
    if (record.older) (group.o ??= []).push(row)
  }
  return {
    places: places.list,
    devices: devices.list,
    groups: [...groups.values()].map(({ group }) => group),
  }
}

const emptyGroup = (k: string, p: number, names: readonly string[]): Group => ({
  k,
  p,
  f: [...names],
  i: [],
  d: [],
  t: [],
  v: names.map(() => []),
})

function indexed() {
  const list: string[] = []
  const known = new Map<string, number>()
  return {
    list,
    of(value: string): number {
      const index = known.get(value) ?? list.push(value) - 1
      known.set(value, index)
      return index
    },
  }
}

const noStamp: StampParts = { revision: 1, time: 0, device: '' }

/** The fields written once at one stamp, the first such; and all others. */
function split(fields: ChangedRecord['fields']) {
  let first: Stamp | undefined
  const names: string[] = []
  const others: string[] = []
  for (const [name, field] of Object.entries(fields)) {
    const stamp = onlyStamp(field)
    if (stamp !== undefined && parseStamp(stamp) && (first ?? stamp) === stamp) {
      first = stamp
      names.push(name)
    } else others.push(name)
  }
  return { stamp: (first !== undefined && parseStamp(first)) || noStamp, names, others }
}

const onlyStamp = ({ heads, replaced }: ChangedRecord['fields'][string]): Stamp | undefined =>
  heads.length === 1 && replaced.length === 0 ? heads[0]?.stamp : undefined

/** Reads what `toColumns` made; `undefined` where the columns do not fit together. */
export function fromColumns({ places, devices, groups }: Columns): ChangedRecord[] | undefined {
  const records: ChangedRecord[] = []
  for (const group of groups) {
    const rows = group.i.length
    const columns = [group.d, group.t, ...(group.r ? [group.r] : []), ...group.v]
    if (columns.some(({ length }) => length !== rows) || group.v.length !== group.f.length) return undefined
    const older = new Set(group.o)
    let time = 0
    for (const [row, id] of group.i.entries()) {
      time += group.t[row] ?? 0
      const device = devices[group.d[row] ?? -1]
      const posyanduId = places[group.p]
      if (device === undefined || posyanduId === undefined) return undefined
      const stamp = makeStamp({ revision: group.r?.[row] ?? 1, time, device })
      records.push({
        kind: group.k,
        id,
        posyanduId,
        fields: fieldsOf(group, row, stamp),
        ...(older.has(row) && { older: true }),
      })
    }
  }
  return records
}

/** A field's name comes from outside: `__proto__` must become a field like any other. */
function fieldsOf(group: Group, row: number, stamp: Stamp): ChangedRecord['fields'] {
  const once = group.f.map((name, column): [string, FieldState] => [
    name,
    { heads: [{ stamp, value: group.v[column]?.[row] as FieldValue }], replaced: [] },
  ])
  return Object.fromEntries([...once, ...Object.entries(group.m?.[row] ?? {})]) as ChangedRecord['fields']
}
