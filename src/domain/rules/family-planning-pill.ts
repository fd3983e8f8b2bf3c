import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn, latestBefore, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { completedMonths } from '#domain/time/age.ts'
import { addMonths, isCalendarDay } from '#domain/time/calendar-day.ts'
import { defineRule, notAssessed } from './define-rule.ts'
import { asksForPill } from './family-planning.ts'
import { type Readings, reaches, readingOfTwo, readingsIn } from './readings.ts'
import { isActiveSmoker } from './smoking.ts'

/** A pressure of the last three months tells enough to go on with a pill; to begin, today's is better. */
const pressureServesMonths = 3

function readingsOfLate(context: FieldContext): Readings | undefined {
  const today = readingsIn(context.answers)
  if (today) return today
  const before = latestBefore(context, readingsIn)
  return before && before.day >= addMonths(context.day, -pressureServesMonths) ? before.value : undefined
}

/** Breastfeeding a child below six months; where no delivery is dated, what she says counts. */
function breastfeedsYoungBaby({ answers, day }: FieldContext): boolean {
  if (yesNoIn(answers, 'breastfeeding') !== true) return false
  const deliveredOn = textIn(answers, 'deliveredOn')
  const months = isCalendarDay(deliveredOn) ? completedMonths(deliveredOn, day) : undefined
  return months === undefined || months < 6
}

const smokesFrom35 = (context: FieldContext) =>
  isActiveSmoker(context) === true && (ageIn(context)?.years ?? 35) >= 35

/** What forbids a combined pill, of all that was answered. */
function reasonsAgainst(context: FieldContext): readonly string[] {
  const readings = readingsOfLate(context)
  const found = {
    pressure: readings !== undefined && reaches(readingOfTwo(readings, context), 140, 90),
    smoking: smokesFrom35(context),
    breastfeeding: breastfeedsYoungBaby(context),
    stroke: yesNoIn(context.answers, 'ownStroke') === true,
  }
  const asked = Object.entries(found).flatMap(([reason, there]) => (there ? [reason] : []))
  return [...new Set([...asked, ...(choicesIn(context.answers, 'pillContraindications') ?? [])])]
}

/** What must still be known before a pill may be called suitable: the field to answer, and why. */
function openQuestion(context: FieldContext): readonly [field: string, because: string] | undefined {
  if (readingsOfLate(context) === undefined) return ['bloodPressure', 'pressureUnknown']
  if (choicesIn(context.answers, 'pillContraindications') === undefined)
    return ['pillContraindications', 'pillQuestionsOpen']
  const older = (ageIn(context)?.years ?? 35) >= 35
  return older && isActiveSmoker(context) === undefined
    ? ['contraceptiveMethod', 'smokingUnknown']
    : undefined
}

/**
 * Safety of the combined pill: not with 140/90, smoking from 35 years, breastfeeding below six months, migraine with
 * aura, stroke or thrombosis. Then nakes find another method. A pill of unknown kind counts as combined.
 */
export const combinedPill = defineRule(
  {
    id: 'combinedPill',
    card: 'D-12',
    edition: 'who-mec-2015',
    source: 'WHO Medical Eligibility Criteria for Contraceptive Use; KMK HK.01.07/MENKES/2015/2023',
    outcomes: ['combinedPillUnsafe', 'combinedPillSuitable', 'notAssessed'],
    concerns: (context) =>
      context.person.sex !== 'male' && asksForPill(context) && context.answers['pillKind'] !== 'progestin',
  },
  (context, find) => {
    const reasons = reasonsAgainst(context)
    const field =
      context.answers['contraceptiveGiven'] === 'pill' ? 'contraceptiveGiven' : 'contraceptiveMethod'
    if (reasons.length > 0) {
      const facts = { reasons: reasons.join(' ') }
      return [find('combinedPillUnsafe', 'refer', { fields: [field], facts, deadline: 'month' })]
    }
    const open = openQuestion(context)
    return open ? [notAssessed(find, ...open)] : [find('combinedPillSuitable', 'normal', { fields: [field] })]
  },
)
