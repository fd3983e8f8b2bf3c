import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { v7 } from 'uuid'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import { encodeBatch } from '#protocol/batch/codec.ts'
import { bytesToSign, type EnvelopeHeader, joinEnvelope } from '#protocol/batch/envelope.ts'
import { mergeStates, type RecordState, seenBy, stateOf } from '#protocol/merge.ts'
import type { FieldValue, Mutation } from '#protocol/mutation.ts'
import type { Database } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'

export const testTime = Date.UTC(2026, 10, 10, 3, 0, 0)

/** A puskesmas with posyandu in a database: `Puskesmas Rapak Mahang` with `posyandu`. */
export type TestPuskesmas = { readonly id: string; readonly posyandu: readonly string[] }

export async function makePuskesmas(ownerUrl: string, posyanduCount = 2): Promise<TestPuskesmas> {
  const id = v7()
  const posyandu = Array.from({ length: posyanduCount }, () => v7())
  await asOwner(ownerUrl, async (q) => {
    await q.query('insert into puskesmas (puskesmas_id, name, demo) values ($1, $2, false)', [
      id,
      'Puskesmas Rapak Mahang',
    ])
    for (const [i, posyanduId] of posyandu.entries()) {
      await q.query('insert into posyandu (puskesmas_id, posyandu_id, name) values ($1, $2, $3)', [
        id,
        posyanduId,
        `Teratai ${i + 1}`,
      ])
      await q.query('insert into posyandu_stream (puskesmas_id, posyandu_id) values ($1, $2)', [
        id,
        posyanduId,
      ])
    }
  })
  return { id, posyandu }
}

/** A phone as the server meets it: a real key, running numbers, what it holds merged as a phone merges it. */
export class TestPhone {
  readonly deviceId = v7()
  readonly personId = v7()
  readonly pullToken = `token-of-${this.deviceId}`
  readonly #puskesmasId: string
  readonly #keys: CryptoKeyPair
  readonly held = new Map<string, RecordState>()
  lastNumber = 0

  private constructor(puskesmasId: string, keys: CryptoKeyPair) {
    this.#puskesmasId = puskesmasId
    this.#keys = keys
  }

  static async enrol(
    database: Database,
    puskesmasId: string,
    posyandu: readonly string[],
  ): Promise<TestPhone> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
    const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
    const phone = new TestPhone(puskesmasId, keys)
    const publicKey = Buffer.from(await crypto.subtle.exportKey('raw', keys.publicKey)).toString('base64url')
    await database.withScope({ puskesmasId, posyandu: 'none' }, async (q) => {
      await q.query(
        `insert into account (puskesmas_id, account_id, display_name, role) values ($1, $2, 'Bu Ani', 'kader')`,
        [puskesmasId, phone.personId],
      )
      await q.query(
        `insert into device (puskesmas_id, device_id, account_id, role, public_key, pull_token_hash, enrolled_at,
           app_version) values ($1, $2, $3, 'kader', $4, $5, now(), '1')`,
        [
          puskesmasId,
          phone.deviceId,
          phone.personId,
          publicKey,
          createHash('sha256').update(phone.pullToken).digest(),
        ],
      )
      for (const id of posyandu)
        await q.query(
          'insert into device_posyandu (puskesmas_id, device_id, posyandu_id) values ($1, $2, $3)',
          [puskesmasId, phone.deviceId, id],
        )
    })
    return phone
  }

  /** Mints a mutation as the store of a phone does. */
  write(kind: string, id: string, set: Readonly<Record<string, FieldValue>>, mends?: number): Mutation {
    const before = this.held.get(id)
    const seen = seenBy(before, Object.keys(set))
    this.lastNumber += 1
    const mutation: Mutation = {
      number: this.lastNumber,
      kind,
      id,
      time: testTime + this.lastNumber,
      set,
      ...(seen && { seen }),
      ...(mends !== undefined && { mends }),
    }
    const brought = stateOf(mutation, this.deviceId)
    this.held.set(id, before ? mergeStates(before, brought) : brought)
    return mutation
  }

  header(more: Partial<BatchHeader> = {}): BatchHeader {
    return {
      protocol: 1,
      puskesmasId: this.#puskesmasId,
      deviceId: this.deviceId,
      personId: this.personId,
      baseTime: testTime,
      appVersion: '1.0.0',
      waiting: 0,
      held: 0,
      ...more,
    }
  }

  /** The bytes of a batch as they go over the wire. */
  pack(mutations: readonly Mutation[], more: Partial<BatchHeader> = {}): Promise<Uint8Array> {
    const text = encodeBatch({ ...this.header(more), mutations })
    return this.seal(deflateRawSync(text), { numbers: mutations.map((m) => [m.number, m.number]) })
  }

  /** Signs any payload under any envelope header. */
  async seal(payload: Uint8Array, more: Partial<EnvelopeHeader> = {}): Promise<Uint8Array> {
    const header: EnvelopeHeader = {
      protocol: 1,
      puskesmas: this.#puskesmasId,
      device: this.deviceId,
      numbers: [],
      encoding: 'deflate-raw',
      ...more,
    }
    const head = new TextEncoder().encode(JSON.stringify(header))
    const how = { name: 'ECDSA', hash: 'SHA-256' } as const
    const signed = Buffer.from(bytesToSign(head, payload))
    return joinEnvelope(
      head,
      new Uint8Array(await crypto.subtle.sign(how, this.#keys.privateKey, signed)),
      payload,
    )
  }
}
