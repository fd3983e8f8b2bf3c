import type { Change } from '#device/store/store.ts'
import type { FieldValue, RecordKind } from '#protocol/mutation.ts'
import { doseIdInVisit, posyanduDayId, visitIdOnDay } from '#protocol/records/ids.ts'
import type { Dice } from './dice.ts'

export type HeldRow = { readonly kind: string; readonly recordId: string; readonly number: number }

/** What is known in the village: everybody talks with everybody, so phones write of records that they never saw. */
export class Village {
  readonly #dice: Dice
  readonly #posyandu: readonly string[]
  readonly people: string[] = []
  readonly #households: string[] = []
  readonly #visits: string[] = []
  #tokens = 0
  /** Records in the order in which somebody first wrote of them. */
  readonly #known = new Map<string, number>()

  constructor(dice: Dice, posyandu: readonly string[]) {
    this.#dice = dice
    this.#posyandu = posyandu
  }

  /** What a person at a phone that serves `posyandu` might save next. */
  changes(posyandu: readonly string[]): Change[] {
    const dice = this.#dice
    if (this.people.length < 2 || dice.percent(18)) return this.#family(posyandu)
    const personId = dice.pick(this.people)
    const make = dice.weighed<() => Change[]>([
      [() => [this.#homeVisit(personId)], 18],
      [() => [this.#homeVisit(personId, '2024'), this.#homeVisit(personId)], 10],
      [() => this.#visitOnDay(personId, posyandu), 18],
      [() => [this.#edit('person', personId, { rt: String(dice.below(9)) })], 10],
      [() => [this.#edit('person', personId, { posyanduId: dice.pick(this.#posyandu) })], 7],
      [() => [this.#edit('person', personId, { name: null, nik: `99${dice.below(9)}` })], 3],
      [() => [this.#note(personId)], 5],
      [() => [this.#correction()], 22],
      [() => [this.#void()], 6],
      [() => [this.#moveHousehold(posyandu)], 3],
      [() => [this.#followAnother()], 2],
      [() => [this.#ofNewerApp(personId)], 4],
    ])
    return make()
  }

  /** As they came up in the village: ids that are made of those of a posyandu are others in every run. */
  inOrder<T extends { readonly id: string }>(records: readonly T[]): readonly T[] {
    const rank = ({ id }: T) => this.#known.get(id) ?? Number.POSITIVE_INFINITY
    return [...records].sort((a, b) => rank(a) - rank(b))
  }

  /** What a kader mends a held row with: another posyandu of her own, or another person. */
  mend(held: HeldRow, posyandu: readonly string[]): Change {
    const dice = this.#dice
    const isCarrier = ['household', 'person', 'posyanduDay'].includes(held.kind)
    const set: Record<string, FieldValue> = isCarrier
      ? { posyanduId: dice.pick(posyandu) }
      : this.people.length > 0 && dice.percent(60)
        ? { personId: dice.pick(this.people) }
        : {}
    return { ...this.#edit(held.kind as RecordKind, held.recordId, set), mends: held.number }
  }

  /** Many records in one save, some near the largest field there may be. */
  rush(posyandu: readonly string[]): Change[] {
    const personId = this.#dice.pick(this.people)
    return Array.from({ length: 4 + this.#dice.below(20) }, () =>
      this.#dice.percent(20)
        ? this.#note(personId, 'x'.repeat(3_000 + this.#dice.below(1_000)))
        : this.#visitOnDay(personId, posyandu)[0],
    ).filter((change) => change !== undefined)
  }

  /** Every save is told by a word of its own, by which it is found again. */
  #edit(kind: RecordKind, id: string, set: Record<string, FieldValue>): Change {
    this.#tokens += 1
    if (!this.#known.has(id)) this.#known.set(id, this.#known.size)
    return { kind, id, set: { ...set, token: `saved ${this.#tokens}` } }
  }

  #family(posyandu: readonly string[]): Change[] {
    const dice = this.#dice
    const posyanduId = dice.pick(posyandu)
    const id = dice.id()
    this.people.push(id)
    // Of most the birth date is known: what is old ages out of their phones.
    const birthDate = dice.percent(70) && { birthDate: dice.pick(['1961-02-03', '1990-04-05', '2022-06-07']) }
    const who = {
      name: `Orang ${this.people.length}`,
      sex: dice.pick(['male', 'female']),
      posyanduId,
      ...birthDate,
    }
    if (dice.percent(60)) return [this.#edit('person', id, who)]
    const householdId = dice.id()
    this.#households.push(householdId)
    return [
      this.#edit('household', householdId, { posyanduId, address: 'Gang Melati' }),
      this.#edit('person', id, { ...who, householdId }),
    ]
  }

  /** What was held in 2024 ages out, at once or within weeks. */
  #homeVisit(personId: string, year: '2024' | '2026' = '2026'): Change {
    const id = this.#dice.id()
    this.#visits.push(id)
    const visitedOn = `${year}-0${4 + this.#dice.below(3)}-1${this.#dice.below(9)}`
    const set = {
      personId,
      visitedOn,
      place: 'home',
      instrument: 'balita',
      weightKg: 6 + this.#dice.below(5),
    }
    return this.#edit('visit', id, set)
  }

  /** Ids that two phones make alike without knowing of each other. */
  #visitOnDay(personId: string, posyandu: readonly string[]): Change[] {
    const posyanduId = this.#dice.pick(posyandu)
    const heldOn = `2026-05-0${1 + this.#dice.below(3)}`
    const dayId = posyanduDayId(posyanduId, heldOn)
    const id = visitIdOnDay(dayId, personId)
    this.#visits.push(id)
    const set = { personId, posyanduDayId: dayId, visitedOn: heldOn, place: 'post', instrument: 'balita' }
    const measured = this.#dice.percent(50)
      ? { weightKg: 6 + this.#dice.below(5) }
      : { lengthHeight: { cm: 70 + this.#dice.below(9), position: 'lying' } }
    const changes = [this.#edit('visit', id, { ...set, ...measured })]
    if (this.#dice.percent(30)) changes.push(this.#edit('posyanduDay', dayId, { posyanduId, heldOn }))
    if (this.#dice.percent(30)) {
      const product = this.#dice.pick(['BCG', 'vitaminARed'])
      changes.push(this.#edit('dose', doseIdInVisit(id, product), { personId, product, givenOn: heldOn }))
    }
    return changes
  }

  #note(personId: string, text = 'catatan'): Change {
    return this.#edit('note', this.#dice.id(), { personId, text })
  }

  #correction(): Change {
    if (this.#visits.length === 0) return this.#note(this.#dice.pick(this.people))
    return this.#edit('visit', this.#dice.pick(this.#visits), { weightKg: 5 + this.#dice.below(9) })
  }

  #void(): Change {
    if (this.#visits.length === 0) return this.#note(this.#dice.pick(this.people))
    const voided = { reason: 'mistake', covers: [] }
    return this.#edit('visit', this.#dice.pick(this.#visits), { voided })
  }

  #moveHousehold(posyandu: readonly string[]): Change {
    const id = this.#households.at(0) ?? this.#dice.id()
    return this.#edit('household', id, { posyanduId: this.#dice.pick(posyandu) })
  }

  #followAnother(): Change {
    if (this.#visits.length === 0) return this.#note(this.#dice.pick(this.people))
    return this.#edit('visit', this.#dice.pick(this.#visits), { personId: this.#dice.pick(this.people) })
  }

  /** A kind and fields that neither this app nor this server knows. */
  #ofNewerApp(personId: string): Change {
    const kind = 'screening' as RecordKind
    return this.#edit(kind, this.#dice.id(), { personId, constructor: { depth: [1, { two: null }] } })
  }
}
