import { ageIn } from '#domain/instruments/age-in.ts'
import type { Condition, Instrument } from '#domain/instruments/instrument.ts'
import { kpspBlock } from '#domain/instruments/kpsp/kpsp-block.ts'
import { outcomeBlock } from '#domain/instruments/outcome/outcome-block.ts'
import { lastMonitoringMonth } from '#domain/instruments/perkembangan/milestones.ts'
import { perkembanganBlock } from '#domain/instruments/perkembangan/perkembangan-block.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { tbcBlock } from '#domain/instruments/tbc/tbc-block.ts'
import { bilateralOedema } from '#domain/rules/acute-malnutrition.ts'
import { birthWeight, weightSinceBirth } from '#domain/rules/birth-weight.ts'
import { childBreathing, youngInfantBreathing } from '#domain/rules/child-breathing.ts'
import { childCare } from '#domain/rules/child-care.ts'
import { bornEarly } from '#domain/rules/child-corrected-age.ts'
import { childDangerSign, youngInfantDangerSign } from '#domain/rules/child-danger.ts'
import { hasMilestoneAnswers } from '#domain/rules/child-development.ts'
import {
  complementaryFeeding,
  dietaryDiversity,
  exclusiveBreastfeeding,
} from '#domain/rules/child-feeding.ts'
import {
  bmiForAge,
  headForAge,
  lengthForAge,
  weightForAge,
  weightForLength,
} from '#domain/rules/child-growth.ts'
import { childDiarrhoea, childIllness } from '#domain/rules/child-illness.ts'
import { childMuac } from '#domain/rules/child-muac.ts'
import { recoveryFood } from '#domain/rules/child-recovery-food.ts'
import { childDeworming, childVitaminA } from '#domain/rules/child-supplements.ts'
import { childFever, youngInfantTemperature } from '#domain/rules/child-temperature.ts'
import { childWeightGain } from '#domain/rules/child-weight-gain.ts'
import { immunisationStatus } from '#domain/rules/immunisation-status.ts'
import { lengthStall } from '#domain/rules/length-stall.ts'
import { firstStool, firstVaccines, youngInfantJaundice } from '#domain/rules/young-infant-newborn.ts'
import { wordSetting } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import { balitaFields } from './balita-fields.ts'

/** Column 3 is due when no checklist was done since the latest age of monitoring, on the variant that has it. */
const checklistIsDue: Condition = (context) => {
  const { history, person, settings } = context
  const months = ageIn(context)?.months
  const due = months === undefined ? undefined : lastMonitoringMonth(months)
  if (due === undefined || wordSetting(settings, 'childCardVariant') !== 'checklist') return false
  return !history.some(({ day, answers }) => {
    const wasExamined =
      hasMilestoneAnswers({ answers }) ||
      ['complete', 'incomplete'].includes(textIn(answers, 'developmentChecklist') ?? '')
    return wasExamined && (completedMonths(person.birthDate ?? day, day) ?? 0) >= due
  })
}

const development = perkembanganBlock(checklistIsDue)
const tbc = tbcBlock('balita')
const outcome = outcomeBlock('balita')

/** Kartu Bantu Pemeriksaan Bayi, Balita dan Anak Prasekolah: birth to 71 completed months. */
export const balita: Instrument = {
  id: 'balita',
  kind: 'card',
  edition: '2026.2',
  source: 'KMK HK.01.07/MENKES/2015/2023; Permenkes 2/2020; Buku KIA 2023; MTBS',
  appliesTo: (person, day) => {
    const months = ageIn({ person, day })?.months
    return months !== undefined && months < 72
  },
  fields: [
    ...balitaFields.registration,
    ...balitaFields.measurement,
    ...development.fields,
    ...balitaFields.record,
    ...tbc.fields,
    ...balitaFields.care,
    ...kpspBlock.fields.map((field) => ({ ...field, nakesOnly: true })),
    ...outcome.fields,
  ],
  rules: [
    childWeightGain,
    weightForAge,
    lengthForAge,
    weightForLength,
    bmiForAge,
    headForAge,
    childMuac,
    bilateralOedema,
    lengthStall,
    birthWeight,
    weightSinceBirth,
    bornEarly,
    youngInfantDangerSign,
    youngInfantTemperature,
    youngInfantBreathing,
    youngInfantJaundice,
    firstStool,
    firstVaccines,
    childDangerSign,
    childFever,
    childBreathing,
    childDiarrhoea,
    childIllness,
    ...tbc.rules,
    ...development.rules,
    ...kpspBlock.rules,
    exclusiveBreastfeeding,
    complementaryFeeding,
    dietaryDiversity,
    immunisationStatus,
    childVitaminA,
    childDeworming,
    recoveryFood,
    childCare,
    ...outcome.rules,
  ],
  derived: [
    { cardId: 'nama_anak', from: 'person' },
    { cardId: 'nik_anak', from: 'person' },
    { cardId: 'jenis_kelamin', from: 'person' },
    { cardId: 'tgl_lahir', from: 'person' },
    { cardId: 'nama_ibu', from: 'person' },
    { cardId: 'alamat', from: 'household' },
    { cardId: 'no_hp', from: 'person' },
    { cardId: 'kecamatan', from: 'posyandu' },
    { cardId: 'desa', from: 'posyandu' },
    { cardId: 'dusun', from: 'household' },
    { cardId: 'posyandu', from: 'posyandu' },
    { cardId: 'umur_bulan', from: 'lifeStage' },
    { cardId: 'tgl_kunjungan', from: 'visit' },
    { cardId: 'status_nt', rule: 'childWeightGain' },
    { cardId: 'bbu_kategori', rule: 'weightForAge' },
    { cardId: 'pbu_tbu_kategori', rule: 'lengthForAge' },
    { cardId: 'bbpb_bbtb_kategori', rule: 'weightForLength' },
    { cardId: 'lku_kategori', rule: 'headForAge' },
    { cardId: 'lila_status', rule: 'childMuac' },
    ...outcome.derived,
  ],
}
