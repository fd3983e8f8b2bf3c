import type { Facts, FieldContext, Finding, Rule } from '#domain/instruments/instrument.ts'
import { isNotMeasured, textIn, yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule, type Find, settingsUsed } from './define-rule.ts'
import { type TbcVerdict, tbcVerdict } from './tbc-criteria.ts'
import { columnsOf, type TbcCard, type TbcSigns, tbcSignsIn } from './tbc-symptoms.ts'

const source = 'KMK HK.01.07/MENKES/2015/2023; Kartu Bantu Pemeriksaan'
const edition = 'kmk-2015-2023'

/** The id that each page gives to the screening. */
const cardOf = (card: TbcCard): string => {
  if (card === 'remaja') return 'R-9'
  return card === 'dewasa' || card === 'lansia' ? 'D-9' : 'R-TBC'
}

const medicineQuestions = ['tbcMedicineAtHome', 'tbcMedicineTaken24h', 'tbcSupervised'] as const

/**
 * Whether the person takes TBC medicine: nobody screens them, their medicine is followed instead. An answer about the
 * medicine, or about the last check at the puskesmas, says so too.
 */
export const isOnTbcTreatment = ({ answers }: FieldContext): boolean =>
  yesNoIn(answers, 'tbcOnTreatment') ??
  (medicineQuestions.some((id) => yesNoIn(answers, id) !== undefined) ||
    textIn(answers, 'tbcLastCheckOn') !== undefined)

const isScreened = (context: FieldContext) => !isOnTbcTreatment(context)

/** The symptoms: refer within three days where the chosen rule says so. */
export const tbcSymptoms = (card: TbcCard): Rule =>
  defineRule(
    {
      id: 'tbcSymptoms',
      card: cardOf(card),
      edition,
      source,
      outcomes: [
        'tbcSuspected',
        'tbcSignToCheck',
        'tbcCoughOfUnknownLength',
        'tbcOneSymptom',
        'tbcNoSymptom',
      ],
      judges: ['tbcCough', 'tbcFever', 'tbcWeightLoss', 'tbcLethargy'],
      concerns: isScreened,
    },
    (context, find) => {
      const signs = tbcSignsIn(card, context)
      const verdict = tbcVerdict(card, signs, context)
      const detail = {
        fields: ['tbcCough'],
        facts: factsOf(verdict),
        settings: settingsUsed(context.settings, 'tbcRule'),
      }
      if (verdict.refers) return [find('tbcSuspected', 'refer', { ...detail, deadline: '3days' })]
      if (!isComplete(card, signs, context)) return []
      return [judgeBelow(signs, verdict, { ...detail, counts: countsIn(card, context) }, find)]
    },
  )

type Detail = { readonly fields: readonly string[]; readonly facts: Facts; readonly settings: Facts }
type Below = Detail & { readonly counts: (sign: keyof TbcSigns) => boolean }

/** The column of the child card is a cough of two weeks; a cold is none of its signs. */
const countsIn =
  (card: TbcCard, context: FieldContext) =>
  (sign: keyof TbcSigns): boolean =>
    sign !== 'cough' || columnsOf(card, context) !== 'child'

/** What is said where no rule refers. */
function judgeBelow(signs: TbcSigns, verdict: TbcVerdict, { counts, ...detail }: Below, find: Find): Finding {
  const found = verdict.signs.filter(counts)
  if (signs.cough === true && signs.longCough === undefined)
    return find('tbcCoughOfUnknownLength', 'confirm', detail)
  // A swollen gland or blood without anything else is in no rule for adults; a nakes should look once.
  if (signs.lymphNodes === true || signs.bloodInSputum === true)
    return find('tbcSignToCheck', 'confirm', detail)
  return found.length > 0 ? find('tbcOneSymptom', 'counsel', detail) : find('tbcNoSymptom', 'normal', detail)
}

/** Whether every column of the card that is a symptom has an answer. */
function isComplete(card: TbcCard, signs: TbcSigns, context: FieldContext): boolean {
  const asked = [signs.cough, signs.fever, signs.weightLoss]
  const columns = columnsOf(card, context) === 'youth' ? [...asked, signs.lethargy] : asked
  return columns.every((sign) => sign !== undefined)
}

const factsOf = ({ cardCount, card, juknis, w4ss, signs }: TbcVerdict): Facts => ({
  cardCount,
  card: card ? 1 : 0,
  juknis: juknis ? 1 : 0,
  w4ss: w4ss ? 1 : 0,
  ...(signs.length > 0 && { signs: signs.join(' ') }),
})

/** Contact alone is referred at any age: the under-fives are most at risk (KMK HK.01.07/MENKES/2015/2023). */
export const tbcContact = (card: TbcCard): Rule =>
  defineRule(
    {
      id: 'tbcContact',
      card: cardOf(card),
      edition,
      source,
      outcomes: ['tbcContact', 'tbcContactUnknown', 'tbcNoContact'],
      judges: ['tbcContact'],
      concerns: isScreened,
    },
    ({ answers }, find) => {
      const said = textIn(answers, 'tbcContact')
      const detail = { fields: ['tbcContact'] }
      if (said === 'household' || said === 'close')
        return [find('tbcContact', 'refer', { ...detail, facts: { contact: said }, deadline: '3days' })]
      if (said === 'none') return [find('tbcNoContact', 'normal', detail)]
      return isUnknown(answers['tbcContact']) ? [find('tbcContactUnknown', 'confirm', detail)] : []
    },
  )

/** "Tidak tahu" is an answer here: a nakes asks again. */
const isUnknown = (answer: FieldContext['answers'][string]) =>
  answer === 'notKnown' || (isNotMeasured(answer) && answer.state === 'unknown')

/** Much blood coughed up: whatever the treatment. */
export const massiveHaemoptysis = defineRule(
  {
    id: 'massiveHaemoptysis',
    card: 'R-DR1',
    edition,
    source: "Teratai's own, from the danger signs of adults",
    outcomes: ['massiveHaemoptysis'],
  },
  ({ answers }, find) =>
    textIn(answers, 'tbcBloodInSputum') === 'massive'
      ? [find('massiveHaemoptysis', 'emergency', { fields: ['tbcBloodInSputum'], deadline: 'now' })]
      : [],
)
