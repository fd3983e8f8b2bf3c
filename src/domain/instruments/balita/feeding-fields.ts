import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { diversityGroups, foodGroups, isComplementaryFeedingAge } from '#domain/rules/child-feeding.ts'
import { recoveryGroupIn, wasFed } from '#domain/rules/child-recovery-food.ts'
import { isCampaignMonth, openCampaign } from '#domain/rules/child-supplements.ts'
import { wordSetting } from '#domain/settings.ts'

const card = 'Kartu Bantu Pemeriksaan Bayi, Balita, Apras (KMK HK.01.07/MENKES/2015/2023)'

const monthsBetween =
  (from: number, to: number): Condition =>
  (context) => {
    const months = ageIn(context)?.months
    return months !== undefined && months >= from && months <= to
  }

const both =
  (one: Condition, other: Condition): Condition =>
  (context) =>
    one(context) && other(context)

/** Required through month 5; at month 6 the six months are drawn together. */
export const exclusiveBreastfeedingField: Field = {
  ...yesNoField({
    id: 'exclusiveBreastfeeding',
    cardId: 'asi_eksklusif',
    step: 3,
    required: monthsBetween(0, 5),
    shownWhen: monthsBetween(0, 6),
    source: card,
  }),
  column: '18',
  section: 'feeding',
}

const complementaryFields: readonly Field[] = [
  {
    ...yesNoField({
      id: 'complementaryFeeding',
      cardId: 'mpasi_sesuai',
      step: 3,
      required: (context) =>
        isComplementaryFeedingAge(context) && !hasValue(context.answers['complementaryFoodGroups']),
      shownWhen: isComplementaryFeedingAge,
      source: card,
    }),
    column: '19',
    section: 'feeding',
  },
  {
    id: 'complementaryFoodGroups',
    cardId: 'mpasi_kelompok',
    type: 'multi',
    choices: foodGroups,
    printed: {
      staple: 'makanan pokok',
      animalProtein: 'protein hewani',
      plantProtein: 'protein nabati',
      fat: 'lemak',
      vegetables: 'sayur',
      fruit: 'buah',
    },
    step: 3,
    section: 'feeding',
    required: false,
    shownWhen: isComplementaryFeedingAge,
    source: card,
  },
  {
    id: 'mealsYesterday',
    cardId: 'mpasi_frekuensi',
    type: 'number',
    unit: '{meal}',
    decimals: 0,
    reject: { min: 0, max: 12 },
    confirm: { max: 6 },
    step: 3,
    section: 'feeding',
    required: false,
    shownWhen: isComplementaryFeedingAge,
    source: "Buku KIA 2023; ranges Teratai's own",
  },
  {
    id: 'dietaryDiversityGroups',
    cardId: 'mpasi_mdd',
    type: 'multi',
    choices: diversityGroups,
    printed: {
      breastMilk: 'ASI',
      grainsRoots: 'serealia dan umbi',
      pulsesNuts: 'kacang-kacangan',
      dairy: 'susu dan olahannya',
      fleshFoods: 'daging, ikan, unggas',
      eggs: 'telur',
      vitaminAFruitVegetables: 'sayur dan buah kaya vitamin A',
      otherFruitVegetables: 'sayur dan buah lain',
    },
    step: 3,
    section: 'feeding',
    required: false,
    nakesOnly: true,
    shownWhen: isComplementaryFeedingAge,
    source: 'WHO and UNICEF 2021',
  },
]

const vitaminAMonths = monthsBetween(6, 59)
const dewormingMonths = monthsBetween(12, 71)

const supplementFields: readonly Field[] = [
  {
    id: 'vitaminA',
    cardId: 'vit_a',
    alsoCardIds: ['vit_a_jenis'],
    column: '21',
    type: 'choice',
    choices: ['blue', 'red', 'given', 'none'],
    printed: { blue: 'biru', red: 'merah', given: 'ya', none: 'tidak' },
    step: 4,
    section: 'supplements',
    required: both(vitaminAMonths, (context) => isCampaignMonth('vitaminA', context)),
    shownWhen: both(vitaminAMonths, (context) => openCampaign('vitaminA', context) !== undefined),
    source: card,
  },
  {
    ...yesNoField({
      id: 'dewormed',
      cardId: 'obat_cacing',
      step: 4,
      required: both(dewormingMonths, (context) => isCampaignMonth('deworming', context)),
      shownWhen: both(dewormingMonths, (context) => openCampaign('deworming', context) !== undefined),
      source: card,
    }),
    column: '22',
    section: 'supplements',
  },
]

/** In the programme by today's measurements, or at the last visit. */
const isInProgramme: Condition = (context) => recoveryGroupIn(context) !== undefined || wasFed(context)

export const recoveryFoodEatenField = (required: Condition): Field => ({
  ...yesNoField({
    id: 'recoveryFoodEaten',
    cardId: 'mt_pemulihan',
    alsoCardIds: ['mt_patuh'],
    step: 4,
    required,
    shownWhen: isInProgramme,
    source: card,
  }),
  column: '23',
  section: 'supplements',
})

const recoveryFoodFields: readonly Field[] = [
  recoveryFoodEatenField((context) => recoveryGroupIn(context) !== undefined),
  {
    id: 'recoveryFoodPortions',
    cardId: 'mt_porsi',
    column: '23b',
    type: 'number',
    unit: '{portion}',
    decimals: 0,
    reject: { min: 0, max: 60 },
    step: 4,
    section: 'supplements',
    required: false,
    shownWhen: both(
      isInProgramme,
      ({ settings }) => wordSetting(settings, 'childCardVariant') === 'portions',
    ),
    source: card,
  },
]

/** Feeding and what the posyandu gives, columns 18 to 23. */
export const feedingFields: readonly Field[] = [
  exclusiveBreastfeedingField,
  ...complementaryFields,
  ...supplementFields,
  ...recoveryFoodFields,
]
