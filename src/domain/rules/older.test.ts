import { describe, expect, it } from 'vitest'
import type { Answers } from '#domain/instruments/instrument.ts'
import { daysAgo, findingsOf, outcomeOf, type RuleCase, visitOf } from '#tests/builders/rule-case.ts'
import { aksItems } from './aks.ts'

/** Points taken off from the full score, from the largest items down. */
function aksWith(score: number): Answers {
  let missing = 20 - score
  return Object.fromEntries(
    aksItems.map(({ id, steps }) => {
      const off = Math.min(missing, steps.length - 1)
      missing -= off
      return [id, steps[steps.length - 1 - off]]
    }),
  )
}

const older = (instrument: string, answers: Answers, more: Partial<RuleCase> = {}): RuleCase => ({
  instrument,
  years: 70,
  answers,
  ...more,
})

describe('AKS', () => {
  it('adds up to twenty', () => {
    expect(aksItems.reduce((sum, { steps }) => sum + steps.length - 1, 0)).toBe(20)
  })

  it.each([
    [20, 'L-AKS normal aksIndependent'],
    [19, 'L-AKS refer month aksMild'],
    [12, 'L-AKS refer month aksMild'],
    [11, 'L-AKS refer week aksModerate'],
    [9, 'L-AKS refer week aksModerate'],
    [8, 'L-AKS refer week aksSevere'],
    [5, 'L-AKS refer week aksSevere'],
    [4, 'L-AKS refer week aksTotal'],
    [0, 'L-AKS refer week aksTotal'],
  ])('%s points', (score, expected) => {
    expect(outcomeOf(older('aks', aksWith(score)), 'aks')).toBe(expected)
    expect(findingsOf(older('aks', aksWith(score)), 'aks')[0]?.facts['score']).toBe(score)
  })

  it('has no score while an item is open', () => {
    expect(outcomeOf(older('aks', { ...aksWith(20), aksBathing: undefined }), 'aks')).toBe(
      'L-AKS notAssessed notAnswered',
    )
    expect(outcomeOf(older('aks', {}), 'aks')).toBe('L-AKS notAssessed notMeasured')
  })

  it.each([
    [18, 16, ''],
    [18, 15, 'L-AKS confirm aksFell'],
    [15, 18, 'L-AKS confirm aksRose'],
    [15, 17, ''],
  ])('from %s to %s', (before, now, expected) => {
    const history = [daysAgo(200, 'aks', aksWith(before))]
    expect(outcomeOf(older('aks', aksWith(now), { history }), 'aksChange')).toBe(expected)
  })

  it('is due on the card when a year is over, or half a year by the setting', () => {
    const seen = (days: number, settings = {}) =>
      outcomeOf(older('lansia', {}, { history: [daysAgo(days, 'lansia', aksWith(20))], settings }), 'aks')
    expect(seen(364)).toBe('')
    expect(seen(366)).toBe('L-AKS notAssessed notMeasured')
    expect(seen(200, { geriatricScreeningMonths: 6 })).toBe('L-AKS notAssessed notMeasured')
  })
})

const well: Answers = {
  skilasTime: 'correct',
  skilasPlace: 'correct',
  skilasRecall: 'all',
  skilasChair: true,
  skilasChairSeconds: 14,
  skilasWeightLoss: false,
  skilasAppetite: false,
  muacCm: 21,
  skilasEyeProblem: false,
  skilasSightTest: true,
  skilasWhisper: true,
  skilasSad: false,
  skilasInterest: false,
}
const cannot = { state: 'cannotBeDone' } as const

describe('SKILAS', () => {
  it('is normal when every domain is', () => {
    const visit = visitOf(older('skilas', well))
    expect([visit.level, visit.incomplete]).toEqual(['normal', false])
    expect(visit.findings).toHaveLength(6)
  })

  const impaired = (domain: string) => `L-SKILAS refer month ${domain}Impaired`
  const fine = (domain: string) => `L-SKILAS normal ${domain}Fine`
  const open = 'L-SKILAS notAssessed notAnswered'

  it.each<[string, string, Answers, (domain: string) => string]>([
    ['date wrong', 'skilasCognition', { skilasTime: 'wrong' }, impaired],
    ['place wrong', 'skilasCognition', { skilasPlace: 'wrong' }, impaired],
    ['fewer than three words', 'skilasCognition', { skilasRecall: 'notAll' }, impaired],
    ['place open', 'skilasCognition', { skilasPlace: undefined }, () => open],
    ['place open, date wrong', 'skilasCognition', { skilasPlace: undefined, skilasTime: 'wrong' }, impaired],
    ['14 seconds', 'skilasMobility', {}, fine],
    ['14.1 seconds', 'skilasMobility', { skilasChairSeconds: 14.1 }, impaired],
    ['not five times', 'skilasMobility', { skilasChair: false, skilasChairSeconds: undefined }, impaired],
    ['could not try', 'skilasMobility', { skilasChair: cannot }, impaired],
    ['not safe', 'skilasMobility', { skilasChair: undefined, skilasChairUnsafe: true }, impaired],
    [
      'moved by two helpers',
      'skilasMobility',
      { skilasChair: undefined, aksTransfer: 'twoHelpers' },
      impaired,
    ],
    ['moved by one helper', 'skilasMobility', { aksTransfer: 'oneHelper' }, fine],
    ['without a clock', 'skilasMobility', { skilasChairSeconds: undefined }, fine],
    ['only a clock', 'skilasMobility', { skilasChair: undefined }, fine],
    ['lost weight', 'skilasNutrition', { skilasWeightLoss: true }, impaired],
    ['no appetite', 'skilasNutrition', { skilasAppetite: true }, impaired],
    ['arm 20.9', 'skilasNutrition', { muacCm: 20.9 }, impaired],
    ['arm 21', 'skilasNutrition', { muacCm: 21 }, fine],
    ['arm said to be thin', 'skilasNutrition', { muacCm: undefined, skilasMuacLow: true }, impaired],
    ['arm open', 'skilasNutrition', { muacCm: undefined }, () => open],
    ['eye problem, no test', 'skilasSight', { skilasEyeProblem: true, skilasSightTest: undefined }, impaired],
    ['test failed', 'skilasSight', { skilasSightTest: false }, impaired],
    ['test open', 'skilasSight', { skilasSightTest: undefined }, () => open],
    ['not heard', 'skilasHearing', { skilasWhisper: false }, impaired],
    ['cannot be tested', 'skilasHearing', { skilasWhisper: cannot }, impaired],
    ['sad', 'skilasMood', { skilasSad: true }, impaired],
    ['little interest', 'skilasMood', { skilasInterest: true, skilasSad: undefined }, impaired],
    ['half asked', 'skilasMood', { skilasInterest: undefined }, () => open],
  ])('%s', (_, domain, answers, expected) => {
    expect(outcomeOf(older('skilas', { ...well, ...answers }), domain)).toBe(expected(domain))
  })

  it('names what is open when nothing of a domain was asked', () => {
    expect(outcomeOf(older('skilas', {}), 'skilasHearing')).toBe('L-SKILAS notAssessed notMeasured')
  })

  it('is silent on the card in the months between, even with a thin arm', () => {
    const history = [daysAgo(100, 'lansia', well)]
    expect(outcomeOf(older('lansia', { muacCm: 20 }, { history }), 'skilasNutrition')).toBe('')
    const due = [daysAgo(366, 'lansia', well)]
    expect(outcomeOf(older('lansia', { muacCm: 20 }, { history: due }), 'skilasNutrition')).toBe(
      impaired('skilasNutrition'),
    )
  })
})

describe('what nakes follow up with', () => {
  it.each<[string, string, number, string]>([
    ['miniCog', 'miniCog', 2, 'refer month miniCogImpaired'],
    ['miniCog', 'miniCog', 3, 'normal miniCogFine'],
    ['amt', 'amt', 3, 'refer week amtSevere'],
    ['amt', 'amt', 4, 'refer month amtModerate'],
    ['amt', 'amt', 7, 'refer month amtModerate'],
    ['amt', 'amt', 8, 'normal amtFine'],
    ['mnaSf', 'mnaSf', 7, 'refer week mnaMalnourished'],
    ['mnaSf', 'mnaSf', 8, 'confirm month mnaAtRisk'],
    ['mnaSf', 'mnaSf', 11, 'confirm month mnaAtRisk'],
    ['mnaSf', 'mnaSf', 12, 'normal mnaFine'],
    ['rapuh', 'rapuh', 0, 'normal notFrail'],
    ['rapuh', 'rapuh', 1, 'counsel preFrail'],
    ['rapuh', 'rapuh', 2, 'counsel preFrail'],
    ['rapuh', 'rapuh', 3, 'refer month frail'],
    ['olderSightFar', 'sightFarCorrect', 2, 'refer month olderSightPoor'],
    ['olderSightFar', 'sightFarCorrect', 3, 'normal olderSightFine'],
    ['olderSightNear', 'sightNearCorrect', 2, 'refer month olderSightPoor'],
    ['olderSightNear', 'sightNearCorrect', 3, 'normal olderSightFine'],
    ['olderWhisper', 'whisperWordsCorrect', 3, 'refer month audiometryNeeded'],
    ['olderWhisper', 'whisperWordsCorrect', 4, 'normal olderHearingFine'],
    ['gds4', 'gds4', 0, 'normal gdsFine'],
    ['gds4', 'gds4', 1, 'confirm gds4Possible'],
    ['gds4', 'gds4', 2, 'refer week gds4Depressed'],
    ['gds15', 'gds15', 4, 'normal gdsFine'],
    ['gds15', 'gds15', 5, 'refer week gds15Possible'],
    ['gds15', 'gds15', 9, 'refer week gds15Possible'],
    ['gds15', 'gds15', 10, 'refer week gds15Depressed'],
    ['morse', 'morse', 24, 'normal fallRiskLow'],
    ['morse', 'morse', 25, 'confirm fallRiskModerate'],
    ['morse', 'morse', 50, 'confirm fallRiskModerate'],
    ['morse', 'morse', 51, 'refer month fallRiskHigh'],
    ['sppb', 'sppb', 8, 'refer month sppbLow'],
    ['sppb', 'sppb', 9, 'confirm sppbModerate'],
    ['sppb', 'sppb', 10, 'normal sppbGood'],
  ])('%s of %s %s: %s', (rule, field, score, expected) => {
    expect(outcomeOf(older('lansia-lanjutan', { [field]: score }), rule)).toBe(`L-SKILAS ${expected}`)
  })

  it('lets the longer depression scale decide', () => {
    const both = older('lansia-lanjutan', { gds4: 2, gds15: 4 })
    expect(outcomeOf(both, 'gds4')).toBe('')
    expect(outcomeOf(both, 'gds15')).toBe('L-SKILAS normal gdsFine')
  })

  it.each<[string, Answers, number]>([
    ['4.81 s', { sppbGaitSeconds: 4.81 }, 12],
    ['4.82 s', { sppbGaitSeconds: 4.82 }, 11],
    ['6.20 s', { sppbGaitSeconds: 6.2 }, 11],
    ['6.21 s', { sppbGaitSeconds: 6.21 }, 10],
    ['8.70 s', { sppbGaitSeconds: 8.7 }, 10],
    ['8.71 s', { sppbGaitSeconds: 8.71 }, 9],
    ['cannot walk', { sppbGaitSeconds: cannot }, 8],
    ['chair 11.19', { sppbChairSeconds: 11.19 }, 12],
    ['chair 11.2', { sppbChairSeconds: 11.2 }, 11],
    ['chair 13.69', { sppbChairSeconds: 13.69 }, 11],
    ['chair 13.7', { sppbChairSeconds: 13.7 }, 10],
    ['chair 16.69', { sppbChairSeconds: 16.69 }, 10],
    ['chair 16.7', { sppbChairSeconds: 16.7 }, 9],
    ['chair 59.9', { sppbChairSeconds: 59.9 }, 9],
    ['chair 60', { sppbChairSeconds: 60 }, 8],
    ['cannot stand', { sppbChairSeconds: cannot }, 8],
    ['balance', { sppbBalance: 1 }, 9],
  ])('SPPB of its parts: %s', (_, part, score) => {
    const parts = { sppbBalance: 4, sppbGaitSeconds: 4, sppbChairSeconds: 10, ...part }
    expect(findingsOf(older('lansia-lanjutan', parts), 'sppb')[0]?.facts['score']).toBe(score)
  })

  it('has no SPPB of two parts', () => {
    const parts = older('lansia-lanjutan', { sppbBalance: 4, sppbGaitSeconds: 4 })
    expect(outcomeOf(parts, 'sppb')).toBe('L-SKILAS notAssessed notAnswered')
  })

  const sarc = (sarcF: number, calfCm: number | undefined, sex: 'male' | 'female' | 'unknown') =>
    outcomeOf(older('lansia-lanjutan', { sarcF, calfCm }, { sex }), 'sarcCalf')

  it.each<[number, number | undefined, 'male' | 'female' | 'unknown', string]>([
    [1, 33.9, 'male', 'refer month sarcopeniaLikely'],
    [1, 34, 'male', 'normal sarcopeniaUnlikely'],
    [1, 32.9, 'female', 'refer month sarcopeniaLikely'],
    [1, 33, 'female', 'normal sarcopeniaUnlikely'],
    [10, 40, 'male', 'normal sarcopeniaUnlikely'],
    [0, 30, 'male', 'normal sarcopeniaUnlikely'],
    [0, undefined, 'male', 'normal sarcopeniaUnlikely'],
    [1, undefined, 'male', 'notAssessed notMeasured'],
    [1, 30, 'unknown', 'notAssessed sexUnknown'],
  ])('SARC-CalF %s with a calf of %s (%s)', (sarcF, calfCm, sex, expected) => {
    expect(sarc(sarcF, calfCm, sex)).toBe(`L-SKILAS ${expected}`)
  })

  it.each([
    [10, 'normal sarcopeniaUnlikely'],
    [11, 'refer month sarcopeniaLikely'],
    [20, 'refer month sarcopeniaLikely'],
  ])('SARC-CalF entered as a sum of %i', (sarcCalfTotal, expected) =>
    expect(outcomeOf(older('lansia-lanjutan', { sarcCalfTotal }), 'sarcCalf')).toBe(`L-SKILAS ${expected}`),
  )

  it.each<[Answers, Record<string, unknown>, string]>([
    [{ timedUpAndGoSeconds: 12 }, {}, 'L-SKILAS normal fallRiskLow'],
    [{ timedUpAndGoSeconds: 12.1 }, {}, 'L-SKILAS refer month fallRiskByTest'],
    [{ timedUpAndGoSeconds: 13.5 }, { timedUpAndGoRiskAboveSeconds: 13.5 }, 'L-SKILAS normal fallRiskLow'],
    [{ timedUpAndGoSeconds: cannot }, {}, 'L-SKILAS refer month fallRiskByTest'],
    [{ timedUpAndGoSeconds: 8, fallsInYear: 1 }, {}, 'L-SKILAS normal fallRiskLow'],
    [{ timedUpAndGoSeconds: 8, fallsInYear: 2 }, {}, 'L-SKILAS refer month fallRiskByTest'],
    [{ fallsInYear: 2 }, {}, 'L-SKILAS refer month fallRiskByTest'],
    [{ fallsInYear: 1 }, {}, ''],
  ])('falling: %o %o', (answers, settings, expected) => {
    expect(outcomeOf(older('lansia-lanjutan', answers, { settings }), 'timedUpAndGo')).toBe(expected)
  })
})
