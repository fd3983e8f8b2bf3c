import { ageIn } from '#domain/instruments/age-in.ts'
import type { Deadline, Facts, FieldContext, Finding, Level, Rule } from '#domain/instruments/instrument.ts'
import { isNotMeasured, yesNoIn } from '#domain/instruments/read-answer.ts'
import { isOn, numberSetting, wordSetting } from '#domain/settings.ts'
import { isDiabetic } from './chronic-state.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'
import { glucoseIsDueInAdults, glucoseIsDueInTeens } from './glucose-due.ts'
import { type Glucose, glucoseIn, glucoseLimits, hasDiabetesSymptoms } from './glucose-reading.ts'

const fields = ['bloodGlucose']

/** Level 2 of low glucose, dangerous in everybody (ADA). */
const severeLowBelow = 54

/** Whoever has the schoolchildren's card and no known age is taken for young: that is the stricter rule. */
const isYouth = (context: FieldContext) =>
  (ageIn(context)?.years ?? (context.instrument === 'remaja' ? 0 : 18)) < 18

/** Glucose from a finger prick: `R-6` on the card of schoolchildren, `D-4` on those of adults. */
export const glucose = (card: 'R-6' | 'D-4'): Rule =>
  defineRule(
    {
      id: 'glucose',
      card,
      edition: 'kmk-2015-2023',
      source: 'KMK HK.01.07/MENKES/2015/2023, Tabel 23–24; PERKENI 2021; ADA',
      outcomes: [
        'glucoseSeverelyLow',
        'glucoseLowEmergency',
        'glucoseLow',
        'glucoseBeyondMeter',
        'glucoseVeryHighWithSymptoms',
        'youthDiabetesSuspected',
        'diabetesIndicated',
        'glucoseHighToConfirm',
        'prediabetes',
        'glucoseNormal',
        'notAssessed',
      ],
      judges: fields,
    },
    (context, find) => {
      const found = glucoseIn(context.answers)
      if (!found) return waitsForNakes(card, context) ? [notAssessed(find, 'bloodGlucose', 'dueByNakes')] : []
      const urgent = judgeUrgent(found, context, find)
      // With diabetes already known its aims count, and another rule speaks.
      if (urgent || isDiabetic(context)) return urgent ? [urgent] : []
      return [judgeCategory(found, context, find)]
    },
  )

/** Due and not measured where kader prick no finger: it waits for nakes. Said "not measured" keeps its own reason. */
function waitsForNakes(card: 'R-6' | 'D-4', context: FieldContext): boolean {
  if (isOn(context.settings, 'glucoseByKader') || isNotMeasured(context.answers['bloodGlucose'])) return false
  return card === 'R-6' ? glucoseIsDueInTeens(context) : glucoseIsDueInAdults(context)
}

/** Facts of a reading: number or the meter's word, kind, and the card's mark R, N or T. */
function factsOf(found: Glucose, { settings }: FieldContext): Facts {
  const highFrom = found.kind === 'fasting' ? 126 : numberSetting(settings, 'glucoseMarkHighFrom')
  const low = found.mgPerDl < numberSetting(settings, 'glucoseLowBelow')
  const mark = found.mgPerDl >= highFrom ? 'T' : low ? 'R' : 'N'
  return { value: found.word ?? found.mgPerDl, kind: found.kind, mark }
}

function judgeUrgent(found: Glucose, context: FieldContext, find: Find): Finding | undefined {
  const facts = factsOf(found, context)
  const detail = { fields, facts, deadline: 'now' } as const
  const { mgPerDl } = found
  if (mgPerDl < severeLowBelow) return find('glucoseSeverelyLow', 'emergency', detail)
  if (mgPerDl < numberSetting(context.settings, 'glucoseLowBelow')) return judgeLow(facts, context, find)
  if (found.word === 'HI') return find('glucoseBeyondMeter', 'emergency', detail)
  if (hasDiabetesSymptoms(context.answers) !== true) return undefined
  if (mgPerDl >= numberSetting(context.settings, 'glucoseEmergencyFrom')) {
    const settings = settingsUsed(context.settings, 'glucoseEmergencyFrom')
    return find('glucoseVeryHighWithSymptoms', 'emergency', { ...detail, settings })
  }
  // In the young it may be type 1, which turns into a coma within days.
  return isYouth(context) && found.kind === 'random' && mgPerDl >= 200
    ? find('youthDiabetesSuspected', 'emergency', detail)
    : undefined
}

/** Sugar now and again in 15 minutes; with symptoms or on medicine for diabetes an emergency. */
function judgeLow(facts: Facts, context: FieldContext, find: Find): Finding {
  const { answers } = context
  const medicine = yesNoIn(answers, 'diabetesMedicine') ?? isDiabetic(context)
  const settings = settingsUsed(context.settings, 'glucoseLowBelow')
  const detail = { fields, facts: { ...facts, repeatAfterMinutes: 15 }, settings }
  return medicine || yesNoIn(answers, 'hypoglycaemiaSymptoms') === true
    ? find('glucoseLowEmergency', 'emergency', { ...detail, deadline: 'now' })
    : find('glucoseLow', 'confirm', { ...detail, deadline: 'today' })
}

function judgeCategory(found: Glucose, context: FieldContext, find: Find): Finding {
  const facts = factsOf(found, context)
  const { prediabetesFrom, diabetesFrom } = glucoseLimits[found.kind]
  if (found.mgPerDl >= diabetesFrom) {
    const detail = { fields, facts: { ...facts, limit: diabetesFrom }, deadline: 'week' } as const
    // A random reading alone is no diagnosis without symptoms; it is referred to be confirmed.
    return found.kind !== 'random' || hasDiabetesSymptoms(context.answers) === true
      ? find('diabetesIndicated', 'refer', detail)
      : find('glucoseHighToConfirm', 'refer', detail)
  }
  const warned = wordSetting(context.settings, 'randomGlucose100To139') === 'prediabetes'
  const from = found.kind === 'random' && warned ? 100 : prediabetesFrom
  const settings = settingsUsed(context.settings, 'randomGlucose100To139')
  if (found.mgPerDl >= from)
    return find('prediabetes', 'confirm', {
      fields,
      facts: { ...facts, limit: from, repeatAfterMonths: 3 },
      settings,
    })
  return find('glucoseNormal', 'normal', { fields, facts: { ...facts, limit: from }, settings })
}

type Judged = { readonly code: string; readonly level: Level; readonly deadline?: Deadline }

/** HbA1c where a nakes has it: 5.7 and 6.5 % (KMK HK.01.07/MENKES/2015/2023, Tabel 23). */
const hba1cLimits = { prediabetesFrom: 5.7, diabetesFrom: 6.5, aimBelow: 7 } as const

export const hba1c = (card: 'R-6' | 'D-4'): Rule =>
  defineRule(
    {
      id: 'hba1c',
      card,
      edition: 'kmk-2015-2023',
      source: 'KMK HK.01.07/MENKES/2015/2023, Tabel 23; PERKENI 2021',
      outcomes: ['hba1cDiabetes', 'hba1cPrediabetes', 'hba1cNormal', 'hba1cAboveAim', 'hba1cAtAim'],
    },
    (context, find) => {
      const value = context.answers['hba1cPercent']
      if (typeof value !== 'number') return []
      const { code, level, deadline } = isDiabetic(context) ? againstAim(value) : againstLimits(value)
      return [find(code, level, { fields: ['hba1cPercent'], facts: { value }, deadline })]
    },
  )

const againstAim = (value: number): Judged =>
  value >= hba1cLimits.aimBelow
    ? { code: 'hba1cAboveAim', level: 'refer', deadline: 'week' }
    : { code: 'hba1cAtAim', level: 'normal' }

function againstLimits(value: number): Judged {
  if (value >= hba1cLimits.diabetesFrom) return { code: 'hba1cDiabetes', level: 'refer', deadline: 'week' }
  return value >= hba1cLimits.prediabetesFrom
    ? { code: 'hba1cPrediabetes', level: 'confirm' }
    : { code: 'hba1cNormal', level: 'normal' }
}

/** Aims of known diabetes (PERKENI 2021): uncontrolled from these. */
const uncontrolledFrom = { random: 200, fasting: 130, twoHour: 180 } as const

export const knownDiabetes = defineRule(
  {
    id: 'knownDiabetes',
    card: 'R-GD1',
    edition: 'perkeni-2021',
    source: 'PERKENI 2021; KMK HK.01.07/MENKES/2015/2023',
    outcomes: ['knownDiabetesUncontrolled', 'knownDiabetesHypoglycaemia', 'knownDiabetesControlled'],
    concerns: isDiabetic,
  },
  (context, find) => {
    const found = glucoseIn(context.answers)
    // Low glucose and the meter's HI are judged with everybody else's.
    if (!found || found.word || found.mgPerDl < numberSetting(context.settings, 'glucoseLowBelow')) return []
    const limit = uncontrolledFrom[found.kind]
    const detail = {
      fields: ['bloodGlucose', 'diabetesDiagnosed'],
      facts: { ...factsOf(found, context), limit },
    }
    if (found.mgPerDl >= limit)
      return [find('knownDiabetesUncontrolled', 'refer', { ...detail, deadline: 'week' })]
    // Signs of low glucose on other days: the medicine may be too much.
    return yesNoIn(context.answers, 'hypoglycaemiaSymptoms') === true
      ? [find('knownDiabetesHypoglycaemia', 'refer', { ...detail, deadline: 'week' })]
      : [find('knownDiabetesControlled', 'normal', detail)]
  },
)
