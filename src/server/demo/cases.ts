import type { Answers } from '#domain/instruments/instrument.ts'
import type { LifeStage } from '#domain/life-stage/life-stage.ts'

/** What is met on one visit, so that a demo shows it: said where it is asked, or found on measuring. */
export type Case = { readonly says?: Answers; readonly finds?: Answers }

const severePressure: Answers = {
  bloodPressure: { systolicMmHg: 188, diastolicMmHg: 118 },
  bloodPressureRepeat: { systolicMmHg: 186, diastolicMmHg: 116 },
}
const convulsion: Case = {
  says: {
    sicknessSigns: ['fever', 'convulsion'],
    feverDays: 1,
    childConvulsion: true,
    infantConvulsion: true,
  },
}
const diarrhoea: Case = { says: { sicknessSigns: ['diarrhoea'] } }
const coughAtHome: Case = { says: { sicknessSigns: ['cough'], coughDays: 3 } }
const beyondMeter: Case = {
  says: { diabetesSymptoms: ['polyuria', 'polydipsia'] },
  finds: { bloodGlucose: { mgPerDl: 'HI', kind: 'random' } },
}

const smallArm: Case = { finds: { muacCm: 22.4 } }
const lowPressure: Case = {
  says: { lowPressureComplaint: false },
  finds: {
    bloodPressure: { systolicMmHg: 78, diastolicMmHg: 46 },
    bloodPressureRepeat: { systolicMmHg: 79, diastolicMmHg: 47 },
  },
}

/** What is rare and yet must be seen in a demo; the rest comes of itself. */
const cases: Readonly<Record<LifeStage, readonly Case[]>> = {
  ibuHamil: [{ says: { vaginalBleeding: true } }, smallArm],
  nifas: [{ says: { heavyBleeding: true } }, smallArm, { says: { usesFamilyPlanning: false } }],
  bayi: [convulsion, diarrhoea],
  balita: [convulsion],
  apras: [convulsion, diarrhoea, coughAtHome],
  usiaSekolah: [beyondMeter, lowPressure, lowPressure, { says: { tbcCough: 'under2Weeks' } }, lowPressure],
  remaja: [beyondMeter, lowPressure],
  dewasa: [
    { says: { pressureDangerSigns: ['chestPain'] }, finds: severePressure },
    { says: { srq17: true } },
  ],
  lansia: [beyondMeter, { says: { pressureDangerSigns: ['oneSidedWeakness'] }, finds: severePressure }],
}

/** Every so many visits of a stage its next case is met, until all were. */
const everySoMany = 3

/** The case of the `nth` visit of a stage on its card, the first being 0. Most have none. */
export const caseOf = (stage: LifeStage, nth: number): Case | undefined =>
  nth % everySoMany === everySoMany - 1 ? cases[stage][Math.floor(nth / everySoMany)] : undefined
