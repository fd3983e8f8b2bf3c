import { readMeta } from '#device/store/database.ts'
import { aliasActions } from './aliases.ts'
import { deskActions } from './desk-actions.ts'
import { sealedWhole, type SimulatedPhone } from './phone.ts'
import { suratActions } from './surat-actions.ts'
import { deliverOne } from './wire.ts'
import { day, hour, type World } from './world.ts'

/** One thing that happens. What is added here happens in every seed from then on, as often as its weight says. */
export type Action = {
  readonly name: string
  readonly weight: number
  readonly happen: (world: World, phone: SimulatedPhone) => Promise<unknown>
}

const minute = 60_000
/** Write points of a usual save, and of an exchange with a page of changes. */
const pointsOfSave = 9
const pointsOfSync = 40
/** Statements of a usual push with its pull. */
const statementsOfSync = 22
/** Restore without loss is promised for backups up to so old. */
const oldestBackup = 60 * day

const syncDuring = async (world: World, phone: SimulatedPhone) => {
  await world.sync(phone)
  phone.plan()
}

export const actions: readonly Action[] = [
  { name: 'save', weight: 26, happen: (world, phone) => world.save(phone) },
  { name: 'sync', weight: 24, happen: (world, phone) => world.sync(phone) },
  { name: 'openForm', weight: 5, happen: (world, phone) => world.openForm(phone) },
  {
    name: 'rush',
    weight: 2,
    async happen(world, phone) {
      if (world.village.people.length > 0) await world.save(phone, world.village.rush(await phone.serves()))
    },
  },
  {
    name: 'workerSync',
    weight: 4,
    happen: (world, phone) => world.sync(phone, world.wire(), 'worker'),
  },
  {
    name: 'saveWhileSyncing',
    weight: 5,
    async happen(world, phone) {
      const changes = await world.changes(phone)
      const [, saved] = await Promise.all([world.sync(phone), phone.save(changes)])
      await world.oracle.lookAt(phone)
      world.oracle.checkSaved(changes, saved.how)
    },
  },
  {
    name: 'twoTabs',
    weight: 3,
    async happen(world, phone) {
      const other = phone.secondTab()
      const [here, there] = [await world.changes(phone), await world.changes(phone)]
      const last = phone.hasPin ? await world.changes(phone) : []
      // The other is unlocked just now, and looks after the queue's keys as it begins.
      const saved = [phone.local.store.save(here), other.store.save(there)]
      await Promise.all([...saved, sealedWhole(other)])
      if (last.length > 0) await phone.local.store.save(last)
      other.close()
      await world.oracle.lookAt(phone)
      world.oracle.checkSaved([...here, ...there, ...last], 'done')
    },
  },
  {
    name: 'twoPhonesSync',
    weight: 6,
    async happen(world, phone) {
      const other = world.dice.pick(world.phones)
      await Promise.all([world.sync(phone), other === phone ? undefined : world.sync(other)])
    },
  },
  {
    name: 'phoneDiesSaving',
    weight: 5,
    async happen(world, phone) {
      world.fault('phoneDiesSaving')
      phone.plan({ kind: 'dies', after: 1 + world.dice.below(pointsOfSave) })
      await world.save(phone)
      phone.restart()
      await world.oracle.lookAt(phone)
    },
  },
  {
    name: 'phoneDiesSyncing',
    weight: 6,
    async happen(world, phone) {
      world.fault('phoneDiesSyncing')
      phone.plan({ kind: 'dies', after: 1 + world.dice.below(pointsOfSync) })
      await syncDuring(world, phone)
    },
  },
  {
    name: 'diskFull',
    weight: 4,
    async happen(world, phone) {
      world.fault('diskFull')
      phone.plan({ kind: 'full', after: 1 + world.dice.below(pointsOfSave) })
      await (world.dice.percent(50) ? world.save(phone) : world.sync(phone))
      phone.plan()
    },
  },
  {
    name: 'wipedAway',
    weight: 2,
    async happen(world, phone) {
      world.fault('phoneRestarted')
      phone.restart()
      await world.oracle.lookAt(phone)
    },
  },
  {
    name: 'clock',
    weight: 4,
    async happen(world, phone) {
      world.fault('clockChanged')
      const by = world.dice.pick([7 * minute, 5 * hour, 3 * day, 400 * day, 4_000 * day])
      phone.clockOff = world.dice.percent(25) ? 0 : by * (world.dice.percent(50) ? 1 : -1)
    },
  },
  {
    name: 'clockWhileSyncing',
    weight: 2,
    async happen(world, phone) {
      world.fault('clockChanged')
      const wire = world.wire()
      const by = world.dice.pick([-1, 1]) * world.dice.pick([hour, 30 * day, 2_000 * day])
      await world.sync(phone, async (path, request) => {
        const answer = await wire(path, request)
        phone.clockOff += by
        return answer
      })
    },
  },
  {
    name: 'upgrade',
    weight: 2,
    async happen(world, phone) {
      if (phone.editions >= 2) return
      world.fault('databaseUpgraded')
      phone.editions += 1
      phone.restart()
      if (world.dice.percent(40)) {
        phone.plan({ kind: 'dies', after: 1 + world.dice.below(3) })
        await phone.live((local) => local.store.balance())
        phone.plan()
      }
      await world.oracle.lookAt(phone)
    },
  },
  {
    name: 'ageOut',
    weight: 5,
    async happen(world, phone) {
      const after = 1 + world.dice.below(pointsOfSave)
      if (world.dice.percent(20)) phone.plan({ kind: world.dice.pick(['dies', 'full']), after })
      const ending = await phone.ageOut()
      phone.plan()
      if (ending.how === 'failed') world.expectFull(ending.error)
      await world.oracle.lookAt(phone)
    },
  },
  {
    name: 'askHistory',
    weight: 3,
    async happen(world, phone) {
      const people = await phone.peopleWithOlder()
      if (people.length === 0) return
      const after = 1 + world.dice.below(pointsOfSave)
      if (world.dice.percent(20)) phone.plan({ kind: world.dice.pick(['dies', 'full']), after })
      if (world.dice.percent(10)) world.puskesmas.plan({ kind: 'dies', after })
      const ending = await phone.askHistory(world.wire(), world.dice.pick(people))
      phone.plan()
      world.puskesmas.plan(undefined)
      if (ending.how === 'failed') world.expectFull(ending.error)
      await world.oracle.lookAt(phone)
    },
  },
  {
    name: 'timeGoesBy',
    weight: 6,
    async happen(world) {
      world.now += world.dice.pick([hour, 6 * hour, day, 2 * day, 5 * day, 20 * day]) * world.pace
    },
  },
  {
    // Nobody hears of anybody for weeks or months: what is kept for 60 days is about to go, or gone.
    name: 'monthsGoBy',
    weight: 1.5,
    async happen(world) {
      world.fault('monthsWithoutWord')
      world.now += world.dice.pick([30 * day, 59 * day, 60 * day, 61 * day, 90 * day])
    },
  },
  {
    name: 'mailArrives',
    weight: 5,
    happen: (world) => deliverOne(world.puskesmas.transport, world.mail, world.dice),
  },
  {
    name: 'serverDies',
    weight: 6,
    async happen(world, phone) {
      world.fault('serverDies')
      world.puskesmas.plan({ kind: 'dies', after: 1 + world.dice.below(statementsOfSync) })
      await world.sync(phone)
      world.puskesmas.plan(undefined)
    },
  },
  {
    name: 'databaseFails',
    weight: 4,
    async happen(world, phone) {
      world.fault('databaseFails')
      const code = world.dice.pick(['40001', '40P01', 'XX000', '53300'])
      world.puskesmas.plan({ kind: 'fails', after: 1 + world.dice.below(statementsOfSync), code })
      await Promise.all([world.sync(phone), world.sync(world.dice.pick(world.phones))])
      world.puskesmas.plan(undefined)
    },
  },
  { name: 'backUp', weight: 3, happen: (world) => world.puskesmas.backUp() },
  {
    name: 'restore',
    weight: 2,
    async happen(world) {
      const { dice, puskesmas } = world
      const isYoung = ({ at }: { at: number }) => at >= world.now - oldestBackup
      const young = puskesmas.backups.filter(isYoung)
      if (young.length === 0) return
      world.fault('serverRestored')
      const backup = dice.pick(young)
      // Often it is as old as may be.
      if (dice.percent(30)) world.now = backup.at + oldestBackup
      await puskesmas.restore(backup)
    },
  },
  {
    name: 'enrolAgain',
    weight: 1.5,
    async happen(world, phone) {
      world.fault('enrolledAgain')
      const current = () => readMeta(phone.local.planner.database, 'currentDevice')
      const before = await current()
      const posyandu = world.dice.percent(50) ? phone.posyandu : world.somePosyandu()
      const { code, kader } = await world.puskesmas.desk.newCode(posyandu)
      const wire = world.wire()
      for (let attempt = 0; attempt < 3; attempt++) {
        if (world.dice.percent(25)) phone.plan({ kind: 'dies', after: 1 + world.dice.below(6) })
        const ending = await phone.enrol(wire, code)
        phone.plan()
        if (ending.how === 'done' && ending.value.ok) break
      }
      if ((await current()) !== before) phone.kader = kader
      await world.oracle.lookAt(phone)
    },
  },
  ...deskActions,
  ...aliasActions,
  ...suratActions,
]
