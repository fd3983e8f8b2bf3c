import { type GrowingChild, type WeightGain, consecutiveT, weightGainOn } from '#domain/growth/weight-gain.ts'
import { type Weighing, weighingsOf } from '#domain/growth/weighing.ts'
import type { Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { numberIn } from '#domain/instruments/read-answer.ts'
import { isOn } from '#domain/settings.ts'
import { oedemaIn } from './acute-malnutrition.ts'
import { defineRule, type Find, notAssessed, plainDeadline, settingsUsed } from './define-rule.ts'

const field = 'weightKg'
const fields = [field]

/** Why there is no N and no T, in the words of the other rules. */
const reasons: Readonly<Record<string, string>> = {
  birthDateUnknown: 'ageUnknown',
  beforeBirth: 'ageUnknown',
  over60Months: 'outOfAgeRange',
}

/** N, T, O or B of the month by the KMS; one month without gain is referred, two in a row are 2T. */
export const childWeightGain = defineRule(
  {
    id: 'childWeightGain',
    card: 'R-AN-NT',
    edition: 'buku-kia-2023',
    source: 'KMS, Buku KIA 2023; Permenkes 14/2019',
    outcomes: [
      'weightGained',
      'weightNotGained',
      'weightNotGainedTwice',
      'weightNotGainedThrice',
      'notWeighedLastMonth',
      'firstWeighing',
      'notAssessed',
    ],
    judges: fields,
  },
  (context, find) => {
    const weightKg = numberIn(context.answers, field)
    if (weightKg === undefined) return []
    const { child, weighings } = seriesOf(context, weightKg)
    const gain = weightGainOn(child, weighings, context.day)
    if (gain.status === undefined) {
      const because = gain.because ?? 'notMeasured'
      return [notAssessed(find, field, reasons[because] ?? because)]
    }
    const inRow = gain.status === 'T' ? consecutiveT(child, weighings, context.day) : 0
    return [judge(gain, inRow, context, find)]
  },
)

function seriesOf(context: FieldContext, weightKg: number) {
  const { person, answers, birthDateExact, onPosyanduDay, day } = context
  const child: GrowingChild = {
    ...person,
    birthDateExact,
    birthWeightKg: numberIn(answers, 'birthWeightKg'),
  }
  const today: Weighing = { day, weightKg, onPosyanduDay, oedema: oedemaIn(answers) !== undefined }
  return { child, weighings: [...weighingsOf(context.history), today] }
}

function judge(gain: WeightGain, inRow: number, context: FieldContext, find: Find): Finding {
  const facts = factsOf(gain)
  switch (gain.status) {
    case 'N':
      return find('weightGained', 'normal', { fields, facts })
    case 'T':
      return notGained(inRow, facts, context, find)
    case 'O':
      return find('notWeighedLastMonth', 'notAssessed', { fields, facts, because: 'notWeighedLastMonth' })
    default:
      return find('firstWeighing', 'notAssessed', { fields, facts, because: 'firstWeighing' })
  }
}

function notGained(inRow: number, facts: Facts, { settings }: FieldContext, find: Find): Finding {
  const detail = { fields, facts: { ...facts, consecutiveT: inRow }, deadline: plainDeadline(settings) }
  if (inRow >= 3) return find('weightNotGainedThrice', 'refer', detail)
  if (inRow === 2) return find('weightNotGainedTwice', 'refer', detail)
  const used = settingsUsed(settings, 'referAtFirstT')
  return isOn(settings, 'referAtFirstT')
    ? find('weightNotGained', 'refer', { ...detail, settings: used })
    : find('weightNotGained', 'counsel', { ...detail, deadline: undefined, settings: used })
}

function factsOf({
  status,
  ageMonths,
  previous,
  gainGrams,
  minimumGainGrams,
  intervalDays,
  notes,
}: WeightGain): Facts {
  return {
    status: status ?? '',
    ...(ageMonths !== undefined && { months: ageMonths }),
    ...(previous && {
      previousOn: previous.day,
      previousKg: previous.weightKg,
      fromBirthWeight: previous.atBirth ? 1 : 0,
    }),
    ...(gainGrams !== undefined && { gainGrams }),
    ...(minimumGainGrams !== undefined && { minimumGainGrams }),
    ...(intervalDays !== undefined && { intervalDays }),
    ...(notes[0] && { note: notes[0] }),
  }
}
