import { enrol } from '#device/enrolment/enrol.ts'
import { createStore, type LocalStore, type StoreOptions } from '#device/store/create-store.ts'
import type { ChangesPage } from '#protocol/messages/sync.ts'
import { runSync } from '#device/sync/engine.ts'
import { createIntake } from '#device/sync/intake.ts'
import type { Transport } from '#device/sync/send.ts'

const appVersion = 'bench'
const transport: Transport = (path, request) => fetch(path, request)

/** The phone's real store and engine, without screens. */
export type KaderPhone = {
  readonly local: LocalStore
  enrol(code: string): Promise<void>
  /** Sends all that waits and pulls all that is new; `onPage` is told after each page that has been taken in. */
  readonly sync: (onPage?: (page: ChangesPage) => Promise<void>) => Promise<void>
  /** Sends all that waits as it lies, as the worker does while the app is locked. */
  readonly sendLocked: () => Promise<void>
}

export function createKaderPhone(options: StoreOptions = {}): KaderPhone {
  const local = createStore(options)
  return {
    local,
    async enrol(code) {
      const result = await enrol({ local, transport, appVersion }, code)
      if (!result.ok) throw new Error(result.code)
    },
    async sync(onPage) {
      const intake = createIntake(local)
      const outcome = await runSync({
        database: local.planner.database,
        queueSeal: local.planner.seals.queue,
        clock: local.clock,
        transport,
        appVersion,
        intake: {
          ...intake,
          async apply(page, deviceId) {
            await intake.apply(page, deviceId)
            await onPage?.(page)
          },
        },
      })
      if (!outcome.ok) throw new Error(outcome.failure.code)
    },
    async sendLocked() {
      const { database } = local.planner
      const outcome = await runSync({
        database,
        queueSeal: undefined,
        clock: local.clock,
        transport,
        appVersion,
      })
      if (!outcome.ok) throw new Error(outcome.failure.code)
    },
  }
}
