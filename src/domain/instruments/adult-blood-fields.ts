import { isChronic } from '#domain/rules/chronic-state.ts'
import { uricAcidLimits } from '#domain/rules/uric-acid.ts'
import { isOn, numberSetting } from '#domain/settings.ts'
import { fromYears } from './due-again.ts'
import type { Condition, Field } from './instrument.ts'
import { numberIn } from './read-answer.ts'
import { yesNoField } from './shared-fields.ts'

const juknis = 'KMK HK.01.07/MENKES/2015/2023'
const ownRange = `${juknis}; ranges Teratai's own`

/** From 40 years, and earlier with hypertension or diabetes. */
const cholesterolIsOffered: Condition = (context) => fromYears(40)(context) || isChronic(context)

/** High, but not so high that the value alone is referred: then the joints decide. */
const jointsDecide: Condition = (context) => {
  const value = numberIn(context.answers, 'uricAcidMgPerDl')
  const { sex } = context.person
  if (value === undefined || sex === undefined) return false
  return value > uricAcidLimits[sex] && value < numberSetting(context.settings, 'uricAcidReferFrom')
}

type Fat = { readonly id: string; readonly cardId: string; readonly code?: string; readonly max: number }
const fat = ({ id, cardId, code, max }: Fat): Field => ({
  id,
  cardId,
  type: 'number',
  unit: 'mg/dL',
  decimals: 0,
  reject: { min: 5, max },
  step: 4,
  required: false,
  nakesOnly: true,
  ...(code && { codes: [{ system: 'loinc', code }] }),
  source: `${juknis}, Tabel 25; ranges Teratai's own`,
})

/** Cholesterol and uric acid from a finger prick, blood fats from a laboratory. */
export const adultBloodFields: readonly Field[] = [
  {
    id: 'totalCholesterolMgPerDl',
    cardId: 'kolesterol_total',
    alsoCardIds: ['kolesterol'],
    type: 'number',
    unit: 'mg/dL',
    decimals: 0,
    reject: { min: 50, max: 600 },
    confirm: { min: 100, max: 400 },
    words: ['LO', 'HI'],
    step: 4,
    required: false,
    shownWhen: cholesterolIsOffered,
    codes: [{ system: 'loinc', code: '2093-3' }],
    source: ownRange,
  },
  {
    id: 'uricAcidMgPerDl',
    cardId: 'asam_urat',
    type: 'number',
    unit: 'mg/dL',
    decimals: 1,
    reject: { min: 0.5, max: 25 },
    confirm: { min: 2, max: 13 },
    step: 4,
    required: false,
    shownWhen: ({ settings }) => isOn(settings, 'uricAcidOffered'),
    codes: [{ system: 'loinc', code: '3084-1' }],
    source: "Teratai's own; not on the card",
  },
  yesNoField({
    id: 'jointPain',
    cardId: 'nyeri_sendi',
    step: 4,
    shownWhen: jointsDecide,
    required: jointsDecide,
    source: "Teratai's own",
  }),
  fat({ id: 'ldlMgPerDl', cardId: 'ldl', max: 500 }),
  fat({ id: 'hdlMgPerDl', cardId: 'hdl', code: '2085-9', max: 200 }),
  fat({ id: 'triglyceridesMgPerDl', cardId: 'trigliserida', code: '2571-8', max: 3000 }),
]
