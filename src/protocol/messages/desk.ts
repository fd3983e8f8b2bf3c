import { z } from 'zod/mini'
import { cardIds, deadlines, levels } from '#domain/instruments/instrument.ts'
import { shownLevels } from '#domain/instruments/shown-level.ts'
import { aliasLineSchema } from './aliases.ts'

/** What the desk of a nakes reads: people and visits as they arrive. Times in ms, days as `YYYY-MM-DD`. */

const facts = z.record(z.string(), z.union([z.number(), z.string()]))

/** A finding as `Finding` of the domain has it. */
export const findingSchema = z.object({
  rule: z.string(),
  card: z.string(),
  edition: z.string(),
  level: z.enum(levels),
  deadline: z.optional(z.enum(deadlines)),
  code: z.string(),
  fields: z.array(z.string()),
  facts,
  because: z.optional(z.string()),
  settings: z.optional(facts),
})
/** Lines a page, where the caller does not say. */
export const standardLimit = 50
const limit = z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)))
const filters = {
  posyandu: z.optional(z.uuid()),
  card: z.optional(z.enum(cardIds)),
  level: z.optional(z.enum(shownLevels)),
}

/** `search`: any part of name or mother's name, RT, or the beginning of a NIK. `after`: `next` of the page before. */
export const peopleQuerySchema = z.object({
  ...filters,
  search: z.optional(z.string().check(z.trim(), z.maxLength(80))),
  after: z.optional(z.string().check(z.maxLength(400))),
  limit,
})
export type PeopleQuery = z.infer<typeof peopleQuerySchema>

/** A visit's conclusion in one word; `incomplete`: nothing worse than normal, but something required is missing. */
const conclusion = {
  visitedOn: z.string(),
  card: z.enum(cardIds),
  level: z.enum(levels),
  incomplete: z.boolean(),
}

/** One line of the list. `card`: the card that the person has today; absent while birth date and visits are unknown. */
export const personLineSchema = z.object({
  id: z.string(),
  posyanduId: z.string(),
  name: z.optional(z.string()),
  /** Masked: only the last four digits are told. */
  nik: z.optional(z.string()),
  sex: z.optional(z.enum(['male', 'female'])),
  birthDate: z.optional(z.string()),
  birthDatePrecision: z.optional(z.string()),
  motherName: z.optional(z.string()),
  rt: z.optional(z.string()),
  card: z.optional(z.enum(cardIds)),
  pregnant: z.boolean(),
  diedOn: z.optional(z.string()),
  movedOutOn: z.optional(z.string()),
  demo: z.boolean(),
  voided: z.boolean(),
  /** Whether any record of this person has a field with two different values. */
  conflict: z.boolean(),
  lastVisit: z.optional(z.object(conclusion)),
})
export type PersonLine = z.infer<typeof personLineSchema>

/** `total`: people that fit the filters, on all pages. */
export const peopleAnswerSchema = z.object({
  people: z.array(personLineSchema),
  total: z.int(),
  next: z.optional(z.string()),
})
export type PeopleAnswer = z.infer<typeof peopleAnswerSchema>

/**
 * A field with more than one head and different values; the first is the one shown. `by`: whose phone wrote it, and
 * when that phone was enrolled; absent where the puskesmas itself did.
 */
export const conflictSchema = z.object({
  field: z.string(),
  values: z.array(
    z.object({
      stamp: z.string(),
      value: z.json(),
      writtenAt: z.number(),
      deviceId: z.string(),
      by: z.optional(z.object({ name: z.string(), enrolledAt: z.number() })),
    }),
  ),
})
export type Conflict = z.infer<typeof conflictSchema>

/** Settles a conflict: `chosen` is the stamp of the value that stays, `seen` the stamps of all that were shown. */
export const settleRequestSchema = z.object({
  field: z.string().check(z.maxLength(64)),
  chosen: z.string().check(z.maxLength(100)),
  seen: z.array(z.string().check(z.maxLength(100))).check(z.minLength(2), z.maxLength(64)),
})
export type SettleRequest = z.infer<typeof settleRequestSchema>
export const byRecordSchema = z.object({ recordId: z.uuid() })

/** A record as it is shown, with its conflicts beside it. */
export const recordViewSchema = z.object({
  id: z.string(),
  kind: z.string(),
  fields: z.record(z.string(), z.json()),
  voided: z.boolean(),
  conflicts: z.array(conflictSchema),
})
export type RecordView = z.infer<typeof recordViewSchema>

const visitView = {
  ...conclusion,
  id: z.string(),
  instrument: z.string(),
  /** Each names the edition of its rule. */
  findings: z.array(findingSchema),
  receivedAt: z.number(),
}
/** `beside`: visits of the same day on the same form, for which this one stands. */
export const visitViewSchema = z.object({ ...visitView, beside: z.array(z.object(visitView)) })

/**
 * One person whole, with everybody who is an alias of theirs; of an alias the one who is shown. `visits` are the visits
 * with their conclusions, newest first; answers stand in `records`, by the visit's id, among everything else that
 * follows the person. The NIK is in `person.fields`, in full. `alsoAs`: the records of those who are shown as this
 * person, each as it stands; `aliases`: who made them so, and who undid it.
 */
export const personAnswerSchema = z.object({
  posyanduId: z.string(),
  card: z.optional(z.enum(cardIds)),
  person: recordViewSchema,
  household: z.optional(recordViewSchema),
  records: z.array(recordViewSchema),
  alsoAs: z.array(recordViewSchema),
  aliases: z.array(aliasLineSchema),
  visits: z.array(visitViewSchema),
  /** What posyandu and records are called that conflicts and corrections point at, by id. */
  named: z.optional(z.record(z.string(), z.string())),
})
export type PersonAnswer = z.infer<typeof personAnswerSchema>

/**
 * Posyandu days that phones wrote differently, newest first: those that are not settled, and those that were lately.
 * `named`: what posyandu are called, by id.
 */
export const daysAnswerSchema = z.object({
  days: z.array(recordViewSchema),
  named: z.record(z.string(), z.string()),
})
export type DaysAnswer = z.infer<typeof daysAnswerSchema>

/** `before`: `next` of the page before; pages follow the order of arrival, not a clock. */
export const visitsQuerySchema = z.object({
  ...filters,
  before: z.optional(z.coerce.number().check(z.int(), z.minimum(1))),
  limit,
})
export type VisitsQuery = z.infer<typeof visitsQuerySchema>

export const visitLineSchema = z.object({
  ...conclusion,
  id: z.string(),
  /** Rises with every visit that arrives at this puskesmas. */
  arrival: z.int(),
  personId: z.string(),
  personName: z.optional(z.string()),
  posyanduId: z.string(),
  instrument: z.string(),
  place: z.optional(z.enum(['posyandu', 'home'])),
  findings: z.array(findingSchema),
  receivedAt: z.number(),
  /** Names of fields with two different values. */
  conflicts: z.array(z.string()),
})
export type VisitLine = z.infer<typeof visitLineSchema>

export const visitsAnswerSchema = z.object({
  visits: z.array(visitLineSchema),
  next: z.optional(z.int()),
})
export type VisitsAnswer = z.infer<typeof visitsAnswerSchema>

export const byPersonSchema = z.object({ personId: z.uuid() })
