import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { enrol } from '#device/enrolment/enrol.ts'
import { newId } from '#device/platform/ids.ts'
import type { LocalStore, StoreOptions } from '#device/store/create-store.ts'
import { createSuratDoor } from '#device/surat/surat-door.ts'
import type { SuratWritten } from '#device/surat/write-surat-jalan.ts'
import { runSync } from '#device/sync/engine.ts'
import { createIntake } from '#device/sync/intake.ts'
import type { Transport } from '#device/sync/send.ts'
import { type SuratTaken, suratTakenSchema } from '#protocol/messages/surat.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { openKeyRing } from '#server/surat/key-ring.ts'
import type { TestServer } from '#tests/databases.ts'
import { openDesk } from '#tests/desk.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { createPhone, type Phone } from '#tests/fakes/device.ts'

/** The time at which the bench's keys were made, ms: their number is 1000. */
const keysMadeAt = 1_000_000

/** The real puskesmas with keys, and real phones that reach it by file, and by network where they are let. */
export async function openSuratBench(server: TestServer) {
  const folder = mkdtempSync(join(tmpdir(), 'teratai-keys-'))
  const desk = await openDesk(server, await openKeyRing(folder, keysMadeAt))
  const opened: LocalStore[] = []

  const network: Transport = async (url, { method, headers, body }) => {
    const response = await desk.app.inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url,
      headers: Object.fromEntries(new Headers(headers)),
      payload: typeof body === 'string' ? body : Buffer.from(body as Uint8Array),
    })
    return new Response(response.body, { status: response.statusCode })
  }

  /** A phone that is enrolled, and has not spoken with the puskesmas otherwise; `again`: the same, enrolled anew. */
  async function kaderPhone(
    again?: { phone: Phone; local: LocalStore },
    accountId: string = desk.people.kader,
    seals?: StoreOptions['seals'],
  ) {
    const phone = again?.phone ?? createPhone()
    phone.clock.set(desk.clock.now)
    const local = again?.local ?? phone.open(seals && { seals })
    if (!again) opened.push(local)
    const { body } = await desk.ask('POST', '/api/v1/enrolment-codes', {
      as: 'admin',
      body: { accountId },
    })
    const enrolled = await enrol({ local, transport: network, appVersion: 'test' }, body.code)
    if (!enrolled.ok) throw new Error(enrolled.code)
    const door = createSuratDoor(local, 'test')
    return {
      phone,
      local,
      door,
      write: async (): Promise<SuratWritten> => {
        const written = await door.write()
        if (!written.ok) throw new Error(written.code)
        return written.surat
      },
      save: async (name: string, id: string = newId()) => {
        await local.store.save([{ kind: 'person', id, set: { name, posyanduId: desk.people.first } }])
        return id
      },
      sync: (transport: Transport) =>
        runSync({
          database: local.planner.database,
          queueSeal: local.planner.seals.queue,
          clock: phone.clock,
          transport,
          appVersion: 'test',
          intake: createIntake(local),
        }),
      device: async () => (await local.store.enrolment())?.deviceId ?? '',
    }
  }

  const give = (file: string | Uint8Array, as: 'nakes' | 'admin' | 'dinkes' | undefined = 'nakes') =>
    desk.ask('POST', '/api/v1/surat', {
      as,
      body: typeof file === 'string' ? file : Buffer.from(file),
      headers: { 'content-type': 'application/octet-stream' },
    })

  return {
    desk,
    folder,
    network,
    kaderPhone,
    /** Hands a file in at the desk, whatever comes of it. */
    give,
    takeIn: async ({ text }: SuratWritten): Promise<SuratTaken> => {
      const { status, body } = await give(text)
      if (status !== 200) throw new Error(JSON.stringify(body))
      return suratTakenSchema.parse(body)
    },
    /** What of a device stands in the tables that a push writes to. */
    keptOf: (deviceId: string) =>
      asOwner(desk.ownerUrl, async (queries) => ({
        batches: (
          await queries.query<{ first: number; last: number; envelope: Buffer; receipt: string }>(
            `select first_number as first, last_number as last, accepted, envelope, receipt from batch
             where device_id = $1 order by 1`,
            [deviceId],
          )
        ).map((row) => ({ ...row, envelope: testVault.open(row.envelope, deviceId) })),
        held: await queries.query('select number, code from mutation where device_id = $1 order by 1', [
          deviceId,
        ]),
        records: await queries.query('select count(*)::integer as count from record'),
      })),
    closePhones() {
      for (const local of opened.splice(0)) local.close()
    },
    async close() {
      await desk.close()
      rmSync(folder, { recursive: true })
    },
  }
}
