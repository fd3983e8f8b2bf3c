import { ageIn } from '#domain/instruments/age-in.ts'
import type { Facts, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { choicesIn, numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { numberSetting } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'

const buku = { edition: 'buku-kia-2023', source: 'Buku KIA 2023' } as const

/** Breast milk alone through completed month 5; at month 6 the six answers are drawn together. */
const lastExclusiveMonth = 5
const concludedAtMonth = 6

const field = 'exclusiveBreastfeeding'

/** What was answered in each completed month of age before today. */
function earlierMonths({ history, person: { birthDate } }: FieldContext): ReadonlyMap<number, boolean> {
  const said = new Map<number, boolean>()
  if (birthDate === undefined) return said
  for (const visit of history) {
    const month = completedMonths(birthDate, visit.day)
    const answer = yesNoIn(visit.answers, field)
    if (month === undefined || month > lastExclusiveMonth || answer === undefined) continue
    said.set(month, (said.get(month) ?? true) && answer)
  }
  return said
}

/** ASI eksklusif: once something else was given, the child is not exclusively breast-fed later. */
export const exclusiveBreastfeeding = defineRule(
  {
    ...buku,
    id: 'exclusiveBreastfeeding',
    card: 'R-AN-ASI',
    outcomes: [
      'exclusivelyBreastfed',
      'notExclusivelyBreastfed',
      'exclusiveBreastfeedingEnded',
      'exclusiveBreastfeedingPassed',
      'exclusiveBreastfeedingNotPassed',
      'notAssessed',
    ],
    judges: [field],
    concerns: (context) => (ageIn(context)?.months ?? 0) <= concludedAtMonth,
  },
  (context, find) => {
    const today = yesNoIn(context.answers, field)
    const months = ageIn(context)?.months
    const earlier = earlierMonths(context)
    if (months === concludedAtMonth) return conclude(today, earlier, find)
    if (today === undefined) return []
    const fields = [field]
    if (!today) return [find('notExclusivelyBreastfed', 'counsel', { fields })]
    return [...earlier.values()].includes(false)
      ? [find('exclusiveBreastfeedingEnded', 'counsel', { fields })]
      : [find('exclusivelyBreastfed', 'normal', { fields })]
  },
)

/** E0 to E5: passed where every month was yes; a month of which nobody knows leaves it open. */
function conclude(
  today: boolean | undefined,
  earlier: ReadonlyMap<number, boolean>,
  find: Find,
): readonly Finding[] {
  const facts = { knownMonths: earlier.size }
  if (today === false || [...earlier.values()].includes(false))
    return [find('exclusiveBreastfeedingNotPassed', 'counsel', { fields: [field], facts })]
  if (earlier.size > lastExclusiveMonth)
    return [find('exclusiveBreastfeedingPassed', 'normal', { fields: [field], facts })]
  return today === undefined && earlier.size === 0
    ? []
    : [notAssessed(find, field, 'earlierMonthsUnknown', facts)]
}

/** Main meals a day by completed months of age (Buku KIA 2023). */
export const leastMeals = (months: number): number => (months < 9 ? 2 : 3)

export const foodGroups = ['staple', 'animalProtein', 'plantProtein', 'fat', 'vegetables', 'fruit'] as const

/** Foods and meals of yesterday, by the card: staple and animal protein with plants, as often as the age asks for. */
function adequacyIn(context: FieldContext, months: number): { adequate: boolean; facts: Facts } | undefined {
  const groups = choicesIn(context.answers, 'complementaryFoodGroups')
  const meals = numberIn(context.answers, 'mealsYesterday')
  if (groups === undefined && meals === undefined) return undefined
  const has = (group: (typeof foodGroups)[number]) => groups?.includes(group) ?? true
  const mixed =
    has('staple') && has('animalProtein') && (has('plantProtein') || has('vegetables') || has('fruit'))
  const least = leastMeals(months)
  const facts = {
    limit: least,
    ...(meals !== undefined && { meals }),
    ...(groups !== undefined && { groups: groups.length }),
  }
  return { adequate: mixed && (meals ?? least) >= least, facts }
}

export const firstFoodMonth = 6
export const lastFoodMonth = 23

export const isComplementaryFeedingAge = (context: FieldContext): boolean => {
  const months = ageIn(context)?.months
  return months !== undefined && months >= firstFoodMonth && months <= lastFoodMonth
}

/** MP-ASI of 6–23 months: what was said, and what the foods named make of it; the worse of both counts. */
export const complementaryFeeding = defineRule(
  {
    ...buku,
    id: 'complementaryFeeding',
    card: 'R-AN-MPASI',
    outcomes: ['complementaryFoodAdequate', 'complementaryFoodInadequate'],
    judges: ['complementaryFeeding'],
    concerns: isComplementaryFeedingAge,
  },
  (context, find) => {
    const said = yesNoIn(context.answers, 'complementaryFeeding')
    const seen = adequacyIn(context, ageIn(context)?.months ?? firstFoodMonth)
    if (said === undefined && seen === undefined) return []
    const fields = ['complementaryFeeding', ...(seen ? ['complementaryFoodGroups', 'mealsYesterday'] : [])]
    const detail = { fields, facts: seen?.facts ?? {} }
    return said === false || seen?.adequate === false
      ? [find('complementaryFoodInadequate', 'counsel', detail)]
      : [find('complementaryFoodAdequate', 'normal', detail)]
  },
)

/** The eight groups of minimum dietary diversity (WHO and UNICEF 2021). */
export const diversityGroups = [
  'breastMilk',
  'grainsRoots',
  'pulsesNuts',
  'dairy',
  'fleshFoods',
  'eggs',
  'vitaminAFruitVegetables',
  'otherFruitVegetables',
] as const
const diverseFrom = 5

export const dietaryDiversity = defineRule(
  {
    id: 'dietaryDiversity',
    card: 'R-AN-MPASI',
    edition: 'who-unicef-2021',
    source: 'WHO and UNICEF 2021',
    outcomes: ['dietDiverse', 'dietNotDiverse', 'dietWithoutAnimalFood'],
    concerns: isComplementaryFeedingAge,
  },
  ({ answers }, find) => {
    const eaten = choicesIn(answers, 'dietaryDiversityGroups')
    if (eaten === undefined) return []
    const detail = { fields: ['dietaryDiversityGroups'], facts: { value: eaten.length, limit: diverseFrom } }
    if (eaten.length < diverseFrom) return [find('dietNotDiverse', 'counsel', detail)]
    return eaten.includes('eggs') || eaten.includes('fleshFoods')
      ? [find('dietDiverse', 'normal', detail)]
      : [find('dietWithoutAnimalFood', 'counsel', detail)]
  },
)

/** The five groups of the home-visit checklist, eaten in the last 24 hours. */
export const homeFoodFields = [
  { id: 'ateStaple', cardId: 'pmba_pokok' },
  { id: 'ateAnimalProtein', cardId: 'pmba_hewani' },
  { id: 'atePlantProtein', cardId: 'pmba_nabati' },
  { id: 'ateFat', cardId: 'pmba_lemak' },
  { id: 'ateFruitVegetables', cardId: 'pmba_buah_sayur' },
] as const

export const homeFood = defineRule(
  {
    id: 'homeFood',
    card: 'R-AN-MPASI',
    edition: 'kmk-2015-2023',
    source: "Checklist Kunjungan Rumah; number of groups Teratai's own",
    outcomes: ['homeFoodEnough', 'homeFoodNoAnimalProtein', 'homeFoodTooFewGroups'],
    judges: homeFoodFields.map(({ id }) => id),
  },
  ({ answers, settings }, find) => {
    const said = homeFoodFields.map(({ id }) => yesNoIn(answers, id))
    const least = numberSetting(settings, 'foodGroupsAtHome')
    const eaten = said.filter((one) => one === true).length
    const open = said.filter((one) => one === undefined).length
    const detail = {
      fields: ['ateAnimalProtein', 'ateStaple'],
      facts: { value: eaten, limit: least },
      settings: settingsUsed(settings, 'foodGroupsAtHome'),
    }
    if (yesNoIn(answers, 'ateAnimalProtein') === false)
      return [find('homeFoodNoAnimalProtein', 'counsel', detail)]
    if (eaten + open < least) return [find('homeFoodTooFewGroups', 'counsel', detail)]
    return open === 0 ? [find('homeFoodEnough', 'normal', detail)] : []
  },
)
