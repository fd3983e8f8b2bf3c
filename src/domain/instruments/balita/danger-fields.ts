import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { choicesIn, hasValue, numberIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { temperatureField } from '#domain/instruments/temperature-field.ts'
import { fastInfantFrom } from '#domain/rules/child-breathing.ts'
import {
  childSignQuestions,
  childSigns,
  infantSignQuestions,
  wentThroughList,
} from '#domain/rules/child-signs.ts'
import { isNewborn, isPastYoungInfancy, isYoungInfant } from '#domain/rules/young-infant.ts'

const source = 'Buku KIA 2023; Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

/** Where and when the signs are asked; a form that is for both ages asks each child those of its own. */
type Asking = {
  readonly step: Field['step']
  /** Absent on a form that is for older children only. */
  readonly infantShown?: Condition
  readonly childShown: Condition
  readonly place: 'posyandu' | 'home'
}

const both =
  (one: Condition, other: Condition): Condition =>
  (context) =>
    one(context) && other(context)

/** A list that was gone through as a whole answers all its questions. */
const unlisted: Condition = ({ answers }) => !wentThroughList(answers)

const mayBreastfeed: Condition = (context) => (ageIn(context)?.months ?? 0) < 24

const infantFields = ({ step, place }: Asking, infantShown: Condition): readonly Field[] =>
  infantSignQuestions.map(({ id, cardId, alsoCardIds, newbornOnly, unprinted }) => {
    const shownWhen = both(infantShown, newbornOnly ? isNewborn : isYoungInfant)
    return {
      id,
      cardId,
      ...(alsoCardIds && { alsoCardIds }),
      type: 'yesNo',
      step,
      section: 'dangerSigns',
      battery: 'youngInfantDangerSigns',
      required: place === 'home' && unprinted ? false : both(shownWhen, unlisted),
      shownWhen,
      source,
    }
  })

const childFields = ({ step, childShown, place }: Asking): readonly Field[] =>
  childSignQuestions
    .filter(({ homeOnly }) => place === 'home' || !homeOnly)
    .map(({ id, cardId, breastfed, unprinted }) => {
      const asked = both(childShown, isPastYoungInfancy)
      const shownWhen = breastfed ? both(asked, mayBreastfeed) : asked
      return {
        id,
        cardId,
        type: 'yesNo',
        step,
        section: 'dangerSigns',
        battery: 'childDangerSigns',
        required: place === 'home' && unprinted ? false : both(shownWhen, unlisted),
        shownWhen,
        source,
      }
    })

const isYellow: Condition = ({ answers }) =>
  yesNoIn(answers, 'infantJaundice') === true ||
  (choicesIn(answers, 'childDangerSigns')?.includes('jaundice') ?? false)

const newbornFields = (step: Field['step'], infantShown: Condition): readonly Field[] => {
  const asked = both(infantShown, isNewborn)
  const common = { type: 'yesNo', step, section: 'dangerSigns', source: 'MTBM; Buku KIA 2023' } as const
  const yellow = both(isYoungInfant, isYellow)
  return [
    {
      ...common,
      id: 'noStoolSinceBirth',
      cardId: 'belum_bab_sejak_lahir',
      required: asked,
      shownWhen: asked,
    },
    { ...common, id: 'jaundiceWithin24Hours', cardId: 'kuning_24_jam', required: yellow, shownWhen: yellow },
    { ...common, id: 'jaundicePalmsSoles', cardId: 'kuning_telapak', required: yellow, shownWhen: yellow },
    {
      ...common,
      id: 'firstVaccinesMissing',
      cardId: 'bb_imunisasi',
      required: both(infantShown, isYoungInfant),
      shownWhen: both(infantShown, isYoungInfant),
      source,
    },
  ]
}

/** The list as other printings and earlier editions have it: read, not asked. */
const listField = ({ step }: Asking): Field => ({
  id: 'childDangerSigns',
  cardId: 'bahaya_anak',
  type: 'multi',
  choices: childSigns,
  printed: {
    cannotDrink: 'tidak bisa minum/menyusu',
    poorSucking: 'hisapan lemah',
    vomitsEverything: 'muntah-muntah',
    convulsion: 'kejang',
    lethargic: 'lemah',
    moaning: 'merintih/menangis terus',
    breathingHard: 'sesak napas',
    noisyBreathing: 'batuk grok-grok/mengi',
    blue: 'tampak biru',
    bleeding: 'perdarahan',
    earSwelling: 'bengkak nyeri di belakang telinga',
    stiffNeck: 'kaku kuduk',
    highFever: 'demam/panas tinggi',
    cold: 'dingin',
    jaundice: 'kulit & mata kuning',
    diarrhoeaWithDanger: 'diare dengan dehidrasi/darah',
    diarrhoea: 'diare',
    stoolAbnormal: 'tinja pucat',
    littleUrine: 'kencing sedikit/pekat',
    cordInfected: 'tali pusat merah/bernanah/berbau',
    eyeDischarge: 'mata bernanah',
    skinPustules: 'kulit bintil nanah',
    weightNotRising: 'BB tidak naik',
  },
  alsoPrinted: {
    cannotDrink: [
      'tidak bisa minum atau menyusu',
      'tidak bisa minum',
      'tidak bisa menyusu',
      'tidak mau makan',
      'tidak mau minum',
      'tidak mau menyusu',
      'tidak mau makan/minum',
    ],
    vomitsEverything: ['muntah semua', 'muntah', 'muntah-muntah (semua)'],
    lethargic: ['lemas', 'tidak sadar', 'letargis'],
    moaning: ['merintih', 'menangis terus'],
    breathingHard: ['sesak', 'napas cepat', 'dada tertarik', 'tarikan dinding dada'],
    noisyBreathing: ['mengi', 'grok-grok'],
    blue: ['biru', 'kulit biru/memar'],
    bleeding: ['perdarahan hidung/kulit/BAB'],
    earSwelling: ['bengkak di belakang telinga'],
    highFever: ['demam', 'panas tinggi', 'demam tinggi'],
    jaundice: ['kuning', 'kulit dan mata kuning'],
    diarrhoeaWithDanger: [
      'diare dengan dehidrasi',
      'diare dengan darah',
      'diare berdarah',
      'diare darah',
      'diare dehidrasi',
      'diare + dehidrasi',
      'diare + darah',
      'diare dengan mata cekung',
    ],
    stoolAbnormal: ['BAB pucat', 'dempul'],
    littleUrine: ['tidak kencing 6 jam'],
    cordInfected: [
      'tali pusat',
      'tali pusat merah',
      'tali pusat bernanah',
      'tali pusat merah sampai dinding perut',
      'tali pusat berbau/bernanah',
      'tali pusat berbau',
    ],
  },
  step,
  section: 'dangerSigns',
  required: false,
  shownWhen: ({ answers }) => hasValue(answers['childDangerSigns']),
  source,
})

/** Danger signs of children by age, each a question of its own, with what decides how bad jaundice is. */
export const dangerSignFields = (asking: Asking): readonly Field[] => [
  ...(asking.infantShown ? infantFields(asking, asking.infantShown) : []),
  ...(asking.infantShown ? newbornFields(asking.step, asking.infantShown) : []),
  ...childFields(asking),
  listField(asking),
]

const isFast: Condition = (context) => (numberIn(context.answers, 'breathsPerMinute') ?? 0) >= fastInfantFrom

/** Temperature and breaths; both are for whoever has thermometer and watch. */
export const vitalSignFields = (shownWhen: Condition): readonly Field[] => [
  temperatureField({ section: 'dangerSigns', shownWhen }),
  ...breathingFields(shownWhen),
]

export const breathingFields = (shownWhen: Condition): readonly Field[] => [
  {
    id: 'breathsPerMinute',
    cardId: 'frekuensi_napas',
    type: 'number',
    unit: '/min',
    decimals: 0,
    reject: { min: 10, max: 150 },
    confirm: { min: 15, max: 90 },
    step: 2,
    section: 'dangerSigns',
    required: false,
    shownWhen,
    codes: [{ system: 'loinc', code: '9279-1' }],
    source: "MTBS; MTBM; belief Teratai's own",
  },
  {
    id: 'breathsPerMinuteAgain',
    cardId: 'frekuensi_napas_2',
    type: 'number',
    unit: '/min',
    decimals: 0,
    reject: { min: 10, max: 150 },
    step: 2,
    section: 'dangerSigns',
    required: false,
    shownWhen: both(isYoungInfant, isFast),
    source: 'MTBM',
  },
]

const said =
  (symptom: string): Condition =>
  ({ answers }) =>
    choicesIn(answers, 'sicknessSigns')?.includes(symptom) ?? false

const feverish: Condition = (context) =>
  said('fever')(context) || yesNoIn(context.answers, 'childHighFever') === true

const daysField = (id: string, cardId: string, shownWhen: Condition): Field => ({
  id,
  cardId,
  type: 'number',
  unit: 'd',
  decimals: 0,
  reject: { min: 0, max: 90 },
  confirm: { max: 30 },
  step: 1,
  section: 'illness',
  required: shownWhen,
  shownWhen,
  source: "Buku KIA 2023; ranges Teratai's own",
})

/** Column 25: what the child suffers from today; an empty list says that it is well. */
export const illnessFields: readonly Field[] = [
  {
    id: 'sicknessSigns',
    cardId: 'gejala_sakit',
    column: '25',
    type: 'multi',
    choices: [
      'cough',
      'runnyNose',
      'fever',
      'diarrhoea',
      'vomiting',
      'breathless',
      'convulsion',
      'rash',
      'ear',
      'other',
    ],
    printed: {
      cough: 'batuk',
      runnyNose: 'pilek',
      fever: 'demam',
      diarrhoea: 'diare',
      vomiting: 'muntah',
      breathless: 'sesak',
      convulsion: 'kejang',
      rash: 'ruam',
      ear: 'telinga',
      other: 'lain',
    },
    alsoPrinted: { other: ['ya', 'lainnya', 'lain-lain'], breathless: ['sesak napas'], fever: ['panas'] },
    step: 1,
    section: 'illness',
    required: true,
    source: 'Kartu Bantu Pemeriksaan Bayi, Balita, Apras (KMK HK.01.07/MENKES/2015/2023)',
  },
  daysField('feverDays', 'demam_hari', both(isPastYoungInfancy, feverish)),
  daysField('coughDays', 'batuk_hari', both(isPastYoungInfancy, said('cough'))),
]

/** Whether anything was said to be wrong with the child. */
export const isIll: Condition = ({ answers }) => (choicesIn(answers, 'sicknessSigns')?.length ?? 0) > 0
