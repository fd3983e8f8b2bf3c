import type { Rule } from '#domain/instruments/instrument.ts'
import { type HomeAnswer, homeAnswerRules } from './home-answers.ts'

type OdgjRow = HomeAnswer & { readonly cardId: string }

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

export const odgjRules: readonly Rule[] = homeAnswerRules(odgjRows, 'R-KR-ODGJ', 'odgjFine')
