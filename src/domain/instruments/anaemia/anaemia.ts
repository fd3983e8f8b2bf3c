import { haemoglobinField } from './haemoglobin-field.ts'
import { type Block, inSection } from '#domain/instruments/block.ts'
import { fromYears } from '#domain/instruments/due-again.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { hasValue, isNotMeasured } from '#domain/instruments/read-answer.ts'
import { isFemale } from '#domain/instruments/shared-fields.ts'
import {
  anaemia,
  familyThalassaemia,
  hasAnaemiaSigns,
  haemoglobinIsDue,
  haemoglobinWasLow,
} from '#domain/rules/anaemia.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023; KMK HK.01.07/MENKES/33/2025'

const isTen = fromYears(10)
const isRemajaPutri: Condition = (context) => isFemale(context) && isTen(context)

/** A measured Hb says more than signs. */
const signsAreAsked: Condition = (context) =>
  isRemajaPutri(context) && !hasValue(context.answers['haemoglobinGPerDl'])

const isShown: Condition = (context) =>
  haemoglobinIsDue(context) ||
  hasAnaemiaSigns(context) ||
  haemoglobinWasLow(context) ||
  isNotMeasured(context.answers['haemoglobinGPerDl'])

const haemoglobin = haemoglobinField({
  required: (context) => haemoglobinIsDue(context),
  shownWhen: isShown,
  source,
})

const signs: readonly Field[] = [
  {
    id: 'anaemiaSymptoms',
    cardId: 'anemia_gejala_5l',
    type: 'multi',
    choices: ['weak', 'tired', 'listless', 'limp', 'forgetful', 'dizzy', 'seesSpots'],
    printed: {
      weak: 'lemah',
      tired: 'letih',
      listless: 'lesu',
      limp: 'lunglai',
      forgetful: 'lalai',
      dizzy: 'pusing',
      seesSpots: 'mata berkunang',
    },
    alsoPrinted: {
      weak: ['mudah lelah', 'lemah/mudah lelah'],
      dizzy: ['sakit kepala', 'pusing/sakit kepala'],
    },
    step: 4,
    required: signsAreAsked,
    source,
  },
  {
    id: 'anaemiaPallor',
    cardId: 'anemia_tanda',
    type: 'multi',
    choices: ['conjunctiva', 'palms', 'lips', 'nails'],
    printed: { conjunctiva: 'konjungtiva', palms: 'telapak tangan', lips: 'bibir', nails: 'kuku' },
    alsoPrinted: { lips: ['bibir/kuku'] },
    step: 4,
    required: signsAreAsked,
    source,
  },
]

const thalassaemia = (id: string, cardId: string): Field => ({
  id,
  cardId,
  type: 'yesNo',
  step: 4,
  required: false,
  shownWhen: ({ answers }) => answers['schoolClass'] === '7',
  keptIn: 'person',
  source: 'KMK HK.01.07/MENKES/33/2025',
})

/** Signs at every visit of a girl from 10 years, Hb once at 12–14 and once at 15–17, thalassaemia once in class 7. */
export const anaemiaBlock: Block = {
  fields: inSection('anaemia', [
    ...signs,
    haemoglobin,
    thalassaemia('thalassaemiaFamilyIll', 'talasemia_keluarga_sakit'),
    thalassaemia('thalassaemiaFamilyCarrier', 'talasemia_keluarga_carrier'),
  ]),
  rules: [anaemia, familyThalassaemia],
}
