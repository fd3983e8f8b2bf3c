import { isCalendarDay } from '#domain/time/calendar-day.ts'
import type { PregnancyEpisode } from '#domain/visit/person-file.ts'
import { knownFields, type RecordState } from '#protocol/merge.ts'
import { type HouseholdFields, isExactBirth, type PersonFields } from '#protocol/records/fields.ts'
import { isVoided } from '#protocol/records/voided.ts'
import type { Database } from './database.ts'
import type { ChunkRow } from './rows.ts'
import { listAfter } from './list-order.ts'
import { openAll, type Seal } from './seal.ts'
import type { DirectoryEntry } from './store.ts'

/** 1,000 people make chunks of about 16: one read loads all, and a save rewrites one. */
export const chunkCount = 64

/** The chunk in which a person stands, from the random end of the id. */
export function chunkOf(id: string): number {
  return Number.parseInt(id.slice(-2), 16) % chunkCount || 0
}

/** What conclusions add to a line of the list. */
export type Standing = Pick<DirectoryEntry, 'pregnant' | 'lastVisit'>

const days: ReadonlySet<string> = new Set(['birthDate', 'diedOn', 'movedOutOn'])
const texts: ReadonlySet<string> = new Set([
  'name',
  'posyanduId',
  'householdId',
  'sex',
  'birthDatePrecision',
  'motherName',
  'nik',
  'rt',
  ...days,
])

/** Other phones write what they like: a text that is none, or a day that is none, must not break the list. */
const readable = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([name, value]) =>
        !texts.has(name) || (typeof value === 'string' && (!days.has(name) || isCalendarDay(value))),
    ),
  )

/** The line of a person, with who is shown as them; `undefined` for one who is voided or has no name yet. */
export function entryOf(
  person: RecordState,
  household: RecordState | undefined,
  standing: Standing,
  alsoAs: readonly RecordState[] = [],
): DirectoryEntry | undefined {
  const fields = readable(knownFields(person)) as PersonFields
  if (isVoided(person) || !fields.name) return undefined
  const home = (household ? readable(knownFields(household)) : {}) as HouseholdFields
  const rt = fields.rt ?? home.rt
  const line = {
    id: person.id,
    name: fields.name,
    posyanduId: fields.posyanduId,
    householdId: fields.householdId,
    sex: fields.sex,
    birthDate: fields.birthDate,
    birthDatePrecision: isExactBirth(fields.birthDatePrecision) ? undefined : fields.birthDatePrecision,
    motherName: fields.motherName,
    nik: fields.nik,
    rt,
    diedOn: fields.diedOn,
    movedOutOn: fields.movedOutOn,
    demo: fields.demo,
    ...standing,
    alsoAs: alsoAs.length > 0 ? alsoAs.map(whoElse) : undefined,
  }
  const known = Object.entries(line).filter(([, value]) => value !== undefined)
  // Name and id are there; the compiler sees only a record of what any of them may be.
  return Object.fromEntries<unknown>(known) as DirectoryEntry
}

const whoElse = (other: RecordState) => {
  const { name = '' } = readable(knownFields(other)) as PersonFields
  return { id: other.id, name }
}

const began = (episode: PregnancyEpisode) => episode.lastMenstrualPeriodOn ?? episode.estimatedOn ?? ''

/** The open pregnancy, the one that began last where there are several. */
export function openPregnancy(pregnancies: readonly PregnancyEpisode[]): PregnancyEpisode | undefined {
  return pregnancies
    .filter((episode) => !episode.endedOn)
    .reduce<PregnancyEpisode | undefined>(
      (last, episode) => (!last || began(episode) > began(last) ? episode : last),
      undefined,
    )
}

/** The list of people, held in memory and brought up to date from the chunks that changed since. */
export type DirectoryCache = {
  readonly read: () => Promise<readonly DirectoryEntry[]>
  /** The chunks written after those that are known. */
  readonly newerChunks: () => Promise<readonly ChunkRow[]>
  readonly take: (rows: readonly ChunkRow[]) => Promise<void>
  /** Takes over what was just written, without reading it back. */
  readonly keep: (version: number, written: ReadonlyMap<number, readonly DirectoryEntry[]>) => void
  /** The whole list, and the lines of one chunk, as last read. */
  readonly entries: () => readonly DirectoryEntry[]
  readonly chunk: (id: number) => readonly DirectoryEntry[]
}

/** A chunk as it was read: its lines, opened. */
export type OpenedChunk = Pick<ChunkRow, 'id' | 'version'> & { readonly entries: readonly DirectoryEntry[] }

/** The whole list as it was read before the store was here, in its order, with the chunks that it stands in. */
export type DirectorySeed = {
  readonly chunks: readonly OpenedChunk[]
  readonly list: readonly DirectoryEntry[]
}

export function createDirectoryCache(database: Database, seal: Seal, seed?: DirectorySeed): DirectoryCache {
  const chunks = new Map(seed?.chunks.map((chunk) => [chunk.id, chunk]))
  let known = Math.max(-1, ...(seed?.chunks ?? []).map(({ version }) => version))
  let list: readonly DirectoryEntry[] = seed?.list ?? []
  // What a write changed is put in its place when the list is next read, not while the writer waits.
  const gone = new Set<DirectoryEntry>()
  const come = new Set<DirectoryEntry>()
  const newerChunks = () => database.directory.where('version').above(known).toArray()
  const replace = (version: number, written: Iterable<readonly [number, readonly DirectoryEntry[]]>) => {
    for (const [id, entries] of written) {
      const before = chunks.get(id)
      if (before && before.version >= version) continue
      for (const entry of before?.entries ?? []) if (!come.delete(entry)) gone.add(entry)
      for (const entry of entries) if (!gone.delete(entry)) come.add(entry)
      chunks.set(id, { id, version, entries })
    }
    known = Math.max(known, version)
  }
  const entries = () => {
    if (gone.size + come.size > 0) list = listAfter(list, gone, [...come])
    gone.clear()
    come.clear()
    return list
  }
  const take = async (rows: readonly ChunkRow[]) => {
    const bodies = await openAll(
      seal,
      rows.map((row) => row.body),
    )
    const versions = new Map<number, [number, readonly DirectoryEntry[]][]>()
    rows.forEach((row, i) => {
      const same = versions.get(row.version) ?? []
      same.push([row.id, bodies[i] ?? []])
      versions.set(row.version, same)
    })
    for (const [version, written] of [...versions].sort((a, b) => a[0] - b[0])) replace(version, written)
  }
  return {
    async read() {
      const rows = await newerChunks()
      if (rows.length > 0) await take(rows)
      return entries()
    },
    newerChunks,
    take,
    keep: replace,
    entries,
    chunk: (id) => chunks.get(id)?.entries ?? [],
  }
}
