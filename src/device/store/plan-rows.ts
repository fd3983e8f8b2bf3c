import type { RecordState } from '#protocol/merge.ts'
import type { Intent, PersonPlan, Plan } from './intent.ts'
import { rowOf, withoutLeft } from './record-row.ts'
import { placeOf } from './scope.ts'
import type { ChunkRow, Contribution, RecordBody, RecordRow, TallyRow } from './rows.ts'
import { sealRecords } from './record-body.ts'
import { type Seals, sealAll } from './seal.ts'
import type { Held, Shelf, TallyKey } from './shelf.ts'
import { changed, differenceOf } from './tally.ts'

const countedOf = (held: Held | undefined) => (held?.counted ? [held.counted] : [])

/** What a record adds to the tallies after the write: as concluded now, or as before where that is left for later. */
function sharesAfter(people: readonly PersonPlan[]): ReadonlyMap<string, Contribution | undefined> {
  const shares = new Map<string, Contribution | undefined>()
  for (const { concluded } of people)
    for (const { id } of concluded?.states ?? []) shares.set(id, concluded?.conclusions.contributions.get(id))
  return shares
}

/** The tallies that change: old shares out, new ones in. */
export async function planTallies(
  shelf: Shelf,
  people: readonly PersonPlan[],
  intent: Intent,
): Promise<Plan['tallies']> {
  const judged = people.filter((person) => person.concluded)
  const whole = new Set(judged.flatMap(({ id }) => [...shelf.dossier(id).keys()]))
  // A record that goes takes its share with it, also where its person is judged later.
  const goneToo = [...(intent.removed ?? [])].filter((id) => !whole.has(id))
  const difference = differenceOf(
    [...whole, ...goneToo].flatMap((id) => countedOf(shelf.record(id))),
    [...sharesAfter(judged).values()].filter((share) => share !== undefined),
  )
  const keys = new Map<string, TallyKey>()
  for (const { at } of difference.values()) keys.set(`${at[0]}\n${at[1]}`, [at[0], at[1]])
  await shelf.load({ tallies: keys.values() })
  const tallies = new Map([...keys].map(([name, key]) => [name, shelf.tally(key)]))
  for (const { at, by } of difference.values()) {
    const name = `${at[0]}\n${at[1]}`
    tallies.set(name, changed(tallies.get(name) ?? {}, at[2], at[3], by))
  }
  return [...keys].map(([name, key]) => [key, tallies.get(name) ?? {}] as const)
}

/** The rows to write: changed records, ones whose share in the tallies changed, and flags. */
export async function heldAfter(
  shelf: Shelf,
  seals: Seals,
  people: readonly PersonPlan[],
  intent: Intent,
): Promise<Held[]> {
  const shares = sharesAfter(people)
  const shareOf = (id: string) => (shares.has(id) ? shares.get(id) : shelf.record(id)?.counted)
  const written = [...intent.states.values()]
  const recounted = [...shares.keys()].flatMap((id) => {
    const held = intent.states.has(id) ? undefined : shelf.record(id)
    return held && !sameShare(held.counted, shares.get(id)) ? [held.state] : []
  })
  const states = [...written, ...recounted]
  const counted = states.map((state) => shareOf(state.id))
  const bodies = await sealRecords(
    seals,
    states.map((state, i) => bodyOf(state, counted[i])),
  )
  const flags = new Map((intent.rows ?? []).map((row) => [row.id, row]))
  const rows = states.map((state, i) => {
    const held = shelf.record(state.id)
    const before = flags.get(state.id) ?? held?.row
    flags.delete(state.id)
    const body = bodies[i] as RecordRow['body']
    const row = rowOf(state, body, before, intent.streams?.get(state.id), intent.older?.get(state.id))
    const isBack = held !== undefined && isOutside(shelf, held.row, held.state)
    return {
      row: isOutside(shelf, row, state) ? { ...row, left: 1 as const } : isBack ? withoutLeft(row) : row,
      state,
      counted: counted[i],
    }
  })
  const flagged = [...flags.values()].flatMap((row) => {
    const held = shelf.record(row.id)
    return held ? [{ row, state: held.state, counted: held.counted }] : []
  })
  return [...rows, ...flagged]
}

/** Written by a form that was opened before this phone lost the posyandu: it goes when it is received. */
function isOutside(shelf: Shelf, { stream }: RecordRow, state: RecordState): boolean {
  const place = stream === undefined ? placeOf(state) : undefined
  return place !== undefined && !(shelf.base().scope?.includes(place) ?? true)
}

const bodyOf = (state: RecordState, counted: Contribution | undefined): RecordBody => ({
  state,
  ...(counted && { counted }),
})

const sameShare = (a: Contribution | undefined, b: Contribution | undefined) => a?.join() === b?.join()

/** The chunks of the list that change, sealed. */
export async function sealChunks(seals: Seals, version: number, chunks: Plan['chunks']): Promise<ChunkRow[]> {
  const bodies = await sealAll(seals.data, [...chunks.values()])
  return [...chunks.keys()].map((id, i) => ({ id, version, body: bodies[i] as ChunkRow['body'] }))
}

/** The tallies that change, sealed. */
export async function sealTallies(seals: Seals, tallies: Plan['tallies']): Promise<TallyRow[]> {
  const bodies = await sealAll(
    seals.data,
    tallies.map(([, tally]) => tally),
  )
  return tallies.map(([[posyanduId, month]], i) => ({
    posyanduId,
    month,
    body: bodies[i] as TallyRow['body'],
  }))
}
