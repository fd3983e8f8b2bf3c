import { describe, expect, it } from 'vitest'
import { assessVisit } from '#domain/instruments/index.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import {
  contextOf,
  instrumentOf,
  outcomeOf,
  pressure,
  type RuleCase,
  visitDay,
} from '#tests/builders/rule-case.ts'
import { postpartumSigns, printedPostpartumSigns } from './postpartum-danger-signs.ts'
import { pregnancySigns, printedPregnancySigns } from './pregnancy-danger-signs.ts'

const weeks = (completed: number, days = 0) => addDays(visitDay, -(completed * 7 + days))
const calm = { bloodPressure: pressure(120, 80) }

describe('R-BH-BAHAYA: danger signs of pregnancy', () => {
  const at = (completed: number, days: number, answers: RuleCase['answers'], instrument = 'ibu-hamil') =>
    outcomeOf(
      {
        instrument,
        answers: { lastMenstrualPeriodOn: weeks(completed, days), ...calm, ...answers },
      },
      'pregnancyDangerSign',
    )
  const says = (answers: RuleCase['answers'], instrument?: string) => at(30, 0, answers, instrument)

  it.each([
    ['vaginalBleeding', 'emergency now maternalBleeding'],
    ['watersBroken', 'emergency now maternalWatersBroken'],
    ['convulsion', 'emergency now maternalConvulsion'],
    ['shortnessOfBreath', 'emergency now maternalShortnessOfBreath'],
    ['chestPain', 'emergency now maternalChestPain'],
    ['severeAbdominalPain', 'emergency now maternalAbdominalPain'],
    ['fetalMovementReduced', 'emergency now maternalFetalMovementReduced'],
    ['regularContractions', 'emergency now maternalContractions'],
    ['bloodyShow', 'emergency now maternalBloodyShow'],
    ['severeHeadache', 'refer today maternalSevereHeadache'],
    ['blurredVision', 'refer today maternalBlurredVision'],
    ['epigastricPain', 'refer today maternalEpigastricPain'],
    ['faceHandSwelling', 'refer today maternalSwelling'],
    ['persistentVomiting', 'refer today maternalVomiting'],
    ['palpitations', 'refer today maternalPalpitations'],
    ['painfulUrination', 'refer today maternalPainfulUrination'],
    ['repeatedDiarrhoea', 'refer today maternalDiarrhoea'],
    ['footSwelling', 'confirm maternalFootSwelling'],
    ['anxiety', 'confirm maternalAnxiety'],
  ])('%s: %s', (sign, expected) => expect(says({ [sign]: true })).toBe(`R-BH-BAHAYA ${expected}`))

  it('at home none is less than a referral of the same day', () => {
    for (const { id } of pregnancySigns)
      expect(says({ [id]: true }, 'kr-ibu-hamil')).toMatch(/^R-BH-BAHAYA (emergency now|refer today) /)
  })

  it('counts movements from 24 weeks, and where nobody knows the weeks', () => {
    const still = { fetalMovementReduced: true, pregnancyDangerSigns: [] }
    expect(at(24, 0, still)).toBe('R-BH-BAHAYA emergency now maternalFetalMovementReduced')
    expect(at(23, 6, still)).toBe(
      'R-BH-BAHAYA normal pregnancyNoDangerSign | R-BH-BAHAYA notAssessed movementsNotYetCounted',
    )
    const undated = { instrument: 'ibu-hamil', answers: { ...calm, fetalMovementReduced: true } }
    expect(outcomeOf(undated, 'pregnancyDangerSign')).toContain('emergency')
  })

  it.each(['reduced', 'none'])('hears movements that are %s from the other question', (fetalMovement) =>
    expect(says({ fetalMovement })).toContain('emergency now maternalFetalMovementReduced'),
  )

  it('takes labour before 37 weeks for an emergency, at term for a referral', () => {
    for (const sign of ['regularContractions', 'bloodyShow']) {
      expect(at(36, 6, { [sign]: true })).toContain('emergency now')
      expect(at(37, 0, { [sign]: true })).toContain('refer today')
    }
    const undated = { instrument: 'ibu-hamil', answers: { regularContractions: true } }
    expect(outcomeOf(undated, 'pregnancyDangerSign')).toContain('emergency now')
  })

  it('is normal only when every sign was asked', () => {
    expect(says({})).toBe('R-BH-BAHAYA notAssessed notAnswered')
    const no = Object.fromEntries(pregnancySigns.map(({ id }) => [id, false]))
    expect(says(no)).toBe('R-BH-BAHAYA normal pregnancyNoDangerSign')
    expect(says({ ...no, anxiety: { state: 'unknown' } })).toBe('R-BH-BAHAYA notAssessed notAnswered')
    expect(says({ pregnancyDangerSigns: [] })).toBe('R-BH-BAHAYA normal pregnancyNoDangerSign')
    expect(says({ pregnancyDangerSigns: ['anxiety'] })).toBe('R-BH-BAHAYA confirm maternalAnxiety')
  })

  it('takes a severe headache with any swelling for an emergency', () => {
    expect(says({ severeHeadache: true, footSwelling: true })).toContain(
      'emergency now maternalSevereHeadache',
    )
  })

  it('hears what goes wrong in labour', () => {
    const labour = (labourDangerSigns: readonly string[]) =>
      outcomeOf({ instrument: 'ibu-hamil', answers: { labourDangerSigns } }, 'labourDanger')
    expect(labour(['foulWaters'])).toBe('R-BH-BAHAYA emergency now labourDanger')
    expect(labour([])).toBe('')
  })

  it('refers the sign of TBC as the screening does', () => {
    const says = (instrument: string) =>
      outcomeOf({ instrument, answers: { tbcSign: true } }, 'motherTbcSign')
    expect(says('kr-ibu-hamil')).toBe('R-TBC refer 3days motherTbcSign')
    expect(says('ibu-hamil')).toBe('R-TBC refer 3days motherTbcSign')
  })
})

describe('R-NF-BAHAYA: danger signs of nifas', () => {
  const says = (answers: RuleCase['answers'], days = 5, instrument = 'nifas') =>
    outcomeOf(
      { instrument, answers: { deliveredOn: addDays(visitDay, -days), ...calm, ...answers } },
      'postpartumDangerSign',
    )

  it.each([
    ['heavyBleeding', 'emergency now maternalBleeding'],
    ['convulsion', 'emergency now maternalConvulsion'],
    ['blurredVision', 'emergency now maternalBlurredVision'],
    ['shortnessOfBreath', 'emergency now maternalShortnessOfBreath'],
    ['chestPain', 'emergency now maternalChestPain'],
    ['foulLochia', 'emergency now postpartumFoulLochia'],
    ['severeHeadache', 'refer today maternalSevereHeadache'],
    ['epigastricPain', 'refer today maternalEpigastricPain'],
    ['faceHandSwelling', 'refer today maternalSwelling'],
    ['vaginalFluid', 'refer today postpartumFluid'],
    ['breastProblem', 'refer today postpartumBreastProblem'],
    ['urinationProblem', 'refer today postpartumUrinationProblem'],
    ['genitalWound', 'refer today postpartumGenitalWound'],
    ['abnormalDischarge', 'refer today postpartumDischarge'],
    ['palpitations', 'refer today maternalPalpitations'],
    ['footSwelling', 'confirm maternalFootSwelling'],
    ['lowMood', 'confirm postpartumLowMood'],
  ])('%s: %s', (sign, expected) => expect(says({ [sign]: true })).toBe(`R-NF-BAHAYA ${expected}`))

  it('at home none is less than a referral of the same day', () => {
    for (const { id } of postpartumSigns)
      expect(says({ [id]: true }, 5, 'kr-nifas')).toMatch(/^R-NF-BAHAYA (emergency now|refer today) /)
  })

  it('takes pressure-related signs for an emergency from 140/90, also months after the birth', () => {
    for (const sign of ['severeHeadache', 'epigastricPain', 'faceHandSwelling']) {
      expect(says({ [sign]: true, bloodPressure: pressure(139, 89) }, 300)).toContain('refer today')
      expect(says({ [sign]: true, bloodPressure: pressure(140, 89) }, 300)).toContain('emergency now')
      expect(says({ [sign]: true, bloodPressure: pressure(139, 90) }, 300)).toContain('emergency now')
    }
  })

  it('asks for a nakes about a low mood of two weeks, refers a longer one, and stops at harm', () => {
    const mood = { lowMood: true }
    expect(says(mood, 14)).toBe('R-NF-BAHAYA confirm postpartumLowMood')
    expect(says(mood, 15)).toBe('R-NF-BAHAYA refer today postpartumLowMood')
    expect(says({ ...mood, moodOverTwoWeeks: true }, 14)).toContain('refer today')
    expect(says({ ...mood, moodOverTwoWeeks: false }, 15)).toContain('refer today')
    expect(says({ ...mood, harmOrHallucination: true }, 3)).toBe(
      'R-NF-BAHAYA emergency now postpartumLowMood',
    )
    expect(says({ harmOrHallucination: true }, 3)).toContain('emergency now')
    const undated = { instrument: 'nifas', answers: { ...calm, lowMood: true } }
    expect(outcomeOf(undated, 'postpartumDangerSign')).toContain('refer today')
  })

  it('is normal only when every sign was asked', () => {
    expect(says({})).toBe('R-NF-BAHAYA notAssessed notAnswered')
    expect(says({ postpartumDangerSigns: [] })).toBe('R-NF-BAHAYA normal postpartumNoDangerSign')
    expect(says({ postpartumDangerSigns: ['foulLochia'] })).toContain('postpartumFoulLochia')
  })
})

describe('a form whose printed rows are all answered with no', () => {
  const none = (signs: ReadonlySet<string>) => Object.fromEntries([...signs].map((sign) => [sign, false]))
  const begun = { lastMenstrualPeriodOn: weeks(30), ...calm }
  const born = { deliveredOn: addDays(visitDay, -10), ...calm }
  const forms = [
    ['ibu-hamil', 'pregnancyDangerSign', begun, printedPregnancySigns.posyandu, 'R-BH-BAHAYA', 'pregnancy'],
    ['kr-ibu-hamil', 'pregnancyDangerSign', begun, printedPregnancySigns.home, 'R-BH-BAHAYA', 'pregnancy'],
    ['nifas', 'postpartumDangerSign', born, printedPostpartumSigns.posyandu, 'R-NF-BAHAYA', 'postpartum'],
    ['kr-nifas', 'postpartumDangerSign', born, printedPostpartumSigns.home, 'R-NF-BAHAYA', 'postpartum'],
  ] as const

  it.each(forms)(
    '%s: none, and unknown with one row open',
    (instrument, rule, episode, rows, card, stage) => {
      const says = (answers: RuleCase['answers']) =>
        outcomeOf({ instrument, answers: { ...episode, ...answers } }, rule)
      expect(says(none(rows))).toBe(`${card} normal ${stage}NoDangerSign`)
      const [, ...but] = rows
      expect(says(none(new Set(but)))).toBe(`${card} notAssessed notAnswered`)
      expect(says({ ...none(rows), chestPain: true })).toBe(`${card} emergency now maternalChestPain`)
    },
  )

  it('hears fits and swelling asked in one question', () => {
    const rows = none(printedPostpartumSigns.posyandu)
    const { convulsion: _, faceHandSwelling: __, ...others } = rows
    const says = (answers: RuleCase['answers']) =>
      outcomeOf({ instrument: 'nifas', answers: { ...born, ...others, ...answers } }, 'postpartumDangerSign')
    expect(says({})).toBe('R-NF-BAHAYA notAssessed notAnswered')
    expect(says({ convulsionOrSwelling: false })).toBe('R-NF-BAHAYA normal postpartumNoDangerSign')
    expect(says({ convulsionOrSwelling: true })).toBe('R-NF-BAHAYA emergency now maternalConvulsion')
    expect(says({ postpartumDangerSigns: ['convulsionOrSwelling'] })).toContain('emergency now')
    expect(says({ convulsionOrSwelling: false, faceHandSwelling: true })).toContain('refer today')
  })
})

describe('fever of a mother', () => {
  const says = (instrument: string, answers: RuleCase['answers']) =>
    outcomeOf({ instrument, answers }, 'maternalFever')

  it('in pregnancy: told from 37.5, referred when said or from 38.0, with chills from 38.5 an emergency', () => {
    const at = (temperatureC: number, more = {}) => says('ibu-hamil', { temperatureC, ...more })
    expect(at(37.4)).toBe('R-BH-BAHAYA normal maternalNoFever')
    expect(at(37.5)).toBe('R-BH-BAHAYA confirm maternalTemperatureRaised')
    expect(at(37.9)).toContain('confirm')
    expect(at(38)).toBe('R-BH-BAHAYA refer today maternalFever')
    expect(at(38.1, { chills: true })).toContain('refer')
    expect(at(38.5)).toBe('R-BH-BAHAYA refer today maternalFever')
    expect(at(38.4, { fever: true, chills: true })).toBe('R-BH-BAHAYA refer today maternalFever')
    expect(at(38.5, { fever: true, chills: true })).toBe('R-BH-BAHAYA emergency now maternalFeverSevere')
    expect(at(38.5, { chills: false })).toContain('refer')
    expect(says('ibu-hamil', { fever: true })).toBe('R-BH-BAHAYA refer today maternalFever')
    expect(says('ibu-hamil', { fever: false })).toBe('R-BH-BAHAYA normal maternalNoFever')
    expect(says('ibu-hamil', {})).toBe('')
  })

  it('after birth: referred above 38.0, with chills or foul lochia from 38.5 an emergency', () => {
    const at = (temperatureC: number, more = {}) => says('nifas', { temperatureC, ...more })
    expect(at(37.4)).toContain('normal')
    expect(at(37.5)).toContain('confirm')
    expect(at(38)).toBe('R-NF-BAHAYA confirm maternalTemperatureRaised')
    expect(at(38.1)).toBe('R-NF-BAHAYA refer today maternalFever')
    expect(at(38.4, { chills: true, foulLochia: true })).toContain('refer')
    expect(at(38.5, { chills: true })).toBe('R-NF-BAHAYA emergency now maternalFeverSevere')
    expect(at(38.5, { foulLochia: true })).toContain('emergency')
    expect(at(38.4, { vaginalFluid: true })).toContain('refer')
    expect(at(38.5, { vaginalFluid: true })).toContain('emergency')
    expect(says('kr-nifas', {})).toBe('R-NF-BAHAYA notAssessed notMeasured')
  })
})

describe('home visits to mothers', () => {
  const visit = (instrument: string, answers: RuleCase['answers']) => {
    const one = { instrument, answers }
    return assessVisit(instrumentOf(instrument), answers, contextOf(one))
  }
  const reportOf = (answers: RuleCase['answers'], instrument = 'kr-ibu-hamil') =>
    outcomeOf({ instrument, answers }, 'homeVisitReport')

  it('a danger sign is told to nakes on the same day', () => {
    const sign = { anxiety: true }
    expect(reportOf({})).toBe('')
    expect(reportOf(sign)).toBe('R-KR-JADWAL refer today reportToNakesDue')
    expect(reportOf({ ...sign, reportedToNakesOn: visitDay })).toBe('R-KR-JADWAL normal reportedToNakes')
    expect(reportOf({ ...sign, reportedToNakesOn: addDays(visitDay, 1) })).toBe(
      'R-KR-JADWAL confirm reportToNakesLate',
    )
    expect(reportOf({ fever: true }, 'kr-nifas')).toContain('Due')
  })

  it.each(['notAtHome', 'moved', 'refused', 'died'])('whoever was not met (%s) was not seen', (personMet) => {
    const { level, incomplete, findings } = visit('kr-nifas', { personMet })
    expect({ level, incomplete }).toEqual({ level: 'notAssessed', incomplete: true })
    expect(findings.map(({ because }) => because)).toContain(personMet)
  })

  it('a book that nobody has or knows of is a gap', () => {
    const says = (kiaBook: string) =>
      outcomeOf({ instrument: 'kr-ibu-hamil', answers: { kiaBook } }, 'kiaBookAtHand')
    expect(says('none')).toBe('R-KR-JADWAL counsel kiaBookMissing')
    expect(says('notKnown')).toBe('R-KR-JADWAL counsel kiaBookMissing')
    expect(says('shown')).toContain('normal')
    expect(says('notShown')).toContain('normal')
  })

  it.each([
    ['eatsByIsiPiringku', 'motherMeals'],
    ['tabletsAtHome', 'tabletsAtHome'],
    ['tabletTakenLastDay', 'tabletTakenLastDay'],
    ['attendsMotherClass', 'motherClass'],
  ])('%s: no asks for a talk', (field, rule) => {
    const says = (said: boolean) =>
      outcomeOf({ instrument: 'kr-ibu-hamil', answers: { [field]: said } }, rule)
    expect(says(false)).toContain('counsel')
    expect(says(true)).toContain('normal')
  })

  it('takes the arm by figure or by colour', () => {
    const says = (answers: RuleCase['answers'], rule: string) =>
      outcomeOf({ instrument: 'kr-ibu-hamil', answers }, rule)
    expect(says({ muacBelowLimit: true }, 'muacSaidLow')).toBe('R-BH-LILA refer 3days maternalMuacSaidLow')
    expect(says({ muacBelowLimit: false }, 'muacSaidLow')).toContain('normal')
    expect(says({ muacBelowLimit: true, muacCm: 23.5 }, 'muacSaidLow')).toBe('')
    expect(says({ muacCm: 23.4 }, 'maternalMuac')).toContain('refer')
    expect(says({ foodAtHome: 'no' }, 'foodAtHome')).toBe('R-BH-MT confirm foodNotAtHome')
    expect(says({ muacBelowLimit: true }, 'foodAtHome')).toContain('notAssessed')
    expect(says({ foodAtHome: 'notNeeded' }, 'foodAtHome')).toContain('normal')
  })
})
