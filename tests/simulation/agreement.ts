import type { RecordBody } from '#device/store/rows.ts'
import { openRecords } from '#device/store/record-body.ts'
import { keptSince } from '#domain/keeping/aged-out.ts'
import { canonicalJson } from '#protocol/canonical-json.ts'
import { mergeStates, type RecordState, stateOf } from '#protocol/merge.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { agingDayAt, agingDayOf, isAging } from '#protocol/records/aging-file.ts'
import { parseStamp, type Stamp } from '#protocol/stamp.ts'
import { readMeta } from '#device/store/database.ts'
import { asItStands, readReceipts } from '#device/store/receipt-ranges.ts'
import { personIdOf } from '#device/store/record-row.ts'
import type { Oracle } from './oracle.ts'
import type { SimulatedPhone } from './phone.ts'
import { type Holdings, noHoldings, type SimulatedPuskesmas, type StoredRecord } from './puskesmas.ts'

/** When all is quiet: nothing waits, only what must be is held, both ends' lists are one, and everybody holds the same. */
export async function checkAgreement(
  oracle: Oracle,
  puskesmas: SimulatedPuskesmas,
  phones: readonly SimulatedPhone[],
): Promise<void> {
  const [holdings, stored] = await Promise.all([puskesmas.holdings(), puskesmas.records()])
  const agreement = new Agreement(oracle, holdings, stored)
  agreement.checkBooks()
  agreement.checkPuskesmas()
  for (const phone of phones) await agreement.checkPhone(phone)
}

class Agreement {
  readonly #oracle: Oracle
  readonly #holdings: ReadonlyMap<string, Holdings>
  readonly #stored: ReadonlyMap<string, StoredRecord>
  /** What is saved, but not merged at the puskesmas: its own phone shows it, and who pulled it before a restore. */
  readonly #unmerged: ReadonlyMap<string, RecordState>
  /** Of that, what nobody decided on yet. */
  readonly #open: ReadonlyMap<string, RecordState>

  constructor(
    oracle: Oracle,
    holdings: ReadonlyMap<string, Holdings>,
    stored: ReadonlyMap<string, StoredRecord>,
  ) {
    this.#oracle = oracle
    this.#holdings = holdings
    this.#stored = stored
    this.#unmerged = this.#merge(({ accepted }, number) => !accepted.has(number), 'gone')
    this.#open = this.#merge(
      ({ accepted, resolved }, number) => !accepted.has(number) && !resolved.has(number),
    )
  }

  /** Of every device: each number that it ever gave is with the puskesmas, and both lists of what is held are one. */
  checkBooks(): void {
    for (const [deviceId, book] of this.#oracle.devices) {
      const there = this.#holdings.get(deviceId) ?? noHoldings
      const { accepted, held, resolved } = there
      for (let number = 1; number <= book.lastNumber; number++)
        if (!accepted.has(number) && !held.has(number) && !resolved.has(number))
          this.#oracle.find('lost', `${deviceId}/${number} is ${book.states.get(number)}, but nowhere there`)
      for (const [number, state] of book.states) {
        if (state === 'waiting') this.#oracle.find('disagreement', `${deviceId}/${number} still waits`)
        const code = book.codes.get(number) ?? ''
        if (state === 'held' && !lawfullyHeld.has(code))
          this.#oracle.find('disagreement', `${deviceId}/${number} is held: ${code}`)
      }
      this.#oracle.checkHeld(deviceId, book, there)
    }
  }

  /** The puskesmas has exactly what it accepted, merged by the books alone. */
  checkPuskesmas(): void {
    const expected = this.#merge(({ accepted }, number) => accepted.has(number), 'standing')
    for (const id of new Set([...expected.keys(), ...this.#stored.keys()]))
      if (textOf(expected.get(id)) !== textOf(this.#stored.get(id)?.state))
        this.#disagree(
          `the puskesmas holds another ${difference(this.#stored.get(id)?.state, expected.get(id))}`,
        )
  }

  /** A phone has exactly what is its to hold. */
  async checkPhone(phone: SimulatedPhone): Promise<void> {
    const { database, seals } = phone.local.planner
    const [deviceId, contact] = await Promise.all([
      readMeta(database, 'currentDevice'),
      readMeta(database, 'contact'),
    ])
    // Who can read nothing any more has nothing to compare; the queue's books are looked at above.
    if (deviceId === undefined || contact?.device === 'revoked' || (await phone.isWiped())) return
    const receipts = await readReceipts(database)
    const [rows, sent] = await Promise.all([database.records.toArray(), database.outbox.toArray()])
    const unreceived = sent.filter((row) => asItStands(row, receipts).state !== 'received')
    // A person stays as long as something of theirs has no receipt: it would be nobody's (sync-spec MV1).
    const waits = new Set(unreceived.flatMap((row) => [row.recordId, row.about]))
    const away = new Set(await phone.peopleWithOlder())
    const since = keptSince(agingDayAt(contact?.lastContactAt ?? 0))
    const mayAge = (state: RecordState) => isAging(state.kind) && (agingDayOf(state) ?? since) < since
    const here = new Map<string, RecordState>()
    const bodies = await openRecords(seals, rows)
    rows.forEach(({ id }, i) => here.set(id, (bodies[i] as RecordBody).state))
    for (const [id, { state, posyanduId }] of this.#stored) {
      if (posyanduId === undefined || !phone.posyandu.includes(posyanduId)) continue
      const have = here.get(id)
      // What has aged out is away from a phone that says so of its person (sync-spec KP7).
      const isAway = !have && mayAge(state) && away.has(personIdOf(state) ?? '')
      if (isAway) continue
      if (!have) this.#disagree(`${phone.name} lacks ${state.kind} ${id}`)
      else this.#compareWithPhone(phone, have, state)
    }
    for (const [id, state] of here) {
      const there = this.#stored.get(id)
      const place = there?.posyanduId
      const isElsewhere = place !== undefined && !phone.posyandu.includes(place)
      // Own words on somebody of whom this phone never knew where they stand are in no list; on one who waits they stay.
      const owner = state.fields.personId ? here.get(personOf(state) ?? '') : state
      const isWithoutPlace = owner?.fields.posyanduId === undefined || waits.has(personOf(state) ?? '')
      const isUnseen = isWithoutPlace && this.#isOwn(phone, state)
      // What nobody decided on is its own phone's, and nobody else's; of what was closed its own words alone may stay.
      const isClosedWord = this.#unmerged.has(id) && this.#isOwn(phone, state)
      if (isElsewhere && !waits.has(id) && !this.#open.has(id) && !isUnseen && !isClosedWord)
        this.#disagree(`${phone.name} still sees ${state.kind} ${id}, which is in ${place}`)
      if (!there && !this.#unmerged.has(id) && !this.#isOwn(phone, state))
        this.#disagree(`${phone.name} sees ${id}, which is nowhere`)
    }
  }

  #disagree(what: string): void {
    this.#oracle.find('disagreement', what)
  }

  #isOwn(phone: SimulatedPhone, state: RecordState): boolean {
    const { devices } = this.#oracle
    return stampsOf(state).every((stamp) => devices.get(parseStamp(stamp)?.device ?? '')?.phone === phone)
  }

  /** A phone has all that the puskesmas has merged, and beyond it nothing but what is held there. */
  #compareWithPhone(phone: SimulatedPhone, have: RecordState, state: RecordState): void {
    const unmerged = this.#unmerged.get(state.id)
    const most = unmerged ? mergeStates(state, unmerged) : state
    const hasAll = textOf(mergeStates(have, state)) === textOf(have)
    const hasNoMore = textOf(mergeStates(most, have)) === textOf(most)
    if (!hasAll || !hasNoMore) this.#disagree(`${phone.name} holds another ${difference(have, most)}`)
  }

  /** What was ever written of these, merged by record; of what the server wrote itself that which stands, or is gone. */
  #merge(
    isOf: (there: Holdings, number: number) => boolean,
    byServer?: 'standing' | 'gone',
  ): ReadonlyMap<string, RecordState> {
    const states = new Map<string, RecordState>()
    for (const [deviceId, { written }] of this.#oracle.devices) {
      const there = this.#holdings.get(deviceId) ?? noHoldings
      for (const [number, body] of written)
        if (isOf(there, number)) mergeInto(states, JSON.parse(body) as Mutation, deviceId)
    }
    if (byServer)
      for (const [deviceId, mutation] of this.#oracle.server.mutations(byServer))
        mergeInto(states, mutation, deviceId)
    return states
  }
}

const lawfullyHeld: ReadonlySet<string> = new Set(['outOfScope', 'deviceRevoked'])

function mergeInto(states: Map<string, RecordState>, mutation: Mutation, deviceId: string): void {
  const brought = stateOf(mutation, deviceId)
  const before = states.get(mutation.id)
  states.set(mutation.id, before ? mergeStates(before, brought) : brought)
}

/** The person whom a record follows, by its own word. */
const personOf = ({ kind, fields }: RecordState) => {
  const named = kind === 'person' ? undefined : fields.personId?.heads[0]?.value
  return typeof named === 'string' ? named : undefined
}

const textOf = (state: RecordState | undefined) => canonicalJson(state ?? null)

const stampsOf = ({ fields }: RecordState): Stamp[] =>
  Object.values(fields).flatMap(({ heads, replaced }) => [...heads.map((head) => head.stamp), ...replaced])

/** Which stamps only one of them has. */
function difference(held: RecordState | undefined, expected: RecordState | undefined): string {
  const [here, there] = [held, expected].map((state) => new Set(state ? stampsOf(state) : []))
  const more = [...(here ?? [])].filter((stamp) => !there?.has(stamp))
  const less = [...(there ?? [])].filter((stamp) => !here?.has(stamp))
  const { kind, id } = held ?? expected ?? { kind: 'nothing', id: '' }
  return `${kind} ${id}: more ${more.join()}, less ${less.join()}`
}
