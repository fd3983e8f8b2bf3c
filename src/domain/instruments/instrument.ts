import type { PersonOn } from '#domain/person/person.ts'
import type { Settings } from '#domain/settings.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'

/** Cards of the posyandu that this edition knows, one per group of life stages. */
export const cardIds = ['ibu-hamil', 'nifas', 'balita', 'remaja', 'dewasa', 'lansia'] as const
export type CardId = (typeof cardIds)[number]

/** From worst to best; `notAssessed` is never better than anything. */
export const levels = ['emergency', 'refer', 'confirm', 'counsel', 'normal', 'notAssessed'] as const
export type Level = (typeof levels)[number]

/** From the soonest to the latest. */
export const deadlines = ['now', 'today', '3days', 'week', 'month'] as const
export type Deadline = (typeof deadlines)[number]

/** The five steps of a posyandu day: register, measure, record, serve, counsel. */
export type Step = 1 | 2 | 3 | 4 | 5

/** Why there is no value. A missing answer is never "no" and never "normal". */
export const notMeasuredStates = ['notMeasured', 'cannotBeDone', 'unknown'] as const
export type NotMeasuredState = (typeof notMeasuredStates)[number]
export const notMeasuredReasons = ['noDevice', 'refused', 'cannotStand', 'notYetDue', 'other'] as const
export type NotMeasuredReason = (typeof notMeasuredReasons)[number]
export type NotMeasured = { readonly state: NotMeasuredState; readonly reason?: NotMeasuredReason }

export type Scalar = string | number | boolean
/** Values that mean something only together are one answer: `{ systolicMmHg: 118, diastolicMmHg: 76 }`. */
export type GroupValue = Readonly<Record<string, Scalar>>
export type AnswerValue = Scalar | GroupValue | NotMeasured | readonly string[]
/** Field id → answer. A field that is absent was not answered. */
export type Answers = Readonly<Record<string, AnswerValue | undefined>>

/** An earlier visit of the same person, oldest first in `Context.history`. */
export type PastVisit = {
  readonly instrument: string
  readonly day: CalendarDay
  readonly answers: Answers
  /** True when the visit was on an opened posyandu day (hari buka), false at home. */
  readonly onPosyanduDay?: boolean
}

export type Context = {
  readonly person: PersonOn
  readonly day: CalendarDay
  /** Visits before `day`, oldest first. */
  readonly history: readonly PastVisit[]
  readonly settings: Settings
  /** Answers that stand in the person's or the pregnancy's record; an answer of the visit goes before them. */
  readonly given?: Answers
  /** False when only month or year of birth is known: nothing is then judged by exact age. Absent: true. */
  readonly birthDateExact?: boolean
  /** Whether the visit itself is on an opened posyandu day. Absent: at home, or not known. */
  readonly onPosyanduDay?: boolean
}

/** What a field's conditions may look at. */
export type FieldContext = Context & {
  readonly answers: Answers
  /** Id of the instrument in use; some rules are read differently on the pregnancy card. */
  readonly instrument?: string
}
export type Condition = (context: FieldContext) => boolean

export type Range = { readonly min?: number; readonly max?: number }
export type RangeOf = Range | ((context: FieldContext) => Range)

export type Coding = { readonly system: 'loinc' | 'snomed' | 'kemkes'; readonly code: string }

type FieldBase = {
  /** Name in code, records and answers: `weightKg`. */
  readonly id: string
  /** The card's own id: `bb`. */
  readonly cardId: string
  /** Ids that other printings use for the same item, understood on reading. */
  readonly alsoCardIds?: readonly string[]
  readonly column?: string
  readonly step: Step
  readonly required: boolean | Condition
  readonly shownWhen?: Condition
  readonly codes?: readonly Coding[]
  readonly source: string
  /** Filled only by nakes. */
  readonly nakesOnly?: boolean
  /** For nakes and whoever asked it; other kader read neither the answer nor what was found on it. */
  readonly confidential?: boolean
  /** The record that keeps it. Absent: the visit. Others reach the rules through `Context.given`. */
  readonly keptIn?: KeptIn
  /** The heading within its step under which the form shows it: `dangerSigns`, `feeding`. */
  readonly section?: string
  /** Yes-or-no questions of one battery are one checklist with one tap for "none of these". */
  readonly battery?: string
  /** The row of ticks in which the card prints this yes-or-no question, and how it calls it there. */
  readonly listedAs?: { readonly row: string; readonly printed: readonly string[] }
  /** The list in which a printing sends this visit with its like, and the days since another answer that are its own. */
  readonly visitIn?: {
    readonly row: string
    readonly days?: { readonly since: string; readonly first: number; readonly last: number }
  }
  /** The item of an official form. Its wording here is the project's own until a puskesmas confirms it. */
  readonly officialItem?: OfficialItem
}

/** Records that keep answers beyond the visit in which they were given. */
export const keepers = ['person', 'pregnancy'] as const
export type KeptIn = (typeof keepers)[number]

export type OfficialItem = { readonly form: string; readonly number: string }

export type NumberSpec = {
  readonly type: 'number'
  /** UCUM unit: `kg`, `cm`, `mm[Hg]`, `mg/dL`, `wk`, `{tablet}`. */
  readonly unit: string
  readonly decimals: 0 | 1 | 2 | 3
  /** Outside it the value is refused at the field. */
  readonly reject: RangeOf
  /** Outside it the person is asked to confirm. */
  readonly confirm?: RangeOf
  /** Words a device shows in place of a number, stored as such: glucometer `LO`, `HI`. */
  readonly words?: readonly string[]
}
export type ChoiceSpec = {
  readonly type: 'choice'
  readonly choices: readonly string[]
  /** Choice code → how the card prints it: `{ lying: 'telentang' }`. */
  readonly printed?: Readonly<Record<string, string>>
  /** Choice code → other spellings, of other printings or forms, understood on reading. */
  readonly alsoPrinted?: Readonly<Record<string, readonly string[]>>
}
export type YesNoSpec = {
  readonly type: 'yesNo'
  /** True where the card takes yes or the day on which it was done. */
  readonly dayIsEnough?: boolean
}
export type DateSpec = {
  readonly type: 'date'
  readonly earliest?: (c: FieldContext) => CalendarDay
  readonly latest?: (c: FieldContext) => CalendarDay
  /** True where people know only the month; its first day then stands for it. */
  readonly monthIsEnough?: boolean
}
export type TextSpec = {
  readonly type: 'text'
  readonly maxLength: number
  readonly minLength?: number
  /** `timeOfDay`: `07:30`; `digits`: nothing but digits; `phone`: digits after an optional plus. */
  readonly format?: TextFormat
}
export type TextFormat = 'timeOfDay' | 'digits' | 'phone'
/** Several choices; an empty list says that none was found, which differs from no answer. */
export type MultiSpec = {
  readonly type: 'multi'
  readonly choices: readonly string[]
  readonly printed?: Readonly<Record<string, string>>
  readonly alsoPrinted?: Readonly<Record<string, readonly string[]>>
}

export type PartSpec = (NumberSpec | ChoiceSpec | YesNoSpec | DateSpec | TextSpec) & {
  readonly id: string
  readonly cardId: string
  readonly alsoCardIds?: readonly string[]
  readonly codes?: readonly Coding[]
  readonly default?: (c: FieldContext) => string | undefined
  /** When the group stands without it. Absent: never. */
  readonly optionalWhen?: Condition
}
export type GroupSpec = {
  readonly type: 'group'
  readonly parts: readonly PartSpec[]
  /** A code when the parts contradict each other: `diastolicNotBelowSystolic`. */
  readonly contradiction?: (value: GroupValue) => string | undefined
}

export type FieldSpec = NumberSpec | ChoiceSpec | YesNoSpec | DateSpec | TextSpec | MultiSpec | GroupSpec
export type Field = FieldBase &
  FieldSpec & {
    /** Beyond the ranges: what makes this value doubtful beside the person's history, as a code with facts. */
    readonly doubt?: (value: AnswerValue, context: FieldContext) => Doubt | undefined
  }

export type Facts = Readonly<Record<string, number | string>>
export type Doubt = { readonly code: string; readonly facts: Facts }

export type Finding = {
  /** Rule id in code. */
  readonly rule: string
  /** The rule's id on the domain pages: `R-BH-LILA`. */
  readonly card: string
  readonly edition: string
  readonly level: Level
  readonly deadline?: Deadline
  /** What was found: `severelyStunted`. */
  readonly code: string
  /** The fields it speaks of, first the one it is shown with. */
  readonly fields: readonly string[]
  readonly facts: Facts
  /** Why `notAssessed`: `ageUnknown`, `notMeasured`, `implausible` … */
  readonly because?: string
  /** Settings that decided it, by name, where any did. */
  readonly settings?: Facts
}

export type Rule = {
  readonly id: string
  readonly card: string
  readonly edition: string
  readonly source: string
  /** Every finding code that it can give, so that words and tests can be checked for completeness. */
  readonly outcomes: readonly string[]
  /** Fields that it judges: where a required one has no value, the engine reports `notAssessed` for this rule. */
  readonly judges?: readonly string[]
  /** Whom it speaks of. Others get no finding of it, not even `notAssessed`. Absent: everybody on the card. */
  readonly concerns?: Condition
  readonly evaluate: (context: FieldContext) => readonly Finding[]
}

/**
 * `card`: a Kartu Bantu Pemeriksaan; `homeVisit`: a Checklist Kunjungan Rumah; `followUp`: scores that nakes enter;
 * `record`: what another record than a visit holds.
 */
export const instrumentKinds = ['card', 'questionnaire', 'homeVisit', 'followUp', 'record'] as const
export type InstrumentKind = (typeof instrumentKinds)[number]

/** Where a row of the card's field table that nobody fills gets its value. */
export type Derived = {
  readonly cardId: string
  /** The rule whose finding it is. */
  readonly rule?: string
  /** Else the record or the calculation that has it: `person`, `household`, `visit`, `lifeStage`. */
  readonly from?: string
}

export type Instrument = {
  readonly id: string
  readonly kind: InstrumentKind
  readonly edition: string
  readonly source: string
  readonly appliesTo: (person: PersonOn, day: CalendarDay, settings?: Settings) => boolean
  readonly fields: readonly Field[]
  readonly rules: readonly Rule[]
  /** Rows of the card that are not filled but computed, or that another record holds. */
  readonly derived?: readonly Derived[]
}

/** A visit in one word. `incomplete` ("belum lengkap"): nothing worse than normal, but a required item has no value. */
export type Summary = {
  readonly level: Level
  readonly incomplete: boolean
  readonly findings: readonly Finding[]
}
