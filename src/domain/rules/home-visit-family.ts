import type { Deadline, Level, Rule } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

type FamilyRow = {
  readonly field: string
  readonly problem: boolean
  readonly code: string
  readonly level: Level
  readonly deadline?: Deadline
}

/** What of the family's data calls for something (Checklist Kunjungan Rumah; KMK HK.01.07/MENKES/2015/2023). */
const rows: readonly FamilyRow[] = [
  { field: 'ventilationEnough', problem: false, code: 'houseUnhealthy', level: 'counsel' },
  { field: 'cleanWater', problem: false, code: 'houseUnhealthy', level: 'counsel' },
  { field: 'waterProtected', problem: false, code: 'houseUnhealthy', level: 'counsel' },
  { field: 'latrine', problem: false, code: 'houseUnhealthy', level: 'counsel' },
  { field: 'latrineSanitary', problem: false, code: 'houseUnhealthy', level: 'counsel' },
  // Every contact in the house is looked at, whether it coughs or not.
  { field: 'memberTbc', problem: true, code: 'tbcInHouse', level: 'confirm', deadline: '3days' },
  { field: 'memberOdgjChained', problem: true, code: 'odgjChained', level: 'refer', deadline: 'today' },
  { field: 'memberSmokes', problem: true, code: 'smokeInHouse', level: 'counsel' },
]

/** One rule a row of the family's data that decides something. */
export const familyRules: readonly Rule[] = rows.map(({ field, problem, code, level, deadline }) =>
  defineRule(
    {
      id: field,
      card: 'R-KR-KELUARGA',
      edition: 'kmk-2015-2023',
      source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
      outcomes: [code, 'familyFine'],
      judges: [field],
    },
    ({ answers }, find) => {
      const said = yesNoIn(answers, field)
      if (said === undefined) return []
      return said === problem
        ? [find(code, level, { fields: [field], deadline })]
        : [find('familyFine', 'normal', { fields: [field] })]
    },
  ),
)
