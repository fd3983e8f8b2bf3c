import { ageIn } from '#domain/instruments/age-in.ts'
import type { Instrument } from '#domain/instruments/instrument.ts'
import { lansiaFromYears } from '#domain/life-stage/life-stage.ts'
import { fallRisk, sarcCalf, sppb } from '#domain/rules/older-balance.ts'
import { olderScores } from '#domain/rules/older-follow-up.ts'
import { lansiaLanjutanFields } from './lansia-lanjutan-fields.ts'

/** What follows a tick in SKILAS: Mini-Cog, AMT, SPPB, MNA-SF, RAPUH, GDS, SARC-CalF and the risk of falling. */
export const lansiaLanjutan: Instrument = {
  id: 'lansia-lanjutan',
  kind: 'followUp',
  edition: '2026.1',
  source: 'KMK HK.01.07/MENKES/2015/2023, Tabel 30',
  appliesTo: (person, day) => (ageIn({ person, day })?.years ?? 0) >= lansiaFromYears,
  fields: lansiaLanjutanFields,
  rules: [...olderScores, sppb, sarcCalf, fallRisk],
}
