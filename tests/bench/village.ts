import { v7 } from 'uuid'
import { addDays, type CalendarDay, partsOf } from '#domain/time/calendar-day.ts'
import { createRandom } from '#tests/fakes/random.ts'
import type { Change } from './node-phone.ts'

/** What a visit is written about. */
export type Villager = { readonly id: string; readonly birthDate?: CalendarDay }

const first = 'Siti,Nur,Sri,Dewi,Putri,Aisyah,Ratna,Yuliana,Kartini,Mariana,Ahmad,Budi,Eko,Joko,Rizky'.split(
  ',',
)
const second = 'Wahyuni,Hidayah,Lestari,Rahmawati,Astuti,Permata,Saputra,Nugroho,Santoso,Hakim,Lubis'.split(
  ',',
)
const third = 'Handayani,Agustina,Kusuma,Pratama,Wijaya,Utami,Siregar,Gunawan,Safitri,Maulana'.split(',')
const peopleInHousehold = 4

type Random = () => number
const pick = <T>(random: Random, list: readonly T[]) => list[Math.floor(random() * list.length)] as T
const between = (random: Random, low: number, high: number) => low + Math.floor(random() * (high - low + 1))
const tenths = (random: Random, low: number, high: number) => between(random, low * 10, high * 10) / 10
const two = (value: number) => String(value).padStart(2, '0')

/** Mother, father, a child under five and an elder: the ages that a posyandu has on its list. */
const agesInDays = [
  [20 * 365, 44 * 365],
  [22 * 365, 50 * 365],
  [30, 58 * 30],
  [60 * 365, 85 * 365],
] as const

/**
 * Invented people of one posyandu in households of four, each with a visit on `lastVisitOn`: as changes in an order
 * in which they can be pushed. `people` is a multiple of four; the same seed makes the same people, ids aside.
 */
export function inventVillage(
  posyanduId: string,
  people: number,
  lastVisitOn: CalendarDay,
  seed: number,
): { changes: Change[]; villagers: Villager[] } {
  const random = createRandom(seed)
  const changes: Change[] = []
  const villagers: Villager[] = []
  const visits: Change[] = []
  for (let home = 0; home < people / peopleInHousehold; home++) {
    const rt = `0${two(between(random, 1, 12))}`
    const householdId = v7()
    const motherName = nameOf(random)
    const address = `Jalan Contoh ${between(random, 1, 90)}`
    changes.push({ kind: 'household', id: householdId, set: { posyanduId, rt, rw: '001', address } })
    agesInDays.forEach(([youngest, oldest], member) => {
      const birthDate = addDays(lastVisitOn, -between(random, youngest, oldest))
      const sex = member % 2 === 0 ? 'female' : 'male'
      const set = {
        posyanduId,
        householdId,
        name: member === 0 ? motherName : nameOf(random),
        sex,
        birthDate,
        birthDatePrecision: 'day',
        nik: nikOf(birthDate, sex, home),
        rt,
        ...(member === 2 && { motherName }),
      }
      const villager = { id: v7(), birthDate }
      changes.push({ kind: 'person', id: villager.id, set })
      villagers.push(villager)
      visits.push(inventVisit(random, villager, lastVisitOn))
    })
  }
  return { changes: [...changes, ...visits], villagers }
}

const nameOf = (random: Random) =>
  [pick(random, first), pick(random, second), ...(random() < 0.5 ? [pick(random, third)] : [])].join(' ')

/** No region has the code 99. */
function nikOf(birthDate: CalendarDay, sex: string, serial: number): string {
  const { year, month, day } = partsOf(birthDate)
  return `999901${two(sex === 'female' ? day + 40 : day)}${two(month)}${two(year % 100)}${String(serial + 1).padStart(4, '0')}`
}

/** A visit at home with the measurements of its card. */
export function inventVisit(random: Random, { id, birthDate }: Villager, visitedOn: CalendarDay): Change {
  const isChild = birthDate !== undefined && birthDate > addDays(visitedOn, -5 * 365)
  const isElder = birthDate !== undefined && birthDate < addDays(visitedOn, -60 * 366)
  const header = { personId: id, visitedOn, place: 'home', instrumentEdition: '2023' }
  const set = isChild
    ? {
        ...header,
        instrument: 'balita',
        weightKg: tenths(random, 6, 16),
        lengthHeight: { lengthHeightCm: tenths(random, 65, 105), position: 'standing' },
        headCircumferenceCm: tenths(random, 42, 50),
        muacCm: tenths(random, 12, 17),
      }
    : {
        ...header,
        instrument: isElder ? 'lansia' : 'dewasa',
        weightKg: tenths(random, 42, 84),
        heightCm: tenths(random, 145, 175),
        waistCm: tenths(random, 65, 98),
        bloodPressure: { systolicMmHg: between(random, 100, 150), diastolicMmHg: between(random, 62, 95) },
        bloodGlucose: { mgPerDl: between(random, 80, 180), kind: 'random' },
      }
  return { kind: 'visit', id: v7(), set }
}
