import { createIntake } from '#device/sync/intake.ts'
import { type Engine, runSync } from '#device/sync/engine.ts'
import type { Transport } from '#device/sync/send.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { newId } from '#device/platform/ids.ts'
import { inflateRawSync } from 'node:zlib'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import { decodeBatch } from '#protocol/batch/codec.ts'
import { openEnvelope } from '#protocol/batch/envelope.ts'
import {
  createPhone,
  deviceIdOf,
  enrolDirectly,
  otherPosyanduId,
  type Phone,
  testPosyanduId,
} from './device.ts'
import { createFakePuskesmas, type FakeOptions, type FakePuskesmas } from './puskesmas.ts'

const opened: LocalStore[] = []

/** Closes every store that `setUp` opened; for `afterEach`. */
export function closeAll(): void {
  for (const local of opened.splice(0)) local.close()
}

/** A phone with an enrolled store, a puskesmas and an engine between them. */
export type Setup = {
  readonly phone: Phone
  readonly local: LocalStore
  readonly server: FakePuskesmas
  readonly sync: (transport?: Transport, more?: Partial<Engine>) => ReturnType<typeof runSync>
  readonly save: (count: number) => Promise<string[]>
}

export async function setUp(
  options: Partial<FakeOptions> = {},
  server?: FakePuskesmas,
  n = 1,
): Promise<Setup> {
  const phone = createPhone()
  const local = phone.open()
  opened.push(local)
  const made =
    server ??
    createFakePuskesmas({ now: phone.clock.now, scope: [testPosyanduId, otherPosyanduId], ...options })
  made.register(deviceIdOf(n), await enrolDirectly(local, deviceIdOf(n)))
  const engine: Engine = {
    database: local.planner.database,
    queueSeal: local.planner.seals.queue,
    clock: phone.clock,
    transport: made.fetch,
    appVersion: 'test',
    intake: createIntake(local),
  }
  return {
    phone,
    local,
    server: made,
    sync: (transport, more) => runSync({ ...engine, ...more, ...(transport && { transport }) }),
    async save(count) {
      const ids = Array.from({ length: count }, () => newId())
      for (const id of ids) await local.store.save([person(id)])
      return ids
    },
  }
}

/** A new person in the test posyandu. */
export const person = (id: string, more = {}) => ({
  kind: 'person' as const,
  id,
  set: { name: `Anak ${id}`, posyanduId: testPosyanduId, ...more },
})

const envelopeIn = async (request: RequestInit) => {
  const bytes = new Uint8Array(await new Response(request.body).arrayBuffer())
  return openEnvelope(bytes, (utf8) => new TextDecoder().decode(utf8))
}

/** The mutation numbers within a request. */
export const numbersIn = async (request: RequestInit): Promise<number[]> =>
  ((await envelopeIn(request))?.header.numbers ?? []).flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i),
  )

/** What the batch within a request tells besides its mutations. */
export async function headerIn(request: RequestInit): Promise<BatchHeader | undefined> {
  const envelope = await envelopeIn(request)
  if (!envelope) return undefined
  const { header, payload } = envelope
  const text = header.encoding === 'deflate-raw' ? inflateRawSync(payload) : payload
  return decodeBatch(new TextDecoder().decode(text))?.header
}
