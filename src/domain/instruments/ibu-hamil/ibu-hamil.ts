import { ageIn } from '#domain/instruments/age-in.ts'
import type { Derived, Instrument } from '#domain/instruments/instrument.ts'
import { outcomeBlock } from '#domain/instruments/outcome/outcome-block.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import type { PersonOn } from '#domain/person/person.ts'
import { gestationLength } from '#domain/rules/gestation-length.ts'
import { maternalBloodPressure } from '#domain/rules/maternal-blood-pressure.ts'
import { maternalFever } from '#domain/rules/maternal-fever.ts'
import { maternalMuac } from '#domain/rules/maternal-muac.ts'
import { fetalHeartRate, maternalHaemoglobin } from '#domain/rules/maternal-nakes-checks.ts'
import { motherMentalHealth } from '#domain/rules/mother-mental-health.ts'
import { preeclampsiaRisk, urineProtein } from '#domain/rules/preeclampsia-risk.ts'
import { birthPlan, kiaBookOfMother, motherClass, smokeExposure } from '#domain/rules/pregnancy-care.ts'
import { labourDanger, motherTbcSign, pregnancyDangerSign } from '#domain/rules/pregnancy-danger-signs.ts'
import { pregnancyRisk } from '#domain/rules/pregnancy-risk.ts'
import { pregnancyTablets, supplementaryFood, tabletKinds } from '#domain/rules/pregnancy-supplements.ts'
import { doctorVisits, pregnancyVisits } from '#domain/rules/pregnancy-visits.ts'
import { pregnancyWeightGain, prePregnancyBmi } from '#domain/rules/pregnancy-weight.ts'
import type { CalendarDay } from '#domain/time/calendar-day.ts'
import { ibuHamilFields } from './ibu-hamil-fields.ts'

/** Whom the cards of mothers are for: 10 to 60 years, and nobody known to be male. */
export function mayBeMother(person: PersonOn, day: CalendarDay): boolean {
  const years = ageIn({ person, day })?.years
  return person.sex !== 'male' && years !== undefined && years >= 10 && years <= 60
}

const tbc = tbcBlock('ibu-hamil')
const outcome = outcomeBlock('ibu-hamil')

/** The risks of the pregnancy follow from age, counts, height and history: nobody ticks them. */
const risks: readonly Derived[] = [
  'terlalu_muda',
  'terlalu_tua',
  'terlalu_dekat',
  'terlalu_banyak',
  'tb_rendah',
  'riwayat_buruk',
  'kembar',
].map((cardId) => ({ cardId, rule: 'pregnancyRisk' }))

const derived: readonly Derived[] = [
  ...risks,
  { cardId: 'nama_ibu', from: 'person' },
  { cardId: 'nik_ibu', from: 'person' },
  { cardId: 'alasan_tanpa_nik', from: 'person' },
  { cardId: 'tgl_lahir_ibu', from: 'person' },
  { cardId: 'no_hp', from: 'person' },
  { cardId: 'alamat', from: 'household' },
  { cardId: 'dusun_rt_rw', from: 'household' },
  { cardId: 'desa_kelurahan', from: 'household' },
  { cardId: 'kecamatan', from: 'household' },
  { cardId: 'tgl_kunjungan', from: 'visit' },
  { cardId: 'usia_kehamilan_minggu', rule: 'gestationLength' },
  { cardId: 'k_kunjungan', rule: 'pregnancyVisits' },
  { cardId: 'lila_status', rule: 'maternalMuac' },
  { cardId: 'td_sesuai_kurva', rule: 'maternalBloodPressure' },
  ...outcome.derived,
]

/** Kartu Bantu Pemeriksaan Ibu Hamil. */
export const ibuHamil: Instrument = {
  id: 'ibu-hamil',
  kind: 'card',
  edition: '2026.2',
  source: 'KMK HK.01.07/MENKES/2015/2023; Buku KIA 2023',
  appliesTo: mayBeMother,
  fields: ibuHamilFields,
  rules: [
    gestationLength,
    prePregnancyBmi,
    pregnancyWeightGain,
    maternalMuac,
    maternalBloodPressure,
    pregnancyDangerSign('posyandu'),
    maternalFever('pregnancy'),
    labourDanger,
    ...tbc.rules,
    motherTbcSign,
    pregnancyRisk,
    pregnancyTablets,
    tabletKinds,
    supplementaryFood,
    motherClass,
    birthPlan,
    smokeExposure,
    kiaBookOfMother,
    pregnancyVisits,
    doctorVisits,
    maternalHaemoglobin,
    urineProtein,
    fetalHeartRate,
    preeclampsiaRisk,
    motherMentalHealth,
    ...outcome.rules,
  ],
  derived,
}
