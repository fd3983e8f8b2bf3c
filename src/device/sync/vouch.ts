import { writePaper } from '#protocol/write-paper.ts'
import { base64UrlOf, sign } from '#device/platform/signing.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readSenders, type Sender } from '#device/store/outbox.ts'

/**
 * A paper for an earlier enrolment on this phone that has none of the puskesmas's own, signed by the present one: the
 * puskesmas knows that, and so takes what the earlier one left, as held. `undefined` where no other is enrolled here.
 */
export async function vouchFor(local: LocalStore, earlier: Sender): Promise<string | undefined> {
  const { database } = local.planner
  const senders = await database.run(() => readSenders(database, local.clock.now()))
  const current = senders.find((sender) => sender.current && sender.puskesmasId === earlier.puskesmasId)
  const row = await database.run(() => database.devices.where('deviceId').equals(earlier.deviceId).first())
  if (!current || earlier.current || !row) return undefined
  const paper = {
    puskesmas: earlier.puskesmasId,
    device: earlier.deviceId,
    key: row.publicKey,
    person: { id: earlier.personId },
    posyandu: [...((await local.store.enrolment())?.posyandu.map(({ id }) => id) ?? [])].slice(0, 20),
    madeAt: Math.max(0, Math.round(local.clock.now())),
    by: { device: current.deviceId },
  }
  return writePaper(paper, {
    sign: async (bytes) => new Uint8Array(await sign(current.keys, bytes)).buffer,
    base64Url: base64UrlOf,
  })
}
