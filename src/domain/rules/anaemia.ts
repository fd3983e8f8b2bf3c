import { ageIn } from '#domain/instruments/age-in.ts'
import type { Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, isNotMeasured, latestBefore, numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { isOn } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'
import { maternalStateIn } from './maternal-state.ts'

/** g/dL: from here normal, from there mild, from there moderate; below severe. */
type Limits = { readonly normalFrom: number; readonly mildFrom: number; readonly moderateFrom: number }

/** WHO, as the ministry uses it; in pregnancy as its programme counts. */
const limits = {
  from5: { normalFrom: 11.5, mildFrom: 11, moderateFrom: 8 },
  from12: { normalFrom: 12, mildFrom: 11, moderateFrom: 8 },
  femaleFrom15: { normalFrom: 12, mildFrom: 11, moderateFrom: 8 },
  maleFrom15: { normalFrom: 13, mildFrom: 11, moderateFrom: 8 },
  pregnant: { normalFrom: 11, mildFrom: 10, moderateFrom: 7 },
} as const satisfies Readonly<Record<string, Limits>>

/** The rows that may hold: one where age and sex are known, all that are possible where not. */
function possibleLimits(context: FieldContext): readonly Limits[] {
  if (maternalStateIn(context) === 'pregnant') return [limits.pregnant]
  const years = ageIn(context)?.years
  const { sex } = context.person
  const grown = [
    ...(sex === 'male' ? [] : [limits.femaleFrom15]),
    ...(sex === 'female' ? [] : [limits.maleFrom15]),
  ]
  if (years === undefined) return [limits.from5, limits.from12, ...grown]
  if (years < 12) return [limits.from5]
  return years < 15 ? [limits.from12] : grown
}

type Grade = 'haemoglobinNormal' | 'anaemiaMild' | 'anaemiaModerate' | 'anaemiaSevere'

function gradeOf(value: number, { normalFrom, mildFrom, moderateFrom }: Limits): Grade {
  if (value >= normalFrom) return 'haemoglobinNormal'
  if (value >= mildFrom) return 'anaemiaMild'
  return value >= moderateFrom ? 'anaemiaModerate' : 'anaemiaSevere'
}

/** How severe an Hb is; nothing where age or sex would have to be known for it. */
export function haemoglobinGrade(value: number, context: FieldContext): Grade | undefined {
  const grades = new Set(possibleLimits(context).map((row) => gradeOf(value, row)))
  const [grade] = grades
  return grades.size === 1 ? grade : undefined
}

/** From which Hb nobody is anaemic who may be this person. */
export const haemoglobinNormalFrom = (context: FieldContext): number =>
  Math.max(...possibleLimits(context).map(({ normalFrom }) => normalFrom))

const fields = ['haemoglobinGPerDl']
const signFields = { pallor: 'anaemiaPallor', symptoms: 'anaemiaSymptoms' } as const

/** Anaemia by Hb; without it by pallor and the five L (lemah, letih, lesu, lunglai, lalai). */
export const anaemia = defineRule(
  {
    id: 'anaemia',
    card: 'R-7',
    edition: 'who-hb',
    source: 'WHO Hb limits; KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025',
    outcomes: [
      'anaemiaSevere',
      'anaemiaModerate',
      'anaemiaMild',
      'haemoglobinNormal',
      'anaemiaSuspectedPallor',
      'anaemiaSuspectedSymptoms',
      'anaemiaNoSigns',
      'notAssessed',
    ],
    judges: [signFields.pallor, signFields.symptoms, ...fields],
  },
  (context, find) => {
    const value = numberIn(context.answers, 'haemoglobinGPerDl')
    return value === undefined ? judgeSigns(context, find) : [judgeHaemoglobin(value, context, find)]
  },
)

function judgeHaemoglobin(value: number, context: FieldContext, find: Find): Finding {
  const grade = haemoglobinGrade(value, context)
  if (!grade) {
    const because = ageIn(context) === undefined ? 'ageUnknown' : 'sexUnknown'
    return notAssessed(find, 'haemoglobinGPerDl', because, { value })
  }
  const facts: Facts = { value, limit: haemoglobinNormalFrom(context) }
  if (grade === 'haemoglobinNormal') return find(grade, 'normal', { fields, facts })
  return grade === 'anaemiaSevere'
    ? find(grade, 'emergency', { fields, facts, deadline: 'now' })
    : find(grade, 'refer', { fields, facts, deadline: 'week' })
}

/** Pallor is referred for Hb; the complaints alone have many causes, and a nakes measures first. */
function judgeSigns(context: FieldContext, find: Find): readonly Finding[] {
  const { answers, settings } = context
  const pallor = choicesIn(answers, signFields.pallor)
  const symptoms = choicesIn(answers, signFields.symptoms)
  if (pallor && pallor.length > 0)
    return [find('anaemiaSuspectedPallor', 'refer', { fields: [signFields.pallor], deadline: 'week' })]
  if (symptoms && symptoms.length > 0)
    return [
      find('anaemiaSuspectedSymptoms', 'confirm', {
        fields: [signFields.symptoms],
        facts: { count: symptoms.length },
      }),
    ]
  if (isNotMeasured(answers['haemoglobinGPerDl'])) return []
  // Signs are no condition for the test of the two ages: without it nothing is known.
  if (haemoglobinIsDue(context)) {
    const because = isOn(settings, 'haemoglobinByKader') ? 'notMeasured' : 'dueByNakes'
    const used = settingsUsed(settings, 'haemoglobinByKader')
    return [find('notAssessed', 'notAssessed', { fields, because, settings: used })]
  }
  return pallor && symptoms ? [find('anaemiaNoSigns', 'normal', { fields: [signFields.pallor] })] : []
}

/** Once at 12–14 and once at 15–17 years (class 7 and class 10). */
const bands = [
  [12, 14],
  [15, 17],
] as const

/**
 * Whether a girl's Hb of her age band was never measured, at a visit or on the day she tells of. Pregnancy has tests of
 * its own.
 */
export function haemoglobinIsDue(context: FieldContext, toldOn?: CalendarDay): boolean {
  const years = ageIn(context)?.years
  if (context.person.sex !== 'female' || maternalStateIn(context) !== 'neither') return false
  const band = bands.find(([from, to]) => years !== undefined && years >= from && years <= to)
  if (!band) return false
  const last = latestBefore(context, (answers) => numberIn(answers, 'haemoglobinGPerDl'))?.day
  return ![last, toldOn].some((day) => day !== undefined && wasInBand(day, band[0], context))
}

function wasInBand(day: CalendarDay, fromYears: number, { person }: FieldContext): boolean {
  const months = person.birthDate === undefined ? undefined : completedMonths(person.birthDate, day)
  return months !== undefined && months >= fromYears * 12
}

/** Whether the last Hb was too low: it is measured again after treatment. */
export function haemoglobinWasLow(context: FieldContext): boolean {
  const last = latestBefore(context, (answers) => numberIn(answers, 'haemoglobinGPerDl'))
  return last !== undefined && possibleLimits(context).some(({ normalFrom }) => last.value < normalFrom)
}

/** Whether pallor or a complaint of anaemia was answered with yes. */
export const hasAnaemiaSigns = ({ answers }: FieldContext): boolean =>
  [signFields.pallor, signFields.symptoms].some((id) => (choicesIn(answers, id)?.length ?? 0) > 0)

/** Thalassaemia in the family: the blood is examined once in life. */
export const familyThalassaemia = defineRule(
  {
    id: 'familyThalassaemia',
    card: 'R-7',
    edition: 'kmk-33-2025',
    source: "KMK HK.01.07/MENKES/33/2025; KMK HK.01.07/MENKES/2015/2023; deadline Teratai's own",
    outcomes: ['thalassaemiaInFamily', 'thalassaemiaNotInFamily'],
  },
  ({ answers }, find) => {
    const asked = ['familyThalassaemia', 'thalassaemiaFamilyIll', 'thalassaemiaFamilyCarrier']
    const yes = asked.find((id) => yesNoIn(answers, id) === true)
    if (yes) return [find('thalassaemiaInFamily', 'refer', { fields: [yes], deadline: 'month' })]
    const no = asked.slice(1).every((id) => yesNoIn(answers, id) === false)
    return no ? [find('thalassaemiaNotInFamily', 'normal', { fields: ['thalassaemiaFamilyIll'] })] : []
  },
)
