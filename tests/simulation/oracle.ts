import type { Mutation } from '#protocol/mutation.ts'
import { readMeta } from '#device/store/database.ts'
<<<<<<< HEAD
=======
import { asItStands, readReceipts } from '#device/store/receipt-ranges.ts'
import { personIdOf } from '#device/store/record-row.ts'
>>>>>>> 39a7559 (Note receipts of many rows by range, and write them into the rows while nobody waits)
import type { OutboxRow, OutboxState } from '#device/store/rows.ts'
import type { Change } from '#device/store/store.ts'
import type { SimulatedPhone } from './phone.ts'
import { type Holdings, noHoldings, type SimulatedPuskesmas } from './puskesmas.ts'

/** What must never happen. */
export type Finding = { readonly kind: 'lost' | 'twice' | 'disagreement'; readonly what: string }

/** What one device wrote, and how that stands on its phone. */
export type DeviceBook = {
  readonly phone: SimulatedPhone
  /** Every mutation that was ever saved, by number, as it lay in the queue. */
  readonly written: Map<number, string>
  lastNumber: number
  prunedTo: number
  states: ReadonlyMap<number, OutboxState>
  codes: ReadonlyMap<number, string>
  /** The server's generation with which it last had a whole exchange. */
  settledAt: number
}

/** Keeps its own books of all that was saved, and compares them with phones and puskesmas. */
export class Oracle {
  readonly findings: Finding[] = []
  readonly devices = new Map<string, DeviceBook>()
  readonly #puskesmas: SimulatedPuskesmas
  readonly #tokens = new Map<string, { readonly deviceId: string; readonly number: number }>()
  /** Those that had a whole exchange since the books were last compared. */
  readonly #justSettled = new Set<string>()
  #holdings: ReadonlyMap<string, Holdings> = new Map()

  constructor(puskesmas: SimulatedPuskesmas) {
    this.#puskesmas = puskesmas
  }

  get records(): number {
    return [...this.devices.values()].reduce((sum, book) => sum + book.lastNumber, 0)
  }

  find(kind: Finding['kind'], what: string): void {
    this.findings.push({ kind, what })
  }

  /** Reads one phone's books anew: nothing that was in them may be gone or changed. Gives how its rows stand, as text. */
  async lookAt(phone: SimulatedPhone): Promise<string> {
    const { database } = phone.local.planner
    const receipts = await readReceipts(database)
    const [lying, ledger] = await Promise.all([database.outbox.toArray(), readMeta(database, 'ledger')])
    const rows = lying.map((row) => asItStands(row, receipts))
    const byDevice = Map.groupBy(rows, (row) => row.deviceId)
    for (const deviceId of new Set([...Object.keys(ledger?.counters ?? {}), ...byDevice.keys()])) {
      const { lastNumber, prunedTo } = ledger?.counters[deviceId] ?? { lastNumber: 0, prunedTo: 0 }
      const book = this.#bookOf(deviceId, phone)
      this.#checkNumbers(deviceId, byDevice.get(deviceId) ?? [], { lastNumber, prunedTo }, book)
    }
    const { saved, received, waiting, held } = await phone.local.store.balance()
    if (saved !== received + waiting + held)
      this.find('lost', `${phone.name}: ${saved} saved, ${received} + ${waiting} + ${held}`)
    return rows.map(({ deviceId, number, state }) => `${deviceId}/${number} ${state}`).join()
  }

  #bookOf(deviceId: string, phone: SimulatedPhone): DeviceBook {
    const book = this.devices.get(deviceId) ?? {
      phone,
      written: new Map(),
      lastNumber: 0,
      prunedTo: 0,
      states: new Map(),
      codes: new Map(),
      settledAt: this.#puskesmas.generation,
    }
    this.devices.set(deviceId, book)
    return book
  }

  #checkNumbers(
    deviceId: string,
    rows: readonly OutboxRow[],
    counter: { readonly lastNumber: number; readonly prunedTo: number },
    book: DeviceBook,
  ): void {
    const { lastNumber, prunedTo } = counter
    if (lastNumber < book.lastNumber)
      this.find('lost', `${deviceId}: ${book.lastNumber} numbers, now ${lastNumber}`)
    const numbers = rows.map((row) => row.number)
    if (numbers.length !== lastNumber - prunedTo || numbers.some((number, i) => number !== prunedTo + 1 + i))
      this.find('lost', `${deviceId}: rows ${numbers.join()} of ${prunedTo + 1}..${lastNumber}`)
    for (let number = book.prunedTo + 1; number <= Math.min(prunedTo, book.lastNumber); number++)
      if (book.states.get(number) !== 'received')
        this.find('lost', `${deviceId}/${number} cleared unreceived`)
    for (const row of rows) {
      const before = book.written.get(row.number)
      if (before !== undefined && before !== row.body)
        this.find('lost', `${deviceId}/${row.number} is another now`)
      if (before !== undefined) continue
      book.written.set(row.number, row.body)
      const { token } = (JSON.parse(row.body) as Mutation).set
      if (typeof token === 'string') {
        if (this.#tokens.has(token)) this.find('twice', `${token} was saved twice`)
        this.#tokens.set(token, { deviceId, number: row.number })
      }
    }
    book.lastNumber = lastNumber
    book.prunedTo = prunedTo
    book.states = new Map(rows.map((row) => [row.number, row.state]))
    book.codes = new Map(rows.map((row) => [row.number, row.code ?? '']))
  }

  /** After a save whose promise resolved: it is in the books. After one that was refused: nothing of it is. */
  checkSaved(changes: readonly Change[], how: 'done' | 'failed' | 'died'): void {
    const tokens = changes.map(({ set }) => (typeof set.token === 'string' ? set.token : ''))
    const found = tokens.filter((token) => this.#tokens.has(token))
    if (how === 'done' && found.length < tokens.length)
      this.find('lost', `saved, but not kept: ${tokens.join()}`)
    if (how === 'failed' && found.length > 0) this.find('disagreement', `refused, but kept: ${found.join()}`)
    if (how === 'died' && found.length > 0 && found.length < tokens.length)
      this.find('lost', `half of a save: ${found.join()} of ${tokens.join()}`)
  }

  /** Compares all phones' receipts with what the puskesmas holds, each and in sum. */
  async compare(): Promise<void> {
    if (this.#puskesmas.isTouched) {
      this.#holdings = await this.#puskesmas.holdings()
      this.#puskesmas.isTouched = false
    }
    const total = { saved: 0, received: 0, waiting: 0, held: 0 }
    for (const [deviceId, book] of this.devices) {
      total.saved += book.lastNumber
      total.received += book.prunedTo
      for (const state of book.states.values()) total[state] += 1
      this.#compareDevice(deviceId, book, this.#holdings.get(deviceId) ?? noHoldings)
    }
    this.#justSettled.clear()
    if (total.saved !== total.received + total.waiting + total.held)
      this.find('lost', `${total.saved} saved, ${total.received} + ${total.waiting} + ${total.held}`)
    for (const deviceId of this.#holdings.keys())
      if (!this.devices.has(deviceId)) this.find('disagreement', `nobody is ${deviceId}, of whom it holds`)
  }

  #compareDevice(deviceId: string, book: DeviceBook, there: Holdings): void {
    const { accepted, held, resolved } = there
    for (const [number, times] of accepted)
      if (times > 1) this.find('twice', `${deviceId}/${number} was accepted ${times} times`)
    for (const number of [...accepted.keys(), ...held, ...resolved])
      if (number > book.lastNumber) this.find('disagreement', `${deviceId}/${number} was never saved`)
    // No backup that may come back is so old that it lacks what a phone has cleared away after its receipt.
    for (let number = 1; number <= book.prunedTo; number++)
      if (!accepted.has(number) && !resolved.has(number) && !held.has(number))
        this.find('lost', `${deviceId}/${number} was cleared, and is nowhere there`)
    // What a restored server lacks is lost only if a phone that heard of it still believes its receipts.
    if (book.settledAt < this.#puskesmas.generation) return
    for (const [number, state] of book.states) {
      const isSettled = accepted.has(number) || resolved.has(number)
      // What is shown as held may have been settled since at the desk; the next exchange tells.
      const isTold = state === 'received' ? isSettled : isSettled || held.has(number)
      if (state !== 'waiting' && !isTold)
        this.find('lost', `${deviceId}/${number} is ${state} on the phone, ${standing(there, number)} there`)
    }
    if (this.#justSettled.has(deviceId)) this.checkHeld(deviceId, book, there)
  }

  /** How everything stands by the books, in short: of each device its numbers saved, cleared, received, waiting, held. */
  get standing(): string {
    const countOf = ({ states }: DeviceBook, wanted: OutboxState) =>
      [...states.values()].filter((state) => state === wanted).length
    return [...this.devices.values()]
      .map((book) =>
        [book.lastNumber, book.prunedTo, ...queueStates.map((state) => countOf(book, state))].join('/'),
      )
      .join(' ')
  }

  /** What the puskesmas holds of a device and what its phone shows as held are one list (sync-spec HD12). */
  checkHeld(deviceId: string, { states }: DeviceBook, { held }: Holdings): void {
    const shown = [...states].flatMap(([number, state]) => (state === 'held' ? [number] : []))
    const isOne = shown.length === held.size && shown.every((number) => held.has(number))
    if (!isOne)
      this.find(
        'disagreement',
        `${deviceId} shows as held ${shown.join()}, and there it is ${[...held].join()}`,
      )
  }

  /** This device has just had a whole exchange: its phone knows what the puskesmas has. */
  settled(deviceId: string | undefined): void {
    const book = deviceId === undefined ? undefined : this.devices.get(deviceId)
<<<<<<< HEAD
    if (!book || deviceId === undefined) return
    book.settledAt = this.#puskesmas.generation
    this.#justSettled.add(deviceId)
=======
    if (book) book.settledAt = this.#puskesmas.generation
  }

  /** When all is quiet: nothing waits, only what must be is held, and everybody holds the same. */
  async checkQuiet(phones: readonly SimulatedPhone[]): Promise<void> {
    const holdings = await this.#puskesmas.holdings()
    const stored = await this.#puskesmas.records()
    for (const [deviceId, book] of this.devices)
      for (const [number, state] of book.states) {
        if (state === 'waiting') this.find('disagreement', `${deviceId}/${number} still waits`)
        const code = book.codes.get(number) ?? ''
        if (state === 'held' && !lawfullyHeld.has(code))
          this.find('disagreement', `${deviceId}/${number} is held: ${code}`)
      }
    this.#compareStates('the puskesmas', this.#mergedFrom(holdings), stored)
    for (const phone of phones) await this.#checkPhone(phone, stored, holdings)
  }

  /** All that the puskesmas accepted, merged by the books alone. */
  #mergedFrom(holdings: ReadonlyMap<string, Holdings>): ReadonlyMap<string, RecordState> {
    const merged = new Map<string, RecordState>()
    for (const [deviceId, { written, prunedTo, states, codes }] of this.devices)
      for (const [number, body] of written) {
        const there = holdings.get(deviceId)
        if (there?.accepted.has(number)) mergeInto(merged, JSON.parse(body) as Mutation, deviceId)
        else if (!there?.held.has(number) && !there?.resolved.has(number) && number > prunedTo)
          this.find(
            'lost',
            `${deviceId}/${number} is ${states.get(number)} ${codes.get(number)}, but nowhere there`,
          )
      }
    return merged
  }

  #compareStates(
    who: string,
    expected: ReadonlyMap<string, RecordState>,
    stored: ReadonlyMap<string, StoredRecord>,
  ): void {
    for (const id of new Set([...expected.keys(), ...stored.keys()]))
      if (textOf(expected.get(id)) !== textOf(stored.get(id)?.state))
        this.find(
          'disagreement',
          `${who} holds another ${difference(stored.get(id)?.state, expected.get(id))}`,
        )
  }

  async #checkPhone(
    phone: SimulatedPhone,
    stored: ReadonlyMap<string, StoredRecord>,
    holdings: ReadonlyMap<string, Holdings>,
  ): Promise<void> {
    const { database, seals } = phone.local.planner
    const [deviceId, contact] = await Promise.all([
      readMeta(database, 'currentDevice'),
      readMeta(database, 'contact'),
    ])
    if (deviceId === undefined || contact?.device === 'revoked') return
    const unmerged = this.#notMerged(holdings)
    const receipts = await readReceipts(database)
    const [rows, sent] = await Promise.all([database.records.toArray(), database.outbox.toArray()])
    const unreceived = sent.filter((row) => asItStands(row, receipts).state !== 'received')
    // A person stays as long as something of theirs has no receipt: it would be nobody's (sync-spec MV1).
    const waits = new Set(unreceived.flatMap((row) => [row.recordId, row.about]))
    const away = new Set(await phone.peopleWithOlder())
    const since = keptSince(agingDayAt(contact?.lastContactAt ?? 0))
    const mayAge = (state: RecordState) => isAging(state.kind) && (agingDayOf(state) ?? since) < since
    const here = new Map<string, RecordState>()
    for (const row of rows) here.set(row.id, (await seals.data.open(row.body)).state)
    for (const [id, { state, posyanduId }] of stored) {
      if (posyanduId === undefined || !phone.posyandu.includes(posyanduId)) continue
      const have = here.get(id)
      // What has aged out is away from a phone that says so of its person (sync-spec KP7).
      const isAway = !have && mayAge(state) && away.has(personIdOf(state) ?? '')
      if (isAway) continue
      if (!have) this.find('disagreement', `${phone.name} lacks ${state.kind} ${id}`)
      else this.#compareWithPhone(phone, have, state, unmerged.get(id))
    }
    for (const [id, state] of here) {
      const there = stored.get(id)
      const place = there?.posyanduId
      const isElsewhere = place !== undefined && !phone.posyandu.includes(place)
      // Own words on somebody of whom this phone never knew where they stand are in no list; on one who waits they stay.
      const owner = state.fields.personId ? here.get(personOf(state) ?? '') : state
      const isWithoutPlace = owner?.fields.posyanduId === undefined || waits.has(personOf(state) ?? '')
      const isUnseen = isWithoutPlace && this.#isOwn(phone, state)
      // What nobody merged is its own phone's, and nobody else's.
      if (isElsewhere && !waits.has(id) && !unmerged.has(id) && !isUnseen)
        this.find('disagreement', `${phone.name} still sees ${state.kind} ${id}, which is in ${place}`)
      if (!there && !unmerged.has(id) && !this.#isOwn(phone, state))
        this.find('disagreement', `${phone.name} sees ${id}, which is nowhere`)
    }
  }

  #isOwn(phone: SimulatedPhone, state: RecordState): boolean {
    const isBy = (stamp: string) => this.devices.get(parseStamp(stamp)?.device ?? '')?.phone === phone
    return stampsOf(state).every(isBy)
  }

  /** A phone has all that the puskesmas has merged, and beyond it nothing but what is held there. */
  #compareWithPhone(
    phone: SimulatedPhone,
    have: RecordState,
    state: RecordState,
    unmerged: RecordState | undefined,
  ): void {
    const most = unmerged ? mergeStates(state, unmerged) : state
    const hasAll = textOf(mergeStates(have, state)) === textOf(have)
    const hasNoMore = textOf(mergeStates(most, have)) === textOf(most)
    if (!hasAll || !hasNoMore)
      this.find('disagreement', `${phone.name} holds another ${difference(have, most)}`)
  }

  /** What is saved, but held at the puskesmas: its own phone shows it, and who pulled it before a restore. */
  #notMerged(holdings: ReadonlyMap<string, Holdings>): ReadonlyMap<string, RecordState> {
    const states = new Map<string, RecordState>()
    for (const [deviceId, { written }] of this.devices)
      for (const [number, body] of written)
        if (!holdings.get(deviceId)?.accepted.has(number))
          mergeInto(states, JSON.parse(body) as Mutation, deviceId)
    return states
>>>>>>> 39a7559 (Note receipts of many rows by range, and write them into the rows while nobody waits)
  }
}

const queueStates: readonly OutboxState[] = ['received', 'waiting', 'held']

const standing = ({ accepted, held, resolved }: Holdings, number: number) =>
  (accepted.has(number) && 'accepted') ||
  (held.has(number) && 'held') ||
  (resolved.has(number) && 'resolved') ||
  'nowhere'
