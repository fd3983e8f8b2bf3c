import { makeDataKey } from '#tests/builders/sealed-phone.ts'
import type { DataKey } from '#device/vault/data-key.ts'
import { headStamps } from '#protocol/merge.ts'
import { readMeta } from '#device/store/database.ts'
import { receivedRowsDays } from '#device/store/keeping.ts'
import type { Change } from '#device/store/store.ts'
import { type Portions, usualPortions } from '#device/sync/portions.ts'
import type { Transport } from '#device/sync/send.ts'
import { checkAgreement } from './agreement.ts'
import { checkAliases } from './aliases.ts'
import { createDice, type Dice } from './dice.ts'
import { Oracle } from './oracle.ts'
import { Village } from './people.ts'
import { SimulatedPhone } from './phone.ts'
import { SimulatedPuskesmas } from './puskesmas.ts'
import type { Stage } from './stage.ts'
import type { Surat } from './surat-actions.ts'
import { badWire, count, type Faults, type Mail } from './wire.ts'

export const hour = 60 * 60 * 1000
export const day = 24 * hour
/** 3 June 2026, 02:00 UTC. */
const beginning = Date.UTC(2026, 5, 3, 2)

/** Phones lie sealed in one seed of three up to the thousandth, in which seeds were found, and in two of three above. */
const liesSealed = (seed: number) => (seed % 3 === 0) === seed <= 1_000

/** Phones, their people, a puskesmas and the wires between them. Everything that happens follows from the seed. */
export class World {
  readonly dice: Dice
  readonly faults: Faults = {}
  readonly phones: SimulatedPhone[] = []
  readonly mail: Mail = []
  /** Files that people carry about. */
  readonly bag: Surat[] = []
  readonly puskesmas: SimulatedPuskesmas
  readonly oracle: Oracle
  readonly village: Village
  /** The true time, which the puskesmas's clock shows, ms. */
  now: number = beginning
  steps = 0
  /** How many times as long the time between two steps is, where any goes by: a week's story, or one of years. */
  readonly pace: number

  /** In every third seed phones lie sealed: the first and third from the start, the others from their third life on. */
  readonly #dataKey: DataKey | undefined

  private constructor(
    dice: Dice,
    puskesmas: SimulatedPuskesmas,
    clock: { now: () => number },
    dataKey: DataKey | undefined,
  ) {
    this.dice = dice
    this.#dataKey = dataKey
    this.puskesmas = puskesmas
    this.oracle = new Oracle(puskesmas)
    this.village = new Village(dice, puskesmas.posyandu)
    this.pace = dice.pick([1, 1, 1, 4, 12])
    clock.now = () => this.now
  }

  static async begin(seed: number, stage: Stage): Promise<World> {
    const clock = { now: () => beginning }
    const puskesmas = await SimulatedPuskesmas.open(stage, () => clock.now(), 3)
    const dataKey = liesSealed(seed) ? await makeDataKey() : undefined
    const world = new World(createDice(seed), puskesmas, clock, dataKey)
    // A restore may bring back a puskesmas that knows none of the phones.
    await puskesmas.backUp()
    const [first, second, third] = puskesmas.posyandu as [string, string, string]
    for (const posyandu of [[first, second], [first], [first, second, third]]) await world.addPhone(posyandu)
    await puskesmas.backUp()
    return world
  }

  async addPhone(posyandu: readonly string[], lives?: number): Promise<SimulatedPhone> {
    const number = this.phones.length + 1
    const openLives = lives ?? (number % 2 === 1 ? 0 : 2)
    const sealing = this.#dataKey && { key: this.#dataKey, openLives }
    const phone = new SimulatedPhone(`phone ${number}`, () => this.now, this.#portions(), sealing)
    this.phones.push(phone)
    const { code, kader } = await this.puskesmas.desk.newCode(posyandu)
    await phone.enrol(this.puskesmas.transport, code)
    phone.kader = kader
    return phone
  }

  /** A week of one kader fills no batch: most phones pack so little into each that all takes many of them. */
  #portions(): Portions {
    const few = () => 2 + this.dice.below(6)
    if (this.dice.percent(30)) return usualPortions
    return { mutations: few(), firstPage: few(), page: few() }
  }

  /** One posyandu or more. */
  somePosyandu(): readonly string[] {
    const chosen = this.puskesmas.posyandu.filter(() => this.dice.percent(50))
    return chosen.length > 0 ? chosen : [this.dice.pick(this.puskesmas.posyandu)]
  }

  /** The wire of one phone, bad as its own dice say. */
  wire(): ReturnType<typeof badWire> {
    const dice = createDice(this.dice.below(2 ** 31))
    return badWire({ server: this.puskesmas.transport, dice, faults: this.faults, mail: this.mail })
  }

  /** Whether its phones lie sealed, or will. */
  get isSealed(): boolean {
    return this.#dataKey !== undefined
  }

  /** Something went wrong on purpose. */
  fault(name: string): void {
    count(this.faults, name)
  }

  /** What the person at this phone might save next. */
  async changes(phone: SimulatedPhone): Promise<Change[]> {
    return this.village.changes(await phone.serves())
  }

  async save(phone: SimulatedPhone, given?: Change[]): Promise<void> {
    const { form } = phone
    const changes = given ?? (await this.changes(phone))
    const isOfForm = form !== undefined && changes.some(({ id }) => id === form.recordId)
    const all = isOfForm
      ? changes.map((change) => (change.id === form.recordId ? { ...change, shown: form.shown } : change))
      : changes
    const ending = await phone.save(all)
    await this.oracle.lookAt(phone)
    this.oracle.checkSaved(all, ending.how)
    if (ending.how === 'failed') this.expectFull(ending.error)
    if (isOfForm) phone.form = undefined
  }

  /** Syncs as far as the wire lets it. Says whether the exchange was whole. */
  async sync(
    phone: SimulatedPhone,
    transport = this.wire(),
    by: 'page' | 'worker' = 'page',
  ): Promise<boolean> {
    const deviceId = await readMeta(phone.local.planner.database, 'currentDevice')
    let answers = 0
    const counted: Transport = async (path, request) => {
      const answer = await transport(path, request)
      if (answer.ok) answers += 1
      return answer
    }
    const ending = await phone.sync(counted, by)
    await this.oracle.lookAt(phone)
    if (ending.how === 'failed') this.expectFull(ending.error)
    const isWhole = ending.how === 'done' && ending.value
    // A worker that has nothing to send asks nobody; one whose only row is too large lets it step aside, and heard nothing.
    if (isWhole && answers > 0) this.oracle.settled(deviceId)
    return isWhole
  }

  expectFull(error: unknown): void {
    const code = error instanceof Object && 'code' in error ? error.code : undefined
    if (code !== 'storageFull')
      this.oracle.find('disagreement', `unexpected: ${error instanceof Error ? error.stack : String(error)}`)
  }

  /** Somebody opens the form of a record, to save it later, whatever comes in meanwhile. */
  async openForm(phone: SimulatedPhone): Promise<void> {
    const rows = await phone.local.planner.database.records.toArray()
    if (rows.length === 0) return
    const { id } = this.dice.pick(this.village.inOrder(rows))
    const state = await phone.local.store.record(id)
    if (state) phone.form = { recordId: id, shown: headStamps(state) }
  }

  /** At most so many of the phones that a restored puskesmas forgot are let back in. */
  async admitSome(most: number): Promise<void> {
    const { desk } = this.puskesmas
    for (const forgotten of (await desk.forgotten()).slice(0, most)) {
      this.fault('forgottenAdmitted')
      this.puskesmas.isTouched = true
      await desk.admit(forgotten)
    }
  }

  /** All faults are over, days go by, and everybody has a good wire. */
  async quiet(): Promise<void> {
    this.mail.splice(0)
    this.bag.splice(0)
    this.puskesmas.plan(undefined)
    for (const phone of this.phones) {
      phone.plan()
      phone.clockOff = 0
    }
    await this.#days(4)
    for (const phone of this.phones) await phone.ageOut()
    await this.#agree()
    // What has aged out comes back whole to whoever asks for it.
    for (const phone of this.phones)
      for (const personId of await phone.peopleWithOlder())
        await phone.askHistory(this.puskesmas.transport, personId)
    await this.#agree()
    await checkAliases(this)
    // Once more when all that has its receipt is cleared away.
    this.now += receivedRowsDays * day
    await this.#days(1)
    await this.#agree()
  }

  async #days(rounds: number): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      for (const phone of this.phones) {
        this.now += 2 * day
        for (let attempt = 0; attempt < 4; attempt++)
          if (await this.sync(phone, this.puskesmas.transport)) break
      }
      await this.admitSome(Number.POSITIVE_INFINITY)
    }
  }

  async #agree(): Promise<void> {
    await this.oracle.compare()
    await checkAgreement(this.oracle, this.puskesmas, this.phones)
  }

  async close(): Promise<void> {
    for (const phone of this.phones) phone.close()
    await this.puskesmas.close()
  }
}
