import { makeSigningKeys, publicKeyText } from '#device/platform/signing.ts'
import type { Sender } from '#device/store/outbox.ts'
import { pack } from '#device/sync/pack.ts'
import { type EnrolAnswer, enrolAnswerSchema } from '#protocol/messages/enrol.ts'
import { type SyncAnswer, syncAnswerSchema } from '#protocol/messages/sync.ts'
import type { Mutation } from '#protocol/mutation.ts'

export type Change = Pick<Mutation, 'kind' | 'id' | 'set'>

/** A phone without screens or store: it numbers, packs and signs as a phone does, and posts to the server. */
export type NodePhone = {
  readonly enrolment: EnrolAnswer
  /** Numbers the changes and packs them as one signed batch. */
  packBatch(changes: readonly Change[]): Promise<{ bytes: Uint8Array<ArrayBuffer>; mutations: Mutation[] }>
  /** Posts one batch; throws unless every mutation in it has a receipt as accepted. */
  post(bytes: Uint8Array<ArrayBuffer>, count: number): Promise<void>
}

export async function enrolNodePhone(address: string, code: string): Promise<NodePhone> {
  const keys = await makeSigningKeys()
  const asked = { code, publicKey: await publicKeyText(keys), appVersion: 'bench' }
  const response = await fetch(`${address}/api/v1/enrol`, {
    method: 'POST',
    body: JSON.stringify(asked),
    headers: { 'content-type': 'application/json' },
  })
  if (!response.ok) throw new Error(`enrol: ${response.status} ${await response.text()}`)
  const enrolment = enrolAnswerSchema.parse(await response.json())
  const { deviceId, puskesmas, person } = enrolment
  const sender: Sender = {
    deviceId,
    puskesmasId: puskesmas.id,
    personId: person.id,
    keys,
    current: true,
    asks: false,
  }
  let last = 0
  return {
    enrolment,
    async packBatch(changes) {
      const time = Date.now()
      const mutations = changes.map((change): Mutation => ({ ...change, number: ++last, time }))
      const note = { baseTime: time, appVersion: 'bench', waiting: mutations.length, held: 0 }
      return { bytes: await pack(sender, mutations, note), mutations }
    },
    async post(bytes, count) {
      const answer = await postBatch(address, bytes)
      const accepted = answer.receipts
        .filter(({ outcome }) => outcome === 'accepted')
        .reduce((sum, { from, to }) => sum + to - from + 1, 0)
      if (accepted !== count) throw new Error(`of ${count} mutations ${accepted} were accepted`)
    },
  }
}

/** Posts a batch as it is. Throws unless the puskesmas took it in and answered for it. */
export async function postBatch(address: string, bytes: Uint8Array<ArrayBuffer>): Promise<SyncAnswer> {
  const response = await fetch(`${address}/api/v1/sync`, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/vnd.teratai.batch' },
  })
  if (!response.ok) throw new Error(`sync: ${response.status} ${await response.text()}`)
  return syncAnswerSchema.parse(await response.json())
}
