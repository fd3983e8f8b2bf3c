import type { Answers, Instrument } from '#domain/instruments/instrument.ts'
import { milestoneLists } from '#domain/instruments/perkembangan/milestones.ts'
import { completedYears } from '#domain/time/age.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { clamp, round } from './body.ts'
import type { DemoPerson } from './demo.ts'
import type { Random } from './random.ts'
import type { Traits } from './traits.ts'

/** What a person says and shows on a visit where it is not the best there is, by field, whether it is asked or not. */
export function sayingsOf(
  random: Random,
  person: DemoPerson,
  instrument: Instrument,
  day: CalendarDay,
): Answers {
  const { traits, sex, birthDate } = person
  const years = completedYears(birthDate, day) ?? 0
  return {
    ...aboutTbc(random, traits),
    ...aboutSenses(traits),
    ...(years < 6 && aboutChild(random, traits)),
    ...(years >= 6 && years < 18 && aboutYouth(random, traits)),
    ...(years >= 18 && aboutAdult(random, traits, years)),
    ...(years >= 60 && aboutOlder(random, traits)),
    ...(sex === 'female' && years >= 14 && years < 60 && aboutMother(random, traits)),
    ...noDangerSigns(instrument),
    ...(random.chance(0.015) && { [random.pick(motherSigns)]: true }),
    personMet: random.chance(0.9) ? 'met' : 'notAtHome',
    reportedToNakesOn: day,
  }
}

function aboutTbc(random: Random, { coughs, livesWithTbc }: Traits): Answers {
  if (coughs && random.chance(0.5))
    return { tbcCough: 'from2Weeks', tbcWeightLoss: random.chance(0.5), tbcFever: random.chance(0.4) }
  return {
    ...(random.chance(0.04) && { tbcCough: 'under2Weeks' }),
    ...(livesWithTbc && { tbcContact: 'household' }),
  }
}

const aboutSenses = ({ sees, hears }: Traits): Answers => ({
  ...(!sees && { fingerCountLeft: 'impaired', skilasSightTest: true, skilasEyeProblem: true }),
  ...(!hears && { whisperRight: 'impaired', skilasWhisper: true }),
})

type Complaint = readonly string[]
const complaints: readonly [Complaint, ...Complaint[]] = [
  ['cough'],
  ['runnyNose'],
  ['cough', 'runnyNose'],
  ['fever'],
  ['diarrhoea'],
  ['rash'],
]

function aboutChild(random: Random, { developsSlowly, diligence, breastfedAlone }: Traits): Answers {
  return {
    sicknessSigns: random.chance(0.13) ? random.pick(complaints) : [],
    coughDays: random.whole(1, 6),
    feverDays: random.whole(1, 2),
    ...canAll,
    ...(developsSlowly && { developmentChecklist: 'incomplete', ...notYet(random) }),
    exclusiveBreastfeeding: breastfedAlone,
    complementaryFeeding: random.chance(0.85),
    complementaryFoodGroups: [
      'staple',
      'animalProtein',
      'vegetables',
      ...(random.chance(0.6) ? ['fruit', 'fat'] : []),
    ],
    mealsYesterday: random.whole(3, 4),
    ...(diligence === 'refuses' && { vitaminA: 'none' }),
    dewormed: diligence !== 'refuses' && random.chance(0.92),
    recoveryFoodEaten: random.chance(0.8),
    kiaBookBrought: random.chance(0.9),
  }
}

const milestones = milestoneLists.flatMap((list) => list.milestones.map(({ id }) => id))

const canAll: Answers = Object.fromEntries(milestones.map((id) => [id, 'can']))

/** Some of what others of that age can do. */
const notYet = (random: Random): Answers =>
  Object.fromEntries(milestones.filter(() => random.chance(0.15)).map((id) => [id, 'cannot']))

const aboutYouth = (random: Random, traits: Traits): Answers => ({
  smokingStatus: traits.cigarettesPerDay > 0 ? 'daily' : 'never',
  ...smokingOf(traits),
  ironTabletsReceived: random.chance(0.92) ? 4 : 0,
  ironTabletThisWeek: traits.takesTablets,
  haemoglobinGPerDl: round(clamp(random.normal(traits.isPale ? 10.8 : 13, 0.5), 7.6, 15.5), 1),
  ...(traits.isPale && { anaemiaSymptoms: ['tired', 'dizzy'], anaemiaPallor: ['conjunctiva', 'palms'] }),
  mentalScreeningStatus: traits.isLowInMood ? 'needed' : 'done',
  dewormed: random.chance(0.9),
})

/** What is smoked and how much; asked only of whoever smokes. */
const smokingOf = ({ cigarettesPerDay, smokedFromYears }: Traits): Answers =>
  cigarettesPerDay > 0
    ? {
        smokingKind: 'conventional',
        cigarettesPerDay,
        smokingFromYears: smokedFromYears,
        smokingAtHome: 'active',
      }
    : {}

const sadItems = ['srq03', 'srq05', 'srq08', 'srq09', 'srq11', 'srq12', 'srq15', 'srq18', 'srq20'] as const
const methods = ['pill', 'injection', 'injection', 'implant', 'iud'] as const

function aboutAdult(random: Random, traits: Traits, years: number): Answers {
  const smokes = traits.cigarettesPerDay > 0
  return {
    ...smokingOf(traits),
    smokedLastYear: smokes,
    ...(smokes && { smokingYears: years - traits.smokedFromYears, pumaSmoking: 'smoked' }),
    ...(smokes && random.chance(0.25) && { pumaBreathless: true, pumaPhlegm: true, pumaCough: true }),
    ...(traits.isLowInMood && Object.fromEntries(sadItems.map((item) => [item, true]))),
    hypertensionMedicine: traits.takesTablets || random.chance(0.3),
    diabetesMedicine: traits.takesTablets || random.chance(0.3),
    usesContraception: traits.diligence === 'refuses' ? 'no' : 'yes',
    contraceptiveMethod: random.pick(methods),
    ...(random.chance(0.3) && {
      totalCholesterolMgPerDl: Math.round(clamp(random.normal(188, 30), 110, 330)),
    }),
  }
}

const aboutOlder = (random: Random, { needsHelp, forgets }: Traits): Answers => ({
  ...(needsHelp && {
    aksBladder: 'occasionally',
    aksTransfer: 'oneHelper',
    aksWalking: 'oneHelper',
    aksStairs: 'helped',
    aksBathing: 'dependent',
    skilasChair: false,
    companion: 'family',
  }),
  ...(forgets && { skilasTime: 'wrong', skilasRecall: 'notAll' }),
  calfCm: round(clamp(random.normal(needsHelp ? 30 : 33, 1.2), 25, 42), 1),
  fallsInYear: random.chance(0.08) ? 1 : 0,
})

const motherSigns = [
  'footSwelling',
  'persistentVomiting',
  'painfulUrination',
  'breastProblem',
  'vaginalBleeding',
] as const
const methodsAfterBirth = ['injection3Months', 'implant', 'iud', 'lactationalAmenorrhoea'] as const

const aboutMother = (random: Random, { takesTablets, diligence }: Traits): Answers => ({
  tabletsGiven: 30,
  tabletKind: 'ttd',
  tabletIntake: takesTablets || random.chance(0.4) ? 'daily' : 'notDaily',
  tabletTakenLastDay: takesTablets,
  attendsMotherClass: random.chance(0.75),
  vitaminACapsules: 2,
  takesVitaminA: diligence !== 'refuses',
  breastfeeding: random.chance(0.96),
  usesFamilyPlanning: random.chance(0.6),
  familyPlanningMethod: random.pick(methodsAfterBirth),
})

const dangerBatteries: ReadonlySet<string | undefined> = new Set([
  'pregnancyDangerSigns',
  'postpartumDangerSigns',
])

/** The danger signs of mothers are gone through at every visit, though the card asks for them only with high pressure. */
const noDangerSigns = ({ fields }: Instrument): Answers =>
  Object.fromEntries(
    fields.filter(({ battery }) => dangerBatteries.has(battery)).map(({ id }) => [id, false]),
  )
