import { openRecords } from '#device/store/record-body.ts'
import { type Alias, kinOf } from '#protocol/records/aliases.ts'
import { isVoided } from '#protocol/records/voided.ts'
import { readMeta } from '#device/store/database.ts'
import { onePeople } from '#device/store/one-person.ts'
import { contributionsOf } from '#device/store/tally.ts'
import { makeAlias, undoAlias } from '#server/aliases/make-alias.ts'
import { shownAmong } from '#server/aliases/standing-aliases.ts'
import { Refusal } from '#server/errors.ts'
import { assessDue } from '#server/records/assess-due.ts'
import { listPeople } from '#server/records/desk-people.ts'
import type { Action } from './actions.ts'
import type { SimulatedPhone } from './phone.ts'
import type { World } from './world.ts'

/** What a nakes does with two records of one person, whatever phones are doing meanwhile. */
export const aliasActions: readonly Action[] = [
  {
    name: 'joinPeople',
    weight: 6,
    async happen(world) {
      const { dice, puskesmas } = world
      const stored = [...(await puskesmas.records())].map(([id, one]) => ({ id, ...one }))
      const people = world.village.inOrder(stored.filter(({ state }) => state.kind === 'person'))
      if (people.length < 2) return
      const { id: personId, posyanduId } = dice.pick(people)
      const { id: into } = dice.pick(people.filter((other) => other.posyanduId === posyanduId))
      await orRefused(() =>
        puskesmas
          .atWork((queries) => makeAlias(queries, { personId, into }, deedIn(world)))
          .then(() => world.fault('joined')),
      )
    },
  },
  {
    name: 'partPeople',
    weight: 2,
    async happen(world) {
      const made = await world.puskesmas.atWork((queries) =>
        queries.query<{ alias_id: string }>('select alias_id from alias order by alias_id'),
      )
      if (made.length === 0) return
      const { alias_id: aliasId } = world.dice.pick(made)
      await orRefused(() =>
        world.puskesmas
          .atWork((queries) => undoAlias(queries, aliasId, deedIn(world)))
          .then(() => world.fault('parted')),
      )
    },
  },
]

const deedIn = ({ puskesmas, now }: World) => ({
  puskesmasId: puskesmas.id,
  by: { accountId: puskesmas.id, displayName: 'Bidan', posyandu: puskesmas.posyandu },
  now,
})

/** Rings and the like are refused; nothing else may go wrong. */
async function orRefused(deed: () => Promise<unknown>): Promise<void> {
  try {
    await deed()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

/** When all is quiet: desk and phones show the same people as one, and count each visit once (AL3–AL5, AL7). */
export async function checkAliases(world: World): Promise<void> {
  const { puskesmas } = world
  const standing = await puskesmas.atWork((queries) =>
    queries.query<{ person_id: string; into_id: string }>(
      `select person_id, into_id from alias a
       where not exists (select 1 from alias_undo u where u.alias_id = a.alias_id)`,
    ),
  )
  const aliases = standing.map((row): Alias => [row.person_id, row.into_id])
  await checkDesk(world, aliases)
  for (const phone of world.phones) await checkPhone(world, phone, aliases)
}

async function checkDesk({ puskesmas, oracle, now }: World, aliases: readonly Alias[]): Promise<void> {
  const people = new Map(
    [...(await puskesmas.records())].flatMap(([id, { state, posyanduId }]) =>
      state.kind === 'person' && posyanduId !== undefined ? [[id, { state, posyanduId }] as const] : [],
    ),
  )
  const shownFor = shownAmong(kinOf(aliases), people)
  const expected = [...people].filter(([id, { state }]) => shownFor(id) === id && !isVoided(state))
  await puskesmas.assess((database) => assessDue(database, puskesmas.id))
  const day = new Date(now).toISOString().slice(0, 10)
  const { total } = await puskesmas.atWork((queries) => listPeople(queries, {}, { day, settings: {} }))
  if (total !== expected.length)
    oracle.find('disagreement', `the desk lists ${total} people instead of ${expected.length}`)
}

async function checkPhone(world: World, phone: SimulatedPhone, aliases: readonly Alias[]): Promise<void> {
  const { database, seals } = phone.local.planner
  if ((await readMeta(database, 'contact'))?.device === 'revoked' || (await phone.isWiped())) return
  const stored = await world.puskesmas.records()
  const isTheirs = (id: string) => phone.posyandu.includes(stored.get(id)?.posyanduId ?? '')
  const told = aliases.filter((alias) => alias.some(isTheirs))
  const rows = await database.records.where('kind').equals('person').toArray()
  const bodies = await openRecords(seals, rows)
  const states = new Map(bodies.map(({ state }) => [state.id, state]))
  const whole = onePeople(kinOf(told), [...states.keys()], (id) => states.get(id))
  const views = await Promise.all(whole.map(({ id }) => phone.local.store.person(id)))
  const shown = views.flatMap((view, i) =>
    view && whole[i] && view.person.id === whole[i].id ? [{ ...whole[i], view }] : [],
  )
  if (shown.length < whole.length)
    world.oracle.find('disagreement', `${phone.name} opens somebody as another`)
  const named = shown.filter(
    ({ view: { person } }) => !isVoided(person) && person.fields.name?.heads[0]?.value,
  )
  const listed = await phone.local.store.directory()
  const textOf = (ids: readonly string[]) => [...ids].sort().join()
  const expected = named.map(({ id, alsoAs }) => textOf([id, ...alsoAs.map((other) => other.id)]))
  const found = listed.map(({ id, alsoAs = [] }) => textOf([id, ...alsoAs.map((other) => other.id)]))
  if (textOf(found) !== textOf(expected))
    world.oracle.find('disagreement', `${phone.name} lists ${textOf(found)} instead of ${textOf(expected)}`)
  await checkCounts(world, phone, shown)
}

/** The tallies as they were kept, change by change, are those of everybody's visits as shown now. */
async function checkCounts(
  { oracle }: World,
  phone: SimulatedPhone,
  shown: readonly {
    readonly view: NonNullable<Awaited<ReturnType<SimulatedPhone['local']['store']['person']>>>
  }[],
): Promise<void> {
  const counts = new Map<string, number>()
  for (const { view } of shown)
    for (const [, month, card, cell] of contributionsOf('', view.visits).values()) {
      const key = `${month} ${card} ${cell}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  const kept = new Map<string, number>()
  const months = await phone.local.planner.database.tallies.toArray()
  for (const month of new Set(months.map((row) => row.month)))
    for (const [card, cells] of Object.entries(await phone.local.store.tally(month)))
      for (const [cell, count] of Object.entries(cells)) kept.set(`${month} ${card} ${cell}`, count)
  const textOf = (some: ReadonlyMap<string, number>) =>
    JSON.stringify([...some].sort(([a], [b]) => (a < b ? -1 : 1)))
  if (textOf(kept) !== textOf(counts))
    oracle.find('disagreement', `${phone.name} counts ${textOf(kept)} instead of ${textOf(counts)}`)
}
