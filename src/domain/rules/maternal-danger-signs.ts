import type { FieldContext, Level } from '#domain/instruments/instrument.ts'
import { defineRule } from './define-rule.ts'
import { isMaternal, maternalStateIn } from './maternal-state.ts'
import { type MotherSign, signIn } from './mother-signs.ts'
import { anyReaches, readingsIn } from './readings.ts'

const source = 'Buku KIA 2023'

/** Signs whose meaning changes with blood pressure. With 140/90 each of them is an emergency. */
export const maternalDangerSigns = [
  {
    id: 'severeHeadache',
    cardId: 'bh_sakit_kepala',
    alsoCardIds: ['nf_sakit_kepala'],
    code: 'maternalSevereHeadache',
    source,
  },
  {
    id: 'blurredVision',
    cardId: 'bh_pandangan_kabur',
    alsoCardIds: ['nf_pandangan_kabur'],
    code: 'maternalBlurredVision',
    source,
  },
  {
    id: 'epigastricPain',
    cardId: 'bh_ulu_hati',
    alsoCardIds: ['nf_ulu_hati'],
    code: 'maternalEpigastricPain',
    source,
  },
  {
    id: 'faceHandSwelling',
    cardId: 'bh_bengkak',
    alsoCardIds: ['nf_bengkak'],
    code: 'maternalSwelling',
    source,
  },
  {
    id: 'convulsion',
    cardId: 'bh_kejang',
    alsoCardIds: ['nf_kejang', 'nf_kejang_bengkak'],
    code: 'maternalConvulsion',
    source,
  },
  {
    id: 'shortnessOfBreath',
    cardId: 'bh_sesak',
    alsoCardIds: ['nf_sesak'],
    code: 'maternalShortnessOfBreath',
    source,
  },
] as const
type PressureSign = (typeof maternalDangerSigns)[number]['id']

/** Ids of the signs answered with yes, in whichever question. */
export function maternalSignsIn(context: FieldContext): readonly PressureSign[] {
  return maternalDangerSigns.map(({ id }) => id).filter((id) => signIn(context, id) === true)
}

/** What else makes a sign that is a referral alone an emergency. */
const emergencyWith: Readonly<Record<PressureSign, readonly string[]>> = {
  severeHeadache: ['blurredVision', 'faceHandSwelling', 'footSwelling', 'convulsion'],
  blurredVision: ['severeHeadache', 'epigastricPain'],
  epigastricPain: ['severeHeadache', 'blurredVision'],
  faceHandSwelling: ['severeHeadache', 'blurredVision'],
  convulsion: [],
  shortnessOfBreath: [],
}

function levelOf(sign: PressureSign, context: FieldContext): Level {
  if (sign === 'convulsion' || sign === 'shortnessOfBreath') return 'emergency'
  // After delivery blurred vision alone is an emergency.
  if (sign === 'blurredVision' && maternalStateIn(context) === 'postpartum') return 'emergency'
  const readings = readingsIn(context.answers)
  // Without a reading nobody knows that a severe headache is not preeclampsia.
  if (readings === undefined && sign === 'severeHeadache') return 'emergency'
  if (readings && anyReaches(readings, 140, 90)) return 'emergency'
  return emergencyWith[sign].some((other) => signIn(context, other) === true) ? 'emergency' : 'refer'
}

/** The same signs with their levels, for the cards that ask them among others. */
export const pressureSigns: readonly MotherSign[] = maternalDangerSigns.map((sign) => ({
  ...sign,
  level: (context) => levelOf(sign.id, context),
}))

/** The signs that pressure changes, of a mother who is seen on a card by age. */
export const maternalDangerSign = defineRule(
  {
    id: 'maternalDangerSign',
    card: 'R-BH-BAHAYA',
    edition: 'buku-kia-2023',
    source,
    outcomes: maternalDangerSigns.map(({ code }) => code),
    concerns: isMaternal,
  },
  (context, find) => {
    const signs = maternalSignsIn(context)
    return maternalDangerSigns
      .filter(({ id }) => signs.includes(id))
      .map(({ id, code }) => {
        const level = levelOf(id, context)
        return find(code, level, { fields: [id], deadline: level === 'emergency' ? 'now' : 'today' })
      })
  },
)
