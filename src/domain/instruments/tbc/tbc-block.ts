import { type Block, inSection } from '#domain/instruments/block.ts'
import { massiveHaemoptysis, tbcContact, tbcSymptoms } from '#domain/rules/tbc.ts'
import type { TbcCard } from '#domain/rules/tbc-symptoms.ts'
import { tbcCheck, tbcMedicine, tbcSupervisor } from '#domain/rules/tbc-treatment.ts'
import { tbcQuestions, tbcRiskFactors } from './tbc-fields.ts'
import { tbcTreatmentFields } from './tbc-treatment-fields.ts'

/** The cards of mothers and small children have no list of risks. */
const listsRisks = (card: TbcCard) => card !== 'balita' && card !== 'ibu-hamil' && card !== 'nifas'

/** On those two cards the questions are columns of the recording, on the others they belong to the service. */
const stepOf = (card: TbcCard) => (listsRisks(card) ? 4 : 3)

/**
 * TBC screening of a card, with its columns and the id that its page gives it: symptoms, contact, and for whoever is
 * treated the medicine instead. Home-visit forms take the block of the card of the same age.
 */
export const tbcBlock = (card: TbcCard): Block => ({
  fields: inSection('tbc', [
    ...tbcQuestions(card),
    ...(listsRisks(card) ? [tbcRiskFactors] : []),
    ...tbcTreatmentFields,
  ]).map((field) => ({ ...field, step: stepOf(card) })),
  rules: [tbcSymptoms(card), tbcContact(card), massiveHaemoptysis, tbcMedicine, tbcSupervisor, tbcCheck],
})
