import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAnswers } from '#domain/instruments/parse-answers.ts'
import { fieldContextOf } from '#domain/instruments/shown-fields.ts'
import { isRequired, isShown } from '#domain/instruments/shown-fields.ts'
import {
  type CardId,
  cardIds,
  type FieldContext,
  type Finding,
  instrumentKinds,
} from '#domain/instruments/instrument.ts'
import { instruments } from '#domain/instruments/index.ts'
import { contextOf, type RuleCase } from '#tests/builders/rule-case.ts'
import { outcomeBlock } from './outcome-block.ts'
import { confirmWithinDays, followUpsOf, proposeNextVisit } from './propose-next-visit.ts'
import { proposeReferral } from './propose-referral.ts'
import { type ReasonDefinition, reasonDefinitions } from './referral-reasons.ts'

const finding = (card: string, level: Finding['level'], more: Partial<Finding> = {}): Finding => ({
  rule: 'rule',
  card,
  edition: 'test',
  level,
  code: 'code',
  fields: [],
  facts: {},
  ...more,
})

const inContext = (one: Partial<RuleCase> = {}, answers: FieldContext['answers'] = {}): FieldContext => {
  const ruleCase: RuleCase = { instrument: 'dewasa', answers, ...one }
  return { ...contextOf(ruleCase), answers, instrument: ruleCase.instrument }
}

const reasons: readonly ReasonDefinition[] = reasonDefinitions

describe('the referral that findings propose', () => {
  it('is none where nothing refers', () => {
    const calm = [finding('D-3', 'confirm'), finding('D-1', 'counsel'), finding('D-2', 'normal')]
    expect(proposeReferral(calm, inContext())).toBeUndefined()
  })

  it.each<[string, Finding, string, string, string]>([
    ['R-GZ1', finding('D-1', 'refer', { code: 'bmiSeverelyThin' }), 'thinness', 'puskesmas', 'week'],
    ['R-GZ2', finding('D-1', 'refer', { code: 'bmiObeseUnchanged' }), 'obesity', 'puskesmas', 'month'],
    ['R-TB1', finding('R-2', 'refer', { code: 'stunted' }), 'shortStature', 'puskesmas', 'month'],
    [
      'R-TD1',
      finding('D-3', 'refer', { code: 'hypertensionGrade1' }),
      'newHypertension',
      'puskesmas',
      'week',
    ],
    [
      'R-TD1',
      finding('R-5', 'refer', { code: 'teenHypertensionStage1' }),
      'newHypertension',
      'puskesmas',
      'week',
    ],
    [
      'R-TD2',
      finding('R-TD2', 'refer', { code: 'knownHypertensionUncontrolled' }),
      'knownHypertension',
      'puskesmas',
      'week',
    ],
    [
      'R-TD3',
      finding('R-5', 'refer', { code: 'childPressureHighRepeat' }),
      'childPressure',
      'puskesmas',
      'week',
    ],
    ['R-GD1', finding('D-4', 'refer', { code: 'diabetesIndicated' }), 'glucose', 'puskesmas', 'week'],
    ['R-KOL', finding('D-5', 'refer', { code: 'cholesterolHigh' }), 'cholesterol', 'puskesmas', 'month'],
    ['R-HB1', finding('R-7', 'refer', { code: 'anaemiaMild' }), 'anaemia', 'puskesmas', 'week'],
    ['R-MT1', finding('R-12', 'refer', { code: 'sightImpaired' }), 'sight', 'puskesmas', 'month'],
    ['R-TL1', finding('D-11', 'refer', { code: 'hearingImpaired' }), 'hearing', 'puskesmas', 'month'],
    ['R-TBC1', finding('R-9', 'refer', { code: 'tbcSuspected' }), 'tbcSuspected', 'puskesmas', '3days'],
    ['R-TBC2', finding('R-TBC', 'refer', { code: 'tbcContact' }), 'tbcContact', 'puskesmas', '3days'],
    ['R-JW1', finding('D-10', 'refer', { code: 'srqHigh' }), 'mentalHealth', 'puskesmas', 'week'],
    ['R-PU1', finding('D-8', 'refer', { code: 'pumaHighRisk' }), 'copd', 'puskesmas', 'month'],
    [
      'R-KB1',
      finding('D-12', 'refer', { code: 'contraceptionReferred' }),
      'familyPlanning',
      'pustu',
      'month',
    ],
    ['R-CK1', finding('R-CK1', 'refer', { code: 'breastLump' }), 'cancer', 'pustu', 'week'],
    ['R-UBM', finding('R-11', 'refer', { code: 'smokesOfferUbm' }), 'smoking', 'puskesmas', 'month'],
    ['R-NA1', finding('R-11', 'refer', { code: 'substancesUsed' }), 'substances', 'puskesmas', 'week'],
    [
      'R-KR1',
      finding('R-11', 'refer', { code: 'sexuallyActive' }),
      'reproductiveHealth',
      'puskesmas',
      '3days',
    ],
    ['R-AK1', finding('L-AKS', 'refer', { code: 'aksMild' }), 'dailyLiving', 'pustu', 'month'],
    ['R-SK1', finding('L-SKILAS', 'refer', { code: 'skilasMoodImpaired' }), 'skilas', 'pustu', 'month'],
    ['R-OB1', finding('R-OB1', 'refer', { code: 'medicineRanOut' }), 'medicine', 'pustu', '3days'],
    ['R-BH-LILA', finding('R-BH-LILA', 'refer'), 'maternalMuac', 'pustu', '3days'],
    ['R-BH-KURVA', finding('R-BH-IMT', 'refer'), 'pregnancyWeight', 'pustu', '3days'],
    ['R-BH-PE', finding('R-BH-PE', 'refer'), 'preeclampsiaRisk', 'hospital', '3days'],
    ['R-BH-RISTI', finding('R-BH-RISTI', 'refer'), 'pregnancyRisk', 'puskesmas', '3days'],
    ['R-AN-NT', finding('R-AN-NT', 'refer'), 'weightNotGained', 'pustu', '3days'],
    ['R-AN-RUJUK', finding('R-AN-LILA', 'refer'), 'childGrowth', 'pustu', '3days'],
    ['R-AN-KEMBANG', finding('R-AN-KPSP', 'refer'), 'childDevelopment', 'pustu', '3days'],
    ['lainnya', finding('§6', 'refer'), 'other', 'pustu', '3days'],
  ])('%s', (cardId, one, reason, target, urgency) => {
    expect(proposeReferral([one], inContext())).toMatchObject({
      target,
      urgency,
      level: 'refer',
      reasons: [reason],
    })
    expect(reasons.find((definition) => definition.reason === reason)?.cardId).toBe(cardId)
  })

  it('keeps the finding’s own deadline', () => {
    const today = finding('D-3', 'refer', { code: 'hypertensionGrade3', deadline: 'today' })
    expect(proposeReferral([today], inContext())?.urgency).toBe('today')
  })

  it('goes as far and as soon as the worst needs, and names that first', () => {
    const proposed = proposeReferral(
      [
        finding('L-SKILAS', 'refer', { deadline: 'month' }),
        finding('D-3', 'refer', { deadline: 'week' }),
        finding('L-SKILAS', 'refer', { deadline: 'month' }),
        finding('R-OB1', 'refer', { deadline: 'today' }),
      ],
      inContext(),
    )
    expect(proposed).toMatchObject({
      target: 'puskesmas',
      urgency: 'today',
      reasons: ['medicine', 'newHypertension', 'skilas'],
      confidential: false,
    })
  })

  it.each<[string, Finding, Partial<RuleCase>, string]>([
    ['a mother', finding('R-BH-TD', 'emergency'), { instrument: 'ibu-hamil' }, 'puskesmas'],
    [
      'where the puskesmas sends emergencies on',
      finding('R-BH-TD', 'emergency'),
      { settings: { emergencyReferralTarget: 'hospital' } },
      'hospital',
    ],
    [
      'severe malnutrition with a complication',
      finding('R-AN-RUJUK', 'emergency'),
      { months: 8 },
      'hospital',
    ],
    ['a danger sign of anybody', finding('R-DR1', 'emergency'), {}, 'hospital'],
    ['the last day below two months', finding('R-BY-BAHAYA', 'emergency'), { months: 1 }, 'hospital'],
    ['two months', finding('R-AN-BAHAYA', 'emergency'), { months: 2 }, 'puskesmas'],
  ])('an emergency of %s', (_, one, more, target) => {
    expect(proposeReferral([one], inContext(more))).toMatchObject({
      target,
      urgency: 'now',
      level: 'emergency',
    })
  })

  it('sends an infant below two months to the puskesmas the same day', () => {
    const late = finding('R-AN-NT', 'refer', { deadline: '3days' })
    expect(proposeReferral([late], inContext({ months: 1 }))).toMatchObject({
      target: 'puskesmas',
      urgency: 'today',
    })
    expect(proposeReferral([late], inContext({ months: 2 }))).toMatchObject({
      target: 'pustu',
      urgency: '3days',
    })
  })

  it('names the puskesmas where there is no pustu', () => {
    const one = finding('R-BH-LILA', 'refer')
    const settings = { nearestReferralTarget: 'puskesmas' }
    expect(proposeReferral([one], inContext({ settings }))?.target).toBe('puskesmas')
  })

  it('is confidential where a reason is', () => {
    const harm = finding('D-10', 'emergency', { code: 'srqSelfHarm', deadline: 'now' })
    expect(proposeReferral([harm], inContext())).toMatchObject({ reasons: ['selfHarm'], confidential: true })
  })

  it('does not refer because a report is due', () => {
    const reminder = finding('R-KR-ODGJ', 'refer', { code: 'reportToNakesDue', deadline: 'today' })
    expect(proposeReferral([reminder], inContext())).toBeUndefined()
  })

  it('always has a reason and a target, whatever refers', () => {
    const outcomes = instruments.flatMap(({ rules }) =>
      rules.flatMap(({ card, outcomes: codes }) => codes.map((code) => ({ card, code }))),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...outcomes),
        fc.constantFrom('refer' as const, 'emergency' as const),
        ({ card, code }, level) => {
          fc.pre(!code.startsWith('reportToNakes'))
          const proposed = proposeReferral([finding(card, level, { code })], inContext())
          expect(proposed?.reasons).toHaveLength(1)
          expect(proposed?.urgency).toBe(level === 'emergency' ? 'now' : proposed?.urgency)
        },
      ),
    )
  })

  it('means only findings that some rule gives', () => {
    const codes = new Set(instruments.flatMap(({ rules }) => rules.flatMap(({ outcomes }) => outcomes)))
    const named = reasons.flatMap(({ from }) => from.flatMap((matcher) => matcher.codes ?? []))
    expect(named.filter((code) => !codes.has(code))).toEqual([])
  })
})

describe('when to come again', () => {
  it.each<[string, Partial<RuleCase>, FieldContext['answers'], number]>([
    ['pregnancy', { instrument: 'ibu-hamil' }, {}, 7],
    ['nifas', { instrument: 'nifas' }, { deliveredOn: '2026-06-10' }, 3],
    ['below two months', { instrument: 'balita', months: 1 }, {}, 2],
    ['two months', { instrument: 'balita', months: 2 }, {}, 14],
    ['71 months', { instrument: 'balita', months: 71 }, {}, 14],
    ['72 months', { instrument: 'remaja', months: 72 }, {}, 30],
  ])('%s: nakes look within %s', (_, more, answers, days) => {
    expect(confirmWithinDays(inContext(more, answers))).toBe(days)
  })

  it('is the next posyandu day, in a month where none is known', () => {
    expect(proposeNextVisit([], inContext(), '2026-07-08')).toEqual({ on: '2026-07-08', because: [] })
    expect(proposeNextVisit([], inContext())).toEqual({ on: '2026-07-15', because: [] })
  })

  it('is sooner where a finding asks for it', () => {
    const confirm = finding('R-BH-TD', 'confirm', { code: 'maternalPressureSettled' })
    const tablets = finding('R-8', 'counsel', { code: 'ironNotTaken' })
    const pregnant = inContext({ instrument: 'ibu-hamil' })
    expect(proposeNextVisit([confirm], pregnant, '2026-07-08')).toEqual({
      on: '2026-06-22',
      because: ['maternalPressureSettled'],
    })
    expect(proposeNextVisit([tablets], inContext({ instrument: 'remaja' })).on).toBe('2026-06-22')
    expect(proposeNextVisit([confirm], pregnant, '2026-06-22')).toEqual({ on: '2026-06-22', because: [] })
  })

  it.each([
    ['pressureHighNormal', '2026-07-15'],
    ['prediabetes', '2026-09-15'],
    ['bmiObese', '2026-09-15'],
  ])('%s is looked at again on %s', (code, on) => {
    const level = code === 'bmiObese' ? 'counsel' : 'confirm'
    expect(followUpsOf([finding('D-1', level, { code })], inContext())).toEqual([{ on, code }])
    expect(followUpsOf([finding('D-1', 'normal', { code })], inContext())).toEqual([])
  })
})

describe('the end of a card', () => {
  const parse = (card: CardId, given: Record<string, unknown>) => {
    const instrument = {
      id: card,
      kind: instrumentKinds[0],
      edition: 'test',
      source: 'test',
      appliesTo: () => true,
      ...outcomeBlock(card),
    }
    return parseAnswers(
      instrument,
      given,
      fieldContextOf(instrument, {}, contextOf({ instrument: card, answers: {} })),
    )
  }

  it('reads what each card prints', () => {
    expect(
      parse('ibu-hamil', {
        rujuk_tujuan: 'rumah_sakit',
        edukasi: ['bh_gizi', 'tbc'],
        rujuk_alasan: ['R-BH-IMT'],
      }),
    ).toMatchObject({
      answers: {
        referralTarget: 'hospital',
        educationTopics: ['pregnancyFood', 'tbc'],
        referralReasons: ['pregnancyWeight'],
      },
      unknown: [],
      problems: [],
    })
    expect(
      parse('dewasa', {
        rujuk: 'rs_ugd',
        edukasi_diberikan: 'ya',
        alasan_rujuk: ['R-TD1', 'R-GD1'],
        edukasi: 'EDU-TBC',
      }),
    ).toMatchObject({
      answers: {
        referralTarget: 'hospital',
        educationGiven: true,
        referralReasons: ['newHypertension', 'glucose'],
        educationTopics: ['tbc'],
      },
      unknown: [],
      problems: [],
    })
  })

  it.each(cardIds)('asks on %s for reasons only of who is referred', (card) => {
    const { fields } = outcomeBlock(card)
    const reason = fields.find(({ id }) => id === 'referralReasons')
    if (!reason) throw new Error('no reasons')
    expect(isShown(reason, inContext({}, { referralTarget: 'none' }))).toBe(false)
    expect(isRequired(reason, inContext({}, { referralTarget: 'pustu' }))).toBe(true)
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length)
  })
})
