import { createLocalLocks } from '#device/platform/locks.ts'
import { conclude } from '#device/store/conclude.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { catchUp } from '#device/store/intake.ts'
import type { Change, MonthTally } from '#device/store/store.ts'
import { changed } from '#device/store/tally.ts'
import { runSync } from '#device/sync/engine.ts'
import { createIntake } from '#device/sync/intake.ts'
import type { Transport } from '#device/sync/send.ts'
import { canonicalJson } from '#protocol/canonical-json.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { fakeAssess } from '#tests/fakes/assess.ts'
import { createClock, type SettableClock } from '#tests/fakes/clock.ts'
import { createPhone, type Phone } from '#tests/fakes/device.ts'
import { createRandom } from '#tests/fakes/random.ts'
import { badWire } from './wire.ts'

/** The server's side of a simulation: a fake, or the real app. */
export type SimulatedPuskesmas = {
  readonly transport: Transport
  /** Enrols the store's phone as its `n`-th device. */
  readonly enrol: (local: LocalStore, n: number) => Promise<void>
  readonly posyandu: readonly string[]
}

type SimulatedPhone = { readonly phone: Phone; readonly clock: SettableClock; local: LocalStore }

const months = ['2026-04', '2026-05', '2026-06']

/** Several phones of one posyandu with a bad wire between them and the puskesmas; everything follows from the seed. */
export class World {
  readonly phones: SimulatedPhone[] = []
  readonly #random: () => number
  readonly #puskesmas: SimulatedPuskesmas
  readonly #wire: Transport
  readonly #people: string[] = []
  readonly #visits: string[] = []

  constructor(seed: number, puskesmas: SimulatedPuskesmas) {
    this.#random = createRandom(seed)
    this.#puskesmas = puskesmas
    this.#wire = badWire(puskesmas.transport, this.#random)
  }

  async addPhone(): Promise<SimulatedPhone> {
    const clock = createClock()
    const phone = createPhone(clock)
    const made = { phone, clock, local: phone.open() }
    await this.#puskesmas.enrol(made.local, this.phones.length + 1)
    this.phones.push(made)
    return made
  }

  /** One thing happens to one phone. */
  async step(): Promise<void> {
    const one = this.#pick(this.phones)
    const chance = this.#random()
    if (chance < 0.5) await one.local.store.save(this.#changes())
    else if (chance < 0.88) await this.sync(one, this.#wire, this.#random() < 0.15)
    else if (chance < 0.94) this.#restart(one)
    else one.clock.pass((this.#random() - 0.4) * 5 * 24 * 60 * 60 * 1000)
  }

  /** Runs the engine; with `dies` the app is gone somewhere between two stages and starts anew. */
  async sync(one: SimulatedPhone, transport: Transport, dies: boolean): Promise<boolean> {
    const { local } = one
    const intake = createIntake(local)
    const stage = Math.floor(this.#random() * 4)
    let calls = 0
    const orDie = <A extends unknown[]>(at: number, work: (...args: A) => Promise<void>) => {
      return async (...args: A) => {
        if (dies && stage === at) throw new Error('died before')
        await work(...args)
        if (dies && stage === at + 1) throw new Error('died after')
      }
    }
    const outcome = await runSync({
      database: local.planner.database,
      queueSeal: local.planner.seals.queue,
      clock: one.clock,
      transport: async (path, request) => {
        calls += 1
        const answer = await transport(path, request)
        if (dies && stage === 3 && calls === 1) throw new Error('died with the answer')
        return answer
      },
      appVersion: 'simulation',
      intake: { ...intake, apply: orDie(0, intake.apply), finish: orDie(1, intake.finish) },
    }).catch(() => ({ ok: false as const }))
    if (dies) this.#restart(one)
    return outcome.ok
  }

  /** Everything gets through now, and a day goes by so that what stepped aside is tried again. */
  async quiet(): Promise<void> {
    for (let round = 0; round < 3; round++)
      for (const one of this.phones) {
        one.clock.pass(2 * 24 * 60 * 60 * 1000)
        for (let attempt = 0; attempt < 5; attempt++)
          if (await this.sync(one, this.#puskesmas.transport, false)) break
      }
  }

  close(): void {
    for (const { local } of this.phones) local.close()
  }

  #restart(one: SimulatedPhone): void {
    one.local.close()
    // A new process holds none of the old one's locks.
    one.local = one.phone.open({ locks: createLocalLocks() })
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T
  }

  /** What a person at a phone might save next; also of records that this phone has not seen yet. */
  #changes(): Change[] {
    const chance = this.#random()
    if (this.#people.length === 0 || chance < 0.25) return [this.#newPerson()]
    const personId = this.#pick(this.#people)
    if (chance < 0.6 || this.#visits.length === 0) return [this.#newVisit(personId)]
    if (chance < 0.7) return [{ kind: 'person', id: personId, set: { rt: String(this.#number(9)) } }]
    if (chance < 0.75)
      return [{ kind: 'person', id: personId, set: { posyanduId: this.#pick(this.#puskesmas.posyandu) } }]
    const visitId = this.#pick(this.#visits)
    if (chance < 0.95) return [{ kind: 'visit', id: visitId, set: { weightKg: 5 + this.#number(9) } }]
    return [{ kind: 'visit', id: visitId, set: { voided: { reason: 'mistake', covers: [] } } }]
  }

  #number(below: number): number {
    return Math.floor(this.#random() * below)
  }

  /** An id as a phone would make it, but from the seed, so that a seed always does the same. */
  #newId(): string {
    const digits = Array.from({ length: 32 }, () => this.#number(16).toString(16)).join('')
    return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-7$3-8$4-$5')
  }

  #newPerson(): Change {
    const id = this.#newId()
    this.#people.push(id)
    const posyanduId = this.#pick(this.#puskesmas.posyandu)
    return { kind: 'person', id, set: { name: `Anak ${this.#people.length}`, posyanduId, sex: 'male' } }
  }

  #newVisit(personId: string): Change {
    const id = this.#newId()
    this.#visits.push(id)
    const visitedOn = `${this.#pick(months)}-1${this.#number(9)}`
    const set = { personId, visitedOn, place: 'home', instrument: 'balita', weightKg: 6 + this.#number(5) }
    return { kind: 'visit', id, set }
  }
}

/** All records of a phone as comparable text, by id. */
export async function recordsOf(local: LocalStore): Promise<ReadonlyMap<string, string>> {
  const { database, seals } = local.planner
  const rows = await database.records.toArray()
  const bodies = await Promise.all(rows.map((row) => seals.data.open(row.body)))
  return new Map(bodies.map(({ state }) => [state.id, canonicalJson(state as unknown as FieldValue)]))
}

/** The tallies that the phone keeps, and the same counted anew from its records. */
export async function talliesOf(local: LocalStore): Promise<{ kept: MonthTally[]; counted: MonthTally[] }> {
  await catchUp(local)
  const people = await local.planner.database.records.where('kind').equals('person').primaryKeys()
  const views = await Promise.all(people.map((id) => local.store.person(id)))
  const contributions = views.flatMap((view) =>
    Array.from(conclude(fakeAssess, view?.person, view?.others ?? [], {}).contributions.values()),
  )
  const counted = months.map((month) =>
    contributions
      .filter((one) => one[1] === month)
      .reduce<MonthTally>((tally, [, , card, cell]) => changed(tally, card, cell, 1), {}),
  )
  const kept = await Promise.all(months.map((month) => local.store.tally(month)))
  return { kept, counted }
}
