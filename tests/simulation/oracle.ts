import type { Mutation } from '#protocol/mutation.ts'
import { readMeta } from '#device/store/database.ts'
import { asItStands, readReceipts } from '#device/store/receipt-ranges.ts'
import type { OutboxRow, OutboxState } from '#device/store/rows.ts'
import { isSealed, type QueueSeal } from '#device/store/seal.ts'
import type { Change } from '#device/store/store.ts'
import type { SimulatedPhone } from './phone.ts'
import { type Holdings, noHoldings, type SimulatedPuskesmas } from './puskesmas.ts'
import { ServerBook } from './server-book.ts'

/** What must never happen. */
export type Finding = { readonly kind: 'lost' | 'twice' | 'disagreement'; readonly what: string }

/** What one device wrote, and how that stands on its phone. */
export type DeviceBook = {
  readonly phone: SimulatedPhone
  /** Every mutation that was ever saved, by number, as JSON: sealing it changes nothing of that. */
  readonly written: Map<number, string>
  lastNumber: number
  prunedTo: number
  /** Up to here nobody at its phone can read any more what it wrote: the phone was wiped. */
  wipedTo: number
  states: ReadonlyMap<number, OutboxState>
  codes: ReadonlyMap<number, string>
  /** The server's generation with which it last had a whole exchange. */
  settledAt: number
}

/** A row of the queue with its mutation as JSON, where its phone can read it. */
type ReadRow = OutboxRow & { readonly text: string | undefined }

/** Keeps its own books of all that was saved, and compares them with phones and puskesmas. */
export class Oracle {
  readonly findings: Finding[] = []
  readonly devices = new Map<string, DeviceBook>()
  readonly server = new ServerBook()
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
    const { database, seals } = phone.local.planner
    const receipts = await readReceipts(database)
    const [lying, ledger] = await Promise.all([database.outbox.toArray(), readMeta(database, 'ledger')])
    const rows = await Promise.all(
      lying.map(async (row): Promise<ReadRow> => {
        return { ...asItStands(row, receipts), text: await textIn(row, seals.queue) }
      }),
    )
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
      wipedTo: 0,
      states: new Map(),
      codes: new Map(),
      settledAt: this.#puskesmas.generation,
    }
    this.devices.set(deviceId, book)
    return book
  }

  #checkNumbers(
    deviceId: string,
    rows: readonly ReadRow[],
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
      if (row.text === undefined) {
        // What was in it shows at the puskesmas, which opens it, when all is compared.
        if (before === undefined || row.number > book.wipedTo)
          this.find('lost', `${deviceId}/${row.number} can be read by nobody here`)
        continue
      }
      if (before !== undefined && before !== row.text)
        this.find('lost', `${deviceId}/${row.number} is another now`)
      if (before !== undefined) continue
      book.written.set(row.number, row.text)
      const { token } = (JSON.parse(row.text) as Mutation).set
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

  /** This phone is about to be wiped: what it wrote so far is for the puskesmas alone. */
  wiped(phone: SimulatedPhone): void {
    for (const book of this.devices.values()) if (book.phone === phone) book.wipedTo = book.lastNumber
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
      const [holdings, deeds] = await Promise.all([this.#puskesmas.holdings(), this.#puskesmas.ownDeeds()])
      this.#holdings = holdings
      for (const what of this.server.read(deeds)) this.find('disagreement', what)
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
      if (!this.devices.has(deviceId) && !this.server.has(deviceId))
        this.find('disagreement', `nobody is ${deviceId}, of whom it holds`)
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
    if (!this.#justSettled.has(deviceId)) return
    // A row that stepped aside, held by an attempt whose answer never came, says so when it is sent again.
    const told = [...held].filter((number) => book.states.get(number) !== 'waiting')
    this.checkHeld(deviceId, book, { ...there, held: new Set(told) })
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
    if (!book || deviceId === undefined) return
    book.settledAt = this.#puskesmas.generation
    this.#justSettled.add(deviceId)
  }
}

async function textIn({ body }: OutboxRow, seal: QueueSeal): Promise<string | undefined> {
  if (!isSealed(body)) return body
  return (await seal.opens(body)) ? JSON.stringify(await seal.open(body)) : undefined
}

const queueStates: readonly OutboxState[] = ['received', 'waiting', 'held']

const standing = ({ accepted, held, resolved }: Holdings, number: number) =>
  (accepted.has(number) && 'accepted') ||
  (held.has(number) && 'held') ||
  (resolved.has(number) && 'resolved') ||
  'nowhere'
