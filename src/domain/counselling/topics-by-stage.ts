import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, FieldContext } from '#domain/instruments/instrument.ts'
import { choicesIn, hasValue, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { daysSinceDelivery, gestationIn } from '#domain/rules/maternal-state.ts'
import type { Topic, TopicPage } from './topics.ts'

type StageTopic = { readonly topic: Topic; readonly when: Condition }

const always: Condition = () => true
const monthsBetween =
  (from: number, to: number): Condition =>
  (context) => {
    const months = ageIn(context)?.months
    return months !== undefined && months >= from && months <= to
  }
const yearsIn = (context: FieldContext) => ageIn(context)?.years ?? -1
const fromWeek =
  (week: number): Condition =>
  (context) =>
    (gestationIn(context)?.weeks ?? -1) >= week
/** Up to this day after delivery; where the delivery is not dated, as if. */
const untilDay =
  (day: number): Condition =>
  (context) =>
    (daysSinceDelivery(context) ?? 0) <= day

const isSick =
  (sign: string): Condition =>
  ({ answers }) =>
    choicesIn(answers, 'sicknessSigns')?.includes(sign) ?? false

const isGirl: Condition = (context) =>
  context.person.sex === 'female' && yearsIn(context) >= 10 && yearsIn(context) < 18

const isPus: Condition = (context) =>
  context.person.sex === 'female' &&
  yearsIn(context) >= 15 &&
  yearsIn(context) <= 49 &&
  textIn(context.answers, 'maritalStatus') === 'married'

const isPregnantTeen: Condition = (context) =>
  yesNoIn(context.answers, 'pregnant') === true && yearsIn(context) >= 10 && yearsIn(context) < 20

/** Shown in February and August, the months of vitamin A and deworming. */
const isCampaignMonth: Condition = ({ day }) => ['02', '08'].includes(day.slice(5, 7))
const both =
  (one: Condition, other: Condition): Condition =>
  (context) =>
    one(context) && other(context)

/** What is told to whoever is in a stage of life, whatever was found (Buku KIA 2023; KMK HK.01.07/MENKES/2015/2023). */
export const stageTopics: Readonly<Record<TopicPage, readonly StageTopic[]>> = {
  pregnancy: [
    { topic: 'pregnancyFood', when: always },
    { topic: 'birthPlan', when: fromWeek(24) },
    { topic: 'fetalMovement', when: fromWeek(24) },
    { topic: 'pregnancyDangerSigns', when: always },
    { topic: 'antenatalVisits', when: always },
    { topic: 'familyPlanningAfterBirth', when: always },
    { topic: 'earlyBreastfeeding', when: always },
    { topic: 'smoking', when: always },
    { topic: 'handWashing', when: always },
  ],
  postpartum: [
    { topic: 'postpartumVitaminA', when: untilDay(42) },
    { topic: 'breastfeeding', when: always },
    { topic: 'breastfeedingFood', when: always },
    { topic: 'postpartumFamilyPlanning', when: always },
    { topic: 'postpartumDangerSigns', when: untilDay(42) },
    { topic: 'postpartumHygiene', when: untilDay(42) },
    { topic: 'postpartumMood', when: always },
    { topic: 'newbornCare', when: untilDay(28) },
    { topic: 'postpartumTablets', when: untilDay(42) },
    { topic: 'postpartumRest', when: always },
  ],
  child: [
    { topic: 'exclusiveBreastfeeding', when: monthsBetween(0, 5) },
    { topic: 'infantCare', when: monthsBetween(0, 5) },
    { topic: 'immunisation', when: monthsBetween(0, 5) },
    { topic: 'complementaryFood', when: monthsBetween(6, 23) },
    { topic: 'animalProtein', when: monthsBetween(6, 71) },
    { topic: 'responsiveFeeding', when: monthsBetween(6, 71) },
    { topic: 'saltSugarOil', when: monthsBetween(6, 71) },
    { topic: 'vitaminA', when: both(monthsBetween(6, 59), isCampaignMonth) },
    { topic: 'deworming', when: both(monthsBetween(12, 71), isCampaignMonth) },
    { topic: 'diarrhoea', when: isSick('diarrhoea') },
    { topic: 'fever', when: isSick('fever') },
    { topic: 'cough', when: isSick('cough') },
    { topic: 'teeth', when: monthsBetween(24, 71) },
    { topic: 'cleanLiving', when: monthsBetween(24, 71) },
    { topic: 'earlyEducation', when: monthsBetween(24, 71) },
    { topic: 'accidents', when: monthsBetween(24, 71) },
    { topic: 'mothersClass', when: monthsBetween(24, 71) },
    { topic: 'stimulation', when: always },
  ],
  life: [
    { topic: 'girlsTablets', when: isGirl },
    { topic: 'growingUp', when: isPregnantTeen },
    { topic: 'familyPlanning', when: isPus },
    { topic: 'cancer', when: (context) => context.person.sex === 'female' && yearsIn(context) >= 15 },
    { topic: 'ageing', when: (context) => yearsIn(context) >= 60 },
    { topic: 'schoolChild', when: (context) => yearsIn(context) >= 6 && yearsIn(context) < 18 },
    { topic: 'germas', when: always },
    { topic: 'isiPiringku', when: always },
  ],
}

/** The page whose topics are told: that of the card, of other instruments that of the person's state and age. */
export function topicPageOf(context: FieldContext): TopicPage {
  const { instrument = '', answers } = context
  if (instrument.endsWith('ibu-hamil')) return 'pregnancy'
  if (instrument.endsWith('nifas')) return 'postpartum'
  const months = ageIn(context)?.months
  if (instrument === 'balita' || (months !== undefined && months < 72)) return 'child'
  return hasValue(answers['lastMenstrualPeriodOn']) && yesNoIn(answers, 'pregnant') === true
    ? 'pregnancy'
    : 'life'
}
