import { openRecords } from '#device/store/record-body.ts'
import { enrol } from '#device/enrolment/enrol.ts'
import { newId } from '#device/platform/ids.ts'
import { createSuratDoor } from '#device/surat/surat-door.ts'
import { runSync } from '#device/sync/engine.ts'
import { createIntake } from '#device/sync/intake.ts'
import type { Transport } from '#device/sync/send.ts'
import { shownFields } from '#protocol/merge.ts'
import { createPhone } from '../fakes/device.ts'
import type { ServerProcess } from '../server-process.ts'

const transportTo =
  (server: ServerProcess): Transport =>
  (path, request) =>
    fetch(new URL(path, server.url), request)

/** A phone with the real store, enrolled at a server process by one of its codes; it speaks with whichever it is given. */
export async function networkPhone(server: ServerProcess, code: string) {
  const { open, clock } = createPhone()
  clock.set(Date.now())
  const local = open()
  const enrolled = await enrol({ local, transport: transportTo(server), appVersion: 'test' }, code)
  if (!enrolled.ok) throw new Error(`not enrolled: ${enrolled.code}`)
  const posyanduId = (await local.store.enrolment())?.posyandu[0]?.id ?? ''
  const door = createSuratDoor(local, 'test')
  return {
    store: local.store,
    save: async (...names: readonly string[]) => {
      for (const name of names)
        await local.store.save([{ kind: 'person', id: newId(), set: { name, posyanduId, sex: 'female' } }])
    },
    /** Exchanges until the engine has nothing more to do. */
    sync: (to: ServerProcess) =>
      runSync({
        database: local.planner.database,
        queueSeal: local.planner.seals.queue,
        clock,
        transport: transportTo(to),
        appVersion: 'test',
        intake: createIntake(local),
      }),
    /** Who is on the phone, by name. */
    names: async () => {
      const { database, seals } = local.planner
      const opened = await openRecords(seals, await database.records.toArray())
      const names = opened.map(({ state }) => shownFields(state).name)
      return names.filter((name) => typeof name === 'string').sort((a, b) => (a < b ? -1 : 1))
    },
    /** The text of a surat jalan of all that waits. */
    suratJalan: async () => {
      const written = await door.write()
      if (!written.ok) throw new Error(written.code)
      return written.surat.text
    },
    takeBalasan: (text: string) => door.take(text),
    close: () => local.close(),
  }
}
