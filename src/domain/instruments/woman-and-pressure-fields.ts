import { isLowForAdult } from '#domain/rules/adult-blood-pressure.ts'
import { adultDangerSigns } from '#domain/rules/adult-danger-signs.ts'
import { maternalDangerSigns } from '#domain/rules/maternal-danger-signs.ts'
import { daysSinceDelivery, maternalStateIn } from '#domain/rules/maternal-state.ts'
import { isLowForMother } from '#domain/rules/maternal-blood-pressure.ts'
import { anyReaches } from '#domain/rules/readings.ts'
import { usesYouthTable } from '#domain/rules/youth-blood-pressure.ts'
import { ageIn } from './age-in.ts'
import type { Condition, Field } from './instrument.ts'
import { isFemale, readingsShow, yesNoField } from './shared-fields.ts'

const card = 'Kartu Bantu Pemeriksaan (KMK HK.01.07/MENKES/2015/2023)'

const maternal: Condition = (context) => maternalStateIn(context) !== 'neither'

const deliveredRecently: Condition = (context) => {
  const since = daysSinceDelivery(context)
  return since !== undefined && since < 731
}

const ofChildbearingAge: Condition = (context) => {
  const years = ageIn(context)?.years
  return isFemale(context) && years !== undefined && years >= 10 && years <= 49
}

/** Pregnancy, delivery and breastfeeding of a woman on a card by age: they change whose limits hold. */
export const motherhoodFields: readonly Field[] = [
  yesNoField({
    id: 'pregnant',
    cardId: 'sedang_hamil',
    step: 1,
    shownWhen: ofChildbearingAge,
    keptIn: 'pregnancy',
    codes: [{ system: 'snomed', code: '77386006' }],
    source: 'KMK HK.01.07/MENKES/33/2025',
  }),
  {
    id: 'deliveredOn',
    cardId: 'tgl_bersalin',
    type: 'date',
    latest: ({ day }) => day,
    step: 1,
    required: false,
    shownWhen: ofChildbearingAge,
    keptIn: 'pregnancy',
    source: 'Kartu Bantu Pemeriksaan Ibu Nifas',
  },
  yesNoField({
    id: 'breastfeeding',
    cardId: 'menyusui',
    step: 1,
    shownWhen: deliveredRecently,
    source: 'Kartu Bantu Pemeriksaan Ibu Nifas',
  }),
]

const maternalHigh = readingsShow((readings, context) => maternal(context) && anyReaches(readings, 140, 90))

/** Symptoms matter from 140/90 in the young and from 180/110 in adults. */
const mayBeUrgent = readingsShow((readings, context) => {
  if (maternal(context)) return false
  const young = (ageIn(context)?.years ?? 0) < 18
  return young ? anyReaches(readings, 140, 90) : anyReaches(readings, 180, 110)
})

/** Of mothers a low diastole counts only with a complaint; the young have no limit for it, and no level rests on this. */
const asksForDizziness = readingsShow(({ first }, context) => {
  if (maternal(context)) return first.diastolic < 60 || isLowForMother(first, context)
  return !usesYouthTable(context) && isLowForAdult(first, context)
})

/** A low systole asks for an answer; a low diastole alone, ordinary in mothers, only offers the question. */
const needsDizziness = readingsShow(
  ({ first }, context) => asksForDizziness(context) && (!maternal(context) || isLowForMother(first, context)),
)

/** Dizziness with a low reading: shown where the level may depend on it. */
export const lowPressureComplaint = yesNoField({
  id: 'lowPressureComplaint',
  cardId: 'keluhan_td_rendah',
  shownWhen: asksForDizziness,
  required: needsDizziness,
  source: `${card}; Teratai's own`,
})

/** Signs asked of a pregnant or postpartum woman whose pressure is high. */
export const maternalQuestions: readonly Field[] = maternalDangerSigns.map(
  ({ id, cardId, alsoCardIds, source }) =>
    yesNoField({ id, cardId, alsoCardIds, source, required: maternalHigh, shownWhen: maternalHigh }),
)

/** Questions that the level of a blood pressure depends on, each shown only when it does. */
export const pressureQuestions: readonly Field[] = [
  {
    id: 'pressureDangerSigns',
    cardId: 'td_tanda_bahaya',
    alsoCardIds: ['tanda_bahaya'],
    type: 'multi',
    choices: adultDangerSigns,
    printed: {
      chestPain: 'nyeri dada',
      shortnessOfBreath: 'sesak',
      oneSidedWeakness: 'kelemahan separuh badan',
      convulsion: 'kejang',
      reducedConsciousness: 'penurunan kesadaran',
      suddenBlurredVision: 'pandangan kabur mendadak',
      severeHeadache: 'sakit kepala hebat',
    },
    alsoPrinted: {
      shortnessOfBreath: ['sesak napas', 'sesak berat'],
      oneSidedWeakness: [
        'kelemahan separuh badan/pelo',
        'lemah separuh badan',
        'lumpuh separuh badan',
        'pelo',
      ],
      suddenBlurredVision: ['pandangan kabur'],
    },
    step: 2,
    required: mayBeUrgent,
    shownWhen: mayBeUrgent,
    source: 'PNPK Hipertensi Dewasa',
  },
  lowPressureComplaint,
]
