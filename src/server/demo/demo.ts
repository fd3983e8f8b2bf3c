import type { Sex } from '#domain/person/person.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import type { FieldValue, RecordKind } from '#protocol/mutation.ts'
import type { PersonFields } from '#protocol/records/fields.ts'
import type { Body } from './body.ts'
import type { DemoPregnancy } from './pregnancies.ts'
import type { Traits } from './traits.ts'

/** What one write of the demo sets. */
export type DemoChange = {
  readonly kind: RecordKind
  readonly id: string
  readonly set: Readonly<Record<string, FieldValue>>
}

/** Changes that are written at one time, as a phone at that posyandu would have. */
export type DemoGroup = {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly posyanduId: string
  readonly changes: readonly DemoChange[]
}

export type DemoPosyandu = { readonly id: string; readonly name: string }

export type Demo = {
  readonly puskesmas: { readonly name: string }
  readonly posyandu: readonly DemoPosyandu[]
  /** In order of time: what a change names was written before it or with it. */
  readonly groups: readonly DemoGroup[]
}

/** An invented person with the body that is measured at each visit. */
export type DemoPerson = {
  readonly id: string
  readonly posyanduId: string
  readonly sex: Sex
  readonly birthDate: CalendarDay
  readonly fields: PersonFields
  readonly body: Body
  readonly traits: Traits
  readonly pregnancies: readonly DemoPregnancy[]
}

export type DemoHousehold = {
  readonly id: string
  readonly posyanduId: string
  readonly fields: Readonly<Record<string, FieldValue>>
  readonly people: readonly DemoPerson[]
}
