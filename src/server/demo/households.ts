import type { Sex } from '#domain/person/person.ts'
import { addDays, type CalendarDay, partsOf } from '#domain/time/calendar-day.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import { clamp, makeBody, round } from './body.ts'
import type { DemoHousehold, DemoPerson } from './demo.ts'
import type { Family, Member } from './families.ts'
import { recordId } from './ids.ts'
import { femaleNames, maleNames, secondNames } from './names.ts'
import { pregnanciesOf } from './pregnancies.ts'
import type { Random } from './random.ts'
import { makeTraits } from './traits.ts'

/** What the makers of people share. `serial` counts the invented NIKs. */
export type Making = {
  readonly random: Random
  readonly today: CalendarDay
  /** Instant at which the register was taken. */
  readonly at: number
  readonly nextSerial: () => number
}

const yearsOf = (ageDays: number) => Math.floor(ageDays / 365.25)
const two = (value: number) => String(value).padStart(2, '0')

/** A household with its people, living in the area of one posyandu. */
export function makeHousehold(making: Making, family: Family, posyanduId: string): DemoHousehold {
  const { random, at } = making
  const id = recordId(random, at)
  const rt = `0${two(random.whole(1, 8))}`
  const rw = `00${random.whole(1, 3)}`
  const mother = family.find((member) => member.role === 'mother')
  const motherName = mother && nameOf(random, 'female')
  const motherNik = mother && nikOf(making, mother)
  const people = family.map((member): DemoPerson => {
    const own = member === mother
    const name = own ? motherName : nameOf(random, member.sex)
    const nik = own ? motherNik : undefined
    const home = { posyanduId, householdId: id, rt, rw }
    const child = member.role === 'child' ? childFields(making, member, motherName, motherNik) : {}
    return makePerson(making, member, family, {
      ...home,
      name: name ?? nameOf(random, member.sex),
      ...child,
      ...identity(making, member, nik),
    })
  })
  const head = people.find((person) => person.sex === 'male' && !person.fields.motherName) ?? people[0]
  const fields = {
    posyanduId,
    headName: head?.fields.name ?? '',
    rt,
    rw,
    address: `Jalan Contoh ${random.whole(1, 90)}`,
  }
  return { id, posyanduId, fields, people }
}

function makePerson(making: Making, member: Member, family: Family, fields: PersonFields): DemoPerson {
  const { random, today, at } = making
  const birthDate = addDays(today, -member.ageDays)
  const body = {
    ...makeBody(random, member.sex, yearsOf(member.ageDays)),
    pressureRisesLate: member.pressureRisesLate ?? false,
  }
  const precise = member.role === 'elder' && random.chance(0.2) ? 'year' : 'day'
  return {
    id: recordId(random, at),
    posyanduId: fields.posyanduId ?? '',
    sex: member.sex,
    birthDate,
    fields: { ...fields, sex: member.sex, birthDate, birthDatePrecision: precise, demo: true },
    body,
    traits: makeTraits(random, member, family.filter(({ role }) => role === 'elder').length === 2),
    pregnancies: member.role === 'mother' ? pregnanciesOf(making, member, family, body) : [],
  }
}

function nameOf(random: Random, sex: Sex): string {
  const first = random.pick(sex === 'female' ? femaleNames : maleNames)
  return random.chance(0.15) ? first : `${first} ${random.pick(secondNames)}`
}

/** Visibly invented: no region has the code 99. */
function nikOf({ today, nextSerial }: Making, member: Member): string {
  const { year, month, day } = partsOf(addDays(today, -member.ageDays))
  const written = member.sex === 'female' ? day + 40 : day
  return `999901${two(written)}${two(month)}${two(year % 100)}${String(nextSerial()).padStart(4, '0')}`
}

/** A NIK with the warning of its region confirmed, or the reason why there is none. */
function identity(making: Making, member: Member, known: string | undefined): PersonFields {
  const { random } = making
  if (known === undefined && member.ageDays < 60) return { nikMissingReason: 'newborn' }
  if (known === undefined && random.chance(0.08)) {
    return { nikMissingReason: random.pick(['notYetIssued', 'notBrought', 'other'] as const) }
  }
  return { nik: known ?? nikOf(making, member), nikConfirmed: ['unknownProvince'] }
}

function childFields(
  { random }: Making,
  member: Member,
  motherName: string | undefined,
  motherNik: string | undefined,
): PersonFields {
  const gestation = random.chance(0.08) ? random.whole(33, 36) : random.whole(37, 41)
  const weight = clamp(random.normal(gestation < 37 ? 2.4 : 3.1, 0.35), 1.7, 4.4)
  const young = yearsOf(member.ageDays) < 6
  return {
    ...(motherName !== undefined && { motherName }),
    ...(motherNik !== undefined && { motherNik }),
    ...(member.birthOrder !== undefined && { birthOrder: member.birthOrder }),
    ...(young && {
      birthWeightKg: round(weight, 2),
      birthLengthCm: round(clamp(random.normal(48.8, 1.6), 44, 53), 1),
      birthHeadCircumferenceCm: round(clamp(random.normal(33.6, 1.1), 30.5, 37), 1),
      gestationAtBirthWeeks: gestation,
    }),
  }
}
