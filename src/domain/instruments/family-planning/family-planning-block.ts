import { type Block, inSection } from '#domain/instruments/block.ts'
import { combinedPill } from '#domain/rules/family-planning-pill.ts'
import { familyPlanning } from '#domain/rules/family-planning.ts'
import { familyPlanningFields } from './family-planning-fields.ts'

/** Contraception, risks of a pregnancy, and the safety of the pill. */
export const familyPlanningBlock: Block = {
  fields: inSection('familyPlanning', familyPlanningFields),
  rules: [familyPlanning, combinedPill],
}
