import type { Rule } from '#domain/instruments/instrument.ts'
import { type HomeAnswer, homeAnswerRules } from './home-answers.ts'

/** What of the family's data calls for something (Checklist Kunjungan Rumah; KMK HK.01.07/MENKES/2015/2023). */
const rows: readonly HomeAnswer[] = [
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
export const familyRules: readonly Rule[] = homeAnswerRules(rows, 'R-KR-KELUARGA', 'familyFine')
