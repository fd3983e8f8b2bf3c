import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn } from '#domain/instruments/read-answer.ts'
import { childSignsIn } from './child-signs.ts'
import { defineRule, type Find, settingsUsed } from './define-rule.ts'
import { isPastYoungInfancy } from './young-infant.ts'
import { settingOf } from '#domain/settings.ts'

const head = { card: 'R-AN-BAHAYA', edition: 'buku-kia-2023' } as const
const field = 'sicknessSigns'

/** From here a temperature is a fever. */
const feverFromC = 37.5

const symptomsIn = ({ answers }: FieldContext) => choicesIn(answers, field)

const hasFever = (context: FieldContext): boolean =>
  (numberIn(context.answers, 'temperatureC') ?? 0) >= feverFromC ||
  (symptomsIn(context)?.includes('fever') ?? false) ||
  childSignsIn(context).has('highFever')

/**
 * Diarrhoea from two months on, where no sign of danger makes it an emergency: with fever seen today, else nakes look,
 * and it is treated at home with oralit and zinc.
 */
export const childDiarrhoea = defineRule(
  {
    ...head,
    id: 'childDiarrhoea',
    source: 'Buku KIA 2023; MTBS',
    outcomes: ['diarrhoeaWithFever', 'diarrhoea'],
    concerns: isPastYoungInfancy,
  },
  (context, find) => {
    const signs = childSignsIn(context)
    if (signs.has('diarrhoeaWithDanger')) return []
    const place = symptomsIn(context)?.includes('diarrhoea') ? field : signs.get('diarrhoea')
    if (place === undefined) return []
    if (hasFever(context))
      return [find('diarrhoeaWithFever', 'refer', { fields: [place], deadline: 'today' })]
    const settings = settingsUsed(context.settings, 'plainDiarrhoeaLevel')
    return settingOf(context.settings, 'plainDiarrhoeaLevel') === 'refer'
      ? [find('diarrhoea', 'refer', { fields: [place], deadline: 'today', settings })]
      : [find('diarrhoea', 'confirm', { fields: [place], settings })]
  },
)

/** A cough of more than two days with fever or hard breathing is seen by nakes (Buku KIA 2023). */
const coughMoreThanDays = 2

/** Symptoms that home care may help, that a nakes at the post should look at. */
const homeCare: ReadonlySet<string> = new Set(['cough', 'runnyNose'])
/** Symptoms with a rule of their own. */
const judgedElsewhere: ReadonlySet<string> = new Set(['fever', 'diarrhoea', 'breathless', 'convulsion'])

/** Column 25 of the card: what else the child suffers from. */
export const childIllness = defineRule(
  {
    ...head,
    id: 'childIllness',
    source: "Buku KIA 2023; Kartu Bantu Pemeriksaan Balita; levels without a sign Teratai's own",
    outcomes: ['coughWithFever', 'illnessToLookAt', 'illnessAtHome', 'notIll'],
    judges: [field],
  },
  (context, find) => {
    const symptoms = symptomsIn(context)
    if (symptoms === undefined) return []
    if (symptoms.length === 0) return [find('notIll', 'normal', { fields: [field] })]
    return judge(symptoms, context, find)
  },
)

function judge(symptoms: readonly string[], context: FieldContext, find: Find): readonly Finding[] {
  const facts = { symptoms: symptoms.join(' ') }
  const detail = { fields: [field], facts }
  if (isLongCoughWithMore(symptoms, context))
    return [find('coughWithFever', 'refer', { ...detail, deadline: 'today' })]
  const left = symptoms.filter((one) => !judgedElsewhere.has(one))
  if (left.some((one) => !homeCare.has(one))) return [find('illnessToLookAt', 'confirm', detail)]
  return left.length > 0 ? [find('illnessAtHome', 'counsel', detail)] : []
}

function isLongCoughWithMore(symptoms: readonly string[], context: FieldContext): boolean {
  const days = numberIn(context.answers, 'coughDays') ?? 0
  const more = hasFever(context) || childSignsIn(context).has('breathingHard')
  return symptoms.includes('cough') && days > coughMoreThanDays && more
}
