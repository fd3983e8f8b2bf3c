import type { Deadline, Level, Rule } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'

type OdgjRow = {
  readonly field: string
  readonly cardId: string
  /** The answer that calls for something. */
  readonly problem: boolean
  readonly code: string
  readonly level: Level
  readonly deadline?: Deadline
}

/**
 * The rows of the checklist for somebody with a severe mental disorder (Checklist Kunjungan Rumah; KMK
 * HK.01.07/MENKES/2015/2023). Windows are Teratai's own.
 */
export const odgjRows: readonly OdgjRow[] = [
  {
    field: 'odgjDangerous',
    cardId: 'ko_gaduh_gelisah',
    problem: true,
    code: 'odgjDangerous',
    level: 'emergency',
    deadline: 'now',
  },
  {
    field: 'odgjChained',
    cardId: 'ko_pasung',
    problem: true,
    code: 'odgjChained',
    level: 'refer',
    deadline: 'today',
  },
  {
    field: 'odgjMedicine',
    cardId: 'ko_minum_obat',
    problem: false,
    code: 'odgjMedicineMissed',
    level: 'refer',
    deadline: '3days',
  },
  {
    field: 'odgjControl',
    cardId: 'ko_kontrol',
    problem: false,
    code: 'odgjNoControl',
    level: 'confirm',
    deadline: 'week',
  },
  { field: 'odgjSelfCare', cardId: 'ko_kebersihan', problem: false, code: 'odgjNeedsHelp', level: 'counsel' },
  { field: 'odgjSleep', cardId: 'ko_tidur', problem: false, code: 'odgjNeedsHelp', level: 'counsel' },
  { field: 'odgjActivity', cardId: 'ko_aktivitas', problem: false, code: 'odgjNeedsHelp', level: 'counsel' },
  {
    field: 'odgjFamilySupport',
    cardId: 'ko_dukungan_keluarga',
    problem: false,
    code: 'odgjFamilyNeedsHelp',
    level: 'counsel',
  },
]

const ruleOf = ({ field, problem, code, level, deadline }: OdgjRow): Rule =>
  defineRule(
    {
      id: field,
      card: 'R-KR-ODGJ',
      edition: 'kmk-2015-2023',
      source: 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)',
      outcomes: [code, 'odgjFine'],
      judges: [field],
    },
    ({ answers }, find) => {
      const said = yesNoIn(answers, field)
      if (said === undefined) return []
      return said === problem
        ? [find(code, level, { fields: [field], deadline })]
        : [find('odgjFine', 'normal', { fields: [field] })]
    },
  )

export const odgjRules: readonly Rule[] = odgjRows.map(ruleOf)
