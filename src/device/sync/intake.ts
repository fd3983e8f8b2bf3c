import type { LocalStore } from '#device/store/create-store.ts'
import { applyPage, catchUp } from '#device/store/intake.ts'
import { tidy } from '#device/store/keeping.ts'
import { leaveOthers } from '#device/store/leaving.ts'
import type { Intake } from './engine.ts'

/** The open page's half of a sync: everything that needs the phone's own data. */
export function createIntake(local: LocalStore): Intake {
  const { database, seals } = local.planner
  return {
    pullToken: (deviceId) =>
      database.run(async () => {
        const row = await database.devices.where('deviceId').equals(deviceId).first()
        return row?.body && (await seals.data.open(row.body)).pullToken
      }),
    async apply(page, deviceId) {
      await applyPage(local, page, deviceId)
      if (page.changes.posyandu) await leaveOthers(local)
    },
    // Of a phone that was enrolled by an edition without papers, and forgotten: few ever need it.
    vouchFor: async (sender) => (await import('./vouch.ts')).vouchFor(local, sender),
    async finish(deviceId, serverTime) {
      await leaveOthers(local)
      await catchUp(local)
      await tidy(local, deviceId, serverTime)
    },
  }
}
