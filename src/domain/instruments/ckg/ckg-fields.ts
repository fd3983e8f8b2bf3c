import { haemoglobinField } from '#domain/instruments/anaemia/haemoglobin-field.ts'
import { inSection } from '#domain/instruments/block.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { yesNoField } from '#domain/instruments/shared-fields.ts'
import { isOfLungColonAge } from '#domain/rules/cancer-colon-lung.ts'
import { isOfCervicalScreeningAge } from '#domain/rules/cancer-women.ts'
import { isBride, isEngaged } from '#domain/rules/ckg-couples.ts'
import { liverRisks } from '#domain/rules/ckg-liver.ts'
import { fromYears } from '#domain/instruments/due-again.ts'

const source = 'KMK HK.01.07/MENKES/33/2025'

const asked = (
  id: string,
  cardId: string,
  shownWhen: Condition,
  required: boolean | Condition = false,
): Field => yesNoField({ id, cardId, step: 4, shownWhen, required, source })

const testResult = (
  id: string,
  cardId: string,
  words: Readonly<Record<string, string>>,
  shownWhen?: Condition,
): Field => ({
  id,
  cardId,
  type: 'choice',
  choices: Object.keys(words),
  printed: words,
  step: 4,
  required: false,
  nakesOnly: true,
  ...(shownWhen && { shownWhen }),
  source,
})

const reactive = { nonReactive: 'non reaktif', reactive: 'reaktif' } as const
const positive = { negative: 'negatif', positive: 'positif' } as const

type Laboratory = {
  readonly id: string
  readonly cardId: string
  readonly unit: string
  readonly decimals: 0 | 1 | 2
  readonly reject: { readonly min: number; readonly max: number }
  readonly shownWhen?: Condition
}
const laboratory = (field: Laboratory): Field => ({
  ...field,
  type: 'number',
  step: 4,
  required: false,
  nakesOnly: true,
  source: `${source}; ranges Teratai's own`,
})

/** The nine questions on the liver, with the tests that follow them. */
export const liverFields: readonly Field[] = inSection('liver', [
  ...liverRisks.map(
    ({ id, cardId }): Field => ({
      id,
      cardId,
      type: 'yesNo',
      step: 4,
      required: true,
      battery: 'liverRisks',
      source,
    }),
  ),
  testResult('hbsAg', 'hbsag', reactive),
  testResult('antiHcv', 'anti_hcv', reactive),
  laboratory({ id: 'astUnitPerL', cardId: 'ast', unit: 'U/L', decimals: 0, reject: { min: 1, max: 5000 } }),
  laboratory({
    id: 'astUpperLimitUnitPerL',
    cardId: 'ast_batas_atas',
    unit: 'U/L',
    decimals: 0,
    reject: { min: 10, max: 100 },
  }),
  laboratory({
    id: 'plateletsGigaPerL',
    cardId: 'trombosit',
    unit: '10*9/L',
    decimals: 0,
    reject: { min: 5, max: 2000 },
  }),
])

/** Cervix, bowel and lung: questions by sex and age, and the tests that nakes make. */
export const ckgCancerFields: readonly Field[] = inSection('cancer', [
  {
    ...asked('everHadSex', 'pernah_hubungan_seksual', isOfCervicalScreeningAge, isOfCervicalScreeningAge),
    keptIn: 'person',
  },
  asked('bloodInStool', 'bab_berdarah', fromYears(45)),
  asked('familyColonCancer', 'keluarga_kanker_usus', isOfLungColonAge, isOfLungColonAge),
  testResult('rectalExam', 'colok_dubur', positive, isOfLungColonAge),
  testResult('occultBlood', 'darah_samar', positive, isOfLungColonAge),
  asked('smokedWithin15Years', 'riwayat_merokok_15th', isOfLungColonAge, isOfLungColonAge),
  asked('familyLungCancer', 'keluarga_kanker_paru', isOfLungColonAge, isOfLungColonAge),
  asked('chronicLungSymptoms', 'gejala_kronis', isOfLungColonAge, isOfLungColonAge),
  asked('lungIllnessBefore', 'riwayat_tbc_ppok', isOfLungColonAge, isOfLungColonAge),
])

/** Who marries within the year. */
export const engagedFields: readonly Field[] = inSection('engaged', [
  asked('marriesWithinYear', 'catin', (context) => context.answers['maritalStatus'] !== 'married'),
  {
    id: 'tetanusDosesBefore',
    cardId: 'riwayat_tetanus',
    type: 'choice',
    choices: ['twiceOrMore', 'once', 'numberForgotten', 'notKnown'],
    printed: {
      twiceOrMore: '≥2×',
      once: '1×',
      numberForgotten: 'tidak ingat jumlah',
      notKnown: 'tidak tahu pernah',
    },
    alsoPrinted: { twiceOrMore: ['≥2x', '>=2x', '2'], once: ['1x', '1'] },
    step: 4,
    required: isBride,
    shownWhen: isBride,
    source,
  },
  haemoglobinField({ required: isBride, shownWhen: isBride, source }),
  testResult('hivTest', 'hiv', reactive, isEngaged),
  testResult('syphilisTest', 'sifilis', reactive, isEngaged),
])

/** What nakes examine besides: red cells, teeth. */
export const examinedFields: readonly Field[] = inSection('laboratory', [
  laboratory({ id: 'mcvFl', cardId: 'mcv', unit: 'fL', decimals: 1, reject: { min: 40, max: 150 } }),
  laboratory({ id: 'mchPg', cardId: 'mch', unit: 'pg', decimals: 1, reject: { min: 10, max: 50 } }),
  laboratory({
    id: 'erythrocytesTeraPerL',
    cardId: 'eritrosit',
    unit: '10*12/L',
    decimals: 2,
    reject: { min: 1, max: 10 },
  }),
  testResult(
    'periodontalState',
    'gigi_periodontal',
    { healthy: 'sehat', problem: 'bermasalah' },
    fromYears(25),
  ),
])
