import { inflateRawSync } from 'node:zlib'
import { decodeBatch } from '#protocol/batch/codec.ts'
import { type Envelope, openEnvelope } from '#protocol/batch/envelope.ts'
import type { BatchHeader } from '#protocol/batch/batch.ts'
import { canonicalJson } from '#protocol/canonical-json.ts'
import { mergeStates, type RecordState, stateOf } from '#protocol/merge.ts'
import { toColumns } from '#protocol/messages/columns.ts'
import type { Changes, Held, Receipt, SyncAnswer } from '#protocol/messages/sync.ts'
import { type FieldValue, type Mutation, mutationSchema } from '#protocol/mutation.ts'

/**
 * A small puskesmas in memory, for tests of the phone: real envelope, codec and merge, and the rules of
 * docs/sync-spec.md on receipts, holding and pulling. The real server core is tested against the same phones in
 * `tests/simulation/*.db.test.ts`.
 */
export type FakePuskesmas = {
  readonly register: (deviceId: string, publicKey: string) => void
  /** Like `fetch` on `/api/v1/sync`. */
  readonly fetch: (path: string, request: RequestInit) => Promise<Response>
  readonly states: () => ReadonlyMap<string, RecordState>
  /** How often a mutation was merged: never more than once. */
  readonly timesApplied: () => ReadonlyMap<string, number>
  /** Numbers of a device that it holds, accepted or held. */
  readonly numbersOf: (deviceId: string) => readonly number[]
  readonly snapshot: () => unknown
  /** Comes back from a backup. */
  readonly restore: (snapshot: unknown) => void
  readonly revoke: (deviceId: string) => void
  readonly settings: (settings: Record<string, string | number | boolean>) => void
}

export type FakeOptions = {
  readonly now: () => number
  readonly scope: readonly string[]
  /** Holds a mutation with the code it gives. */
  readonly holdWhen?: (mutation: Mutation) => string | undefined
}

type Taken = {
  content: string
  outcome: 'accepted' | 'held'
  code: string
  field?: string
  receivedAt: number
}
type Entry = { seq: number; id: string; posyanduId: string; left: boolean }
type World = {
  generation: number
  seq: number
  taken: Map<string, Taken>
  states: Map<string, RecordState>
  entries: Map<string, Entry>
  applied: Map<string, number>
  settings: { version: number; value: Record<string, string | number | boolean> }
}

const keyOf = (deviceId: string, number: number) => `${deviceId}:${number}`

export function createFakePuskesmas(options: FakeOptions): FakePuskesmas {
  const keys = new Map<string, string>()
  const revoked = new Set<string>()
  let world: World = {
    generation: 1,
    seq: 0,
    taken: new Map(),
    states: new Map(),
    entries: new Map(),
    applied: new Map(),
    settings: { version: 0, value: {} },
  }
  let generations = 1

  const posyanduOf = (state: RecordState): string | undefined => {
    const own = state.fields.posyanduId?.heads[0]?.value
    if (typeof own === 'string') return own
    const personId = state.fields.personId?.heads[0]?.value
    const person = typeof personId === 'string' ? world.states.get(personId) : undefined
    return person && posyanduOf(person)
  }
  const publish = (id: string, posyanduId: string, left: boolean) => {
    world.seq += 1
    world.entries.set(`${id}:${posyanduId}`, { seq: world.seq, id, posyanduId, left })
  }
  const followers = (id: string) =>
    [...world.states.values()].filter((state) => state.fields.personId?.heads[0]?.value === id)
  const place = (state: RecordState) => {
    const posyanduId = posyanduOf(state)
    if (!posyanduId) return
    const elsewhere = [...world.entries.values()].filter(
      (entry) => entry.id === state.id && !entry.left && entry.posyanduId !== posyanduId,
    )
    for (const entry of elsewhere) publish(state.id, entry.posyanduId, true)
    publish(state.id, posyanduId, false)
    if (state.kind !== 'person') return
    // What stands there already is not handed out anew.
    for (const follower of followers(state.id))
      if (world.entries.get(`${follower.id}:${posyanduId}`)?.left !== false) place(follower)
  }
  const merge = (mutation: Mutation, deviceId: string) => {
    const before = world.states.get(mutation.id)
    const brought = stateOf(mutation, deviceId)
    const after = before ? mergeStates(before, brought) : brought
    world.states.set(mutation.id, after)
    const key = keyOf(deviceId, mutation.number)
    world.applied.set(key, (world.applied.get(key) ?? 0) + 1)
    place(after)
  }

  const take = (deviceId: string, number: number, entry: unknown): { receipt: Receipt } | { held: Held } => {
    const key = keyOf(deviceId, number)
    const content = canonicalJson(entry as FieldValue)
    const known = world.taken.get(key)
    if (known && known.content !== content)
      return { held: { number, code: 'numberReused', receivedAt: known.receivedAt } }
    if (known?.outcome === 'accepted') {
      const { code, receivedAt } = known
      return { receipt: { from: number, to: number, outcome: 'duplicate', code, receivedAt } }
    }
    const receivedAt = known?.receivedAt ?? options.now()
    const parsed = mutationSchema.safeParse(entry)
    const hold = revoked.has(deviceId)
      ? 'deviceRevoked'
      : parsed.success
        ? options.holdWhen?.(parsed.data as Mutation)
        : 'unreadable'
    if (hold || !parsed.success) {
      world.taken.set(key, { content, outcome: 'held', code: hold ?? 'unreadable', receivedAt })
      return { held: { number, code: hold ?? 'unreadable', receivedAt } }
    }
    merge(parsed.data as Mutation, deviceId)
    world.taken.set(key, { content, outcome: 'accepted', code: `PU-${number}`, receivedAt })
    return { receipt: { from: number, to: number, outcome: 'accepted', code: `PU-${number}`, receivedAt } }
  }

  const numbersOf = (deviceId: string) =>
    [...world.taken.keys()].filter((key) => key.startsWith(deviceId)).map((key) => Number(key.split(':')[1]))

  const have = (deviceId: string) => {
    let number = 0
    while (world.taken.has(keyOf(deviceId, number + 1))) number += 1
    return number
  }

  const pull = (asked: NonNullable<BatchHeader['pull']>): Pick<SyncAnswer, 'changes' | 'cursor' | 'more'> => {
    const [generation, seq, settings] = (asked.cursor ?? '0.0.-1').split('.').map(Number)
    const same = generation === world.generation
    const from = same ? (seq ?? 0) : 0
    const due = [...world.entries.values()]
      .filter((entry) => entry.seq > from && options.scope.includes(entry.posyanduId))
      .sort((a, b) => a.seq - b.seq)
    const page = due.slice(0, asked.limit)
    const last = page.at(-1)?.seq ?? from
    const changes: Changes = {
      records: page.flatMap((entry) => {
        const state = world.states.get(entry.id)
        return entry.left || !state
          ? []
          : [{ ...structuredClone(state), posyanduId: entry.posyanduId } as Changes['records'][number]]
      }),
      left: page.filter((entry) => entry.left).map(({ id, posyanduId }) => ({ id, posyanduId })),
      remaining: due.length - page.length,
      ...((!same || settings !== world.settings.version) &&
        world.settings.version > 0 && { settings: world.settings.value }),
    }
    const cursor = `${world.generation}.${last}.${world.settings.version}`
    return { changes, cursor, more: due.length > page.length }
  }

  /** All visits and notes of a person, whatever their age. */
  const historyOf = ({ personId }: NonNullable<BatchHeader['history']>): SyncAnswer['history'] => {
    const person = world.states.get(personId)
    const posyanduId = person && posyanduOf(person)
    if (posyanduId === undefined || !options.scope.includes(posyanduId))
      return { personId, known: false, columns: toColumns([]) }
    const records = followers(personId)
      .filter(({ kind }) => kind === 'visit' || kind === 'note')
      .map((state) => ({ ...structuredClone(state), posyanduId }) as Changes['records'][number])
    return { personId, known: true, columns: toColumns(records) }
  }

  const answer = async (request: RequestInit): Promise<Response> => {
    const bytes = new Uint8Array(await new Response(request.body).arrayBuffer())
    const envelope = openEnvelope(bytes, (utf8) => new TextDecoder().decode(utf8))
    if (!envelope) return refuse(400, 'notABatch')
    const { device: deviceId } = envelope.header
    const publicKey = keys.get(deviceId)
    if (!publicKey) return refuse(401, 'unknownDevice')
    if (!(await isSigned(envelope, publicKey))) return refuse(401, 'badSignature')
    const payload = envelope.header.encoding === 'none' ? envelope.payload : inflateRawSync(envelope.payload)
    const batch = decodeBatch(new TextDecoder().decode(payload))
    if (!batch) return refuse(400, 'malformedEnvelope')
    const outcomes = batch.arrived.map(({ number, entry }) => take(deviceId, number, entry))
    const token = new Headers(request.headers).get('authorization')
    const mayPull = token === `Bearer token-${deviceId}` && !revoked.has(deviceId)
    const body: SyncAnswer = {
      serverTime: options.now(),
      have: have(deviceId),
      beyond: numbersOf(deviceId)
        .filter((number) => number > have(deviceId))
        .map((number) => [number, number]),
      receipts: outcomes.flatMap((one) => ('receipt' in one ? [one.receipt] : [])),
      held: outcomes.flatMap((one) => ('held' in one ? [one.held] : [])),
      device: revoked.has(deviceId) ? 'revoked' : 'active',
      ...(mayPull && batch.header.pull && pull(batch.header.pull)),
      ...(mayPull && batch.header.history && { history: historyOf(batch.header.history) }),
    }
    return Response.json(body)
  }

  return {
    register: (deviceId, publicKey) => keys.set(deviceId, publicKey),
    fetch: (path, request) =>
      path === '/api/v1/sync' ? answer(request) : Promise.resolve(refuse(404, 'unknownRoute')),
    states: () => world.states,
    timesApplied: () => world.applied,
    numbersOf,
    snapshot: () => structuredClone(world),
    restore(snapshot) {
      generations += 1
      world = { ...structuredClone(snapshot as World), generation: generations }
    },
    revoke: (deviceId) => revoked.add(deviceId),
    settings(value) {
      world.settings = { version: world.settings.version + 1, value }
    },
  }
}

const refuse = (status: number, code: string) => Response.json({ error: { code } }, { status })

async function isSigned(envelope: Envelope, publicKey: string): Promise<boolean> {
  const raw = Uint8Array.from(Buffer.from(publicKey, 'base64url'))
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify'])
  const { signature, signed } = envelope
  return crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    new Uint8Array(signature),
    new Uint8Array(signed),
  )
}
