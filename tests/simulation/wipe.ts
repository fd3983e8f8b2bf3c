import { eraseReadable } from '#device/sealing/erase-readable.ts'
import type { StoreOptions } from '#device/store/create-store.ts'
import { makeDataKey } from '#tests/builders/sealed-phone.ts'
import type { Action } from './actions.ts'
import { type DiskFate, DiskSession } from './disk.ts'
import type { SimulatedPhone } from './phone.ts'
import type { World } from './world.ts'

/** Write points of a wipe of a small phone. */
const pointsOfWipe = 12

/** What only phones that lie sealed go through. */
export const wipeActions: readonly Action[] = [
  {
    // Ten wrong PINs: what the data key opened is gone, and the queue is the puskesmas's alone (sync-spec SL6).
    name: 'wipe',
    weight: 6,
    async happen(world, phone) {
      if (!phone.hasPin) return
      world.fault('phoneWiped')
      const { dice } = world
      const after = 1 + dice.below(pointsOfWipe)
      const fate = dice.percent(30) ? { kind: dice.pick(['dies', 'full'] as const), after } : undefined
      await wipe(world, phone, fate)
    },
  },
]

/** Wipes a phone, and looks whether it kept the queue and nothing else. Says whether it was not cut off. */
export async function wipe(world: World, phone: SimulatedPhone, fate?: DiskFate): Promise<boolean> {
  world.oracle.wiped(phone)
  const isWhole = await phone.wipe(await makeDataKey(), fate)
  await world.oracle.lookAt(phone)
  await checkErased(world, phone)
  return isWhole
}

/** What nobody can do at a phone that was wiped and not enrolled since: its screens ask for a code. */
const needEnrolment: ReadonlySet<string> = new Set([
  'save',
  'openForm',
  'rush',
  'saveWhileSyncing',
  'twoTabs',
  'phoneDiesSaving',
  'diskFull',
  'askHistory',
  'ageOut',
  'mend',
  'suratWritten',
  'wipe',
])

/** What happens at such a phone instead: the locked app goes on sending, or somebody unlocks or enrols it. */
const atWiped = [
  ['workerSync', 4],
  ['sync', 2],
  ['enrolAgain', 3],
] as const

/** What becomes of an action at this phone. */
export async function atPhone(
  { dice }: World,
  phone: SimulatedPhone,
  action: Action,
  actions: readonly Action[],
): Promise<Action> {
  if (!needEnrolment.has(action.name) || !(await phone.isWiped())) return action
  const instead = dice.weighed(atWiped)
  return actions.find(({ name }) => name === instead) ?? action
}

/**
 * Erases as the vault does after the tenth wrong PIN; what is cut off is done again at the next start. Says whether it
 * was not.
 */
export async function eraseDisk(
  disk: IDBFactory,
  options: Omit<StoreOptions, 'indexedDB'>,
  fate?: DiskFate,
): Promise<boolean> {
  const session = new DiskSession(disk)
  session.plan(fate)
  const erased = eraseReadable({ ...options, indexedDB: session.indexedDB }).then(
    () => true,
    (error: unknown) => {
      if (!fate) throw error
      return false
    },
  )
  const isWhole = await Promise.race([erased, session.ended.then(() => false)])
  session.kill()
  if (!isWhole) await eraseDisk(disk, options)
  return isWhole
}

async function checkErased({ oracle }: World, phone: SimulatedPhone): Promise<void> {
  const { database, seals } = phone.local.planner
  const { records, directory, tallies, drafts, stale, devices, outbox } = database
  const left = await Promise.all([records, directory, tallies, drafts, stale].map((table) => table.count()))
  const secrets = (await devices.toArray()).filter(({ body }) => body !== undefined)
  const bodies = (await outbox.toArray()).map(({ body }) => body)
  const read = (await Promise.all(bodies.map((body) => seals.queue.opens(body)))).filter(Boolean)
  const counts = [...left, secrets.length, read.length]
  if (counts.some((count) => count > 0))
    oracle.find('disagreement', `${phone.name} was wiped, and can still be read: ${counts.join()}`)
}
