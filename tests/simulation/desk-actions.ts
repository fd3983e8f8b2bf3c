import { readMeta } from '#device/store/database.ts'
import type { Action } from './actions.ts'

/** What people at the puskesmas and kader do about each other: decide, mend, change posyandu, revoke. */
export const deskActions: readonly Action[] = [
  {
    name: 'nakesDecides',
    weight: 5,
    async happen(world) {
      const { desk } = world.puskesmas
      const items = await desk.held()
      if (items.length === 0) return
      const item = world.dice.pick(items)
      world.puskesmas.isTouched = true
      if (world.dice.percent(40)) {
        world.fault('heldClosed')
        await desk.close(item, world.dice)
      } else {
        world.fault('heldAccepted')
        await desk.accept(item, world.somePosyandu())
      }
    },
  },
  {
    name: 'mend',
    weight: 4,
    async happen(world, phone) {
      const { database } = phone.local.planner
      const deviceId = await readMeta(database, 'currentDevice')
      const rows = await database.outbox.toArray()
      const held = rows.filter((row) => row.state === 'held' && row.deviceId === deviceId)
      const serves = await phone.serves()
      if (held.length === 0 || serves.length === 0) return
      world.fault('heldMended')
      await world.save(phone, [world.village.mend(world.dice.pick(held), serves)])
    },
  },
  {
    name: 'posyanduChanged',
    weight: 4,
    async happen(world, phone) {
      world.fault('posyanduChanged')
      await world.puskesmas.desk.assign(phone.kader, world.somePosyandu())
    },
  },
  { name: 'admit', weight: 3, happen: (world) => world.admitSome(1) },
  {
    name: 'revoke',
    weight: 0.7,
    async happen(world, phone) {
      const deviceId = await readMeta(phone.local.planner.database, 'currentDevice')
      if (deviceId === undefined) return
      world.fault('phoneRevoked')
      world.puskesmas.isTouched = true
      await world.puskesmas.desk.revoke(deviceId)
    },
  },
]
