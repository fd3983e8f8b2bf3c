import type { Instrument } from '#domain/instruments/instrument.ts'
import { tbcBlock } from './tbc-block.ts'

/** Skrining TBC by itself, for anybody: by age the columns of the child, youth or adult card count. */
export const tbc: Instrument = {
  id: 'tbc',
  kind: 'questionnaire',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023',
  appliesTo: () => true,
  ...tbcBlock('tbc'),
}
