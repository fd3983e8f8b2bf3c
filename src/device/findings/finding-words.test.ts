import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findingTexts as english } from '#device/i18n/en/findings.ts'
import { findingTexts as indonesian } from '#device/i18n/id/findings.ts'
import { assessWith, instruments } from '#domain/instruments/index.ts'
import type {
  Answers,
  AnswerValue,
  Context,
  Field,
  Finding,
  PartSpec,
  Scalar,
} from '#domain/instruments/instrument.ts'

const day = '2026-06-03'
const settings = {}

const anyNumber = (low: number, high: number) =>
  fc.double({ min: low, max: high, noNaN: true }).map((value) => Math.round(value * 10) / 10)

/** Ranges that reach both ends of what people have, by field or part. */
const spans: Readonly<Record<string, readonly [number, number]>> = {
  weightKg: [2, 110],
  heightCm: [100, 190],
  lengthHeightCm: [45, 120],
  headCircumferenceCm: [32, 56],
  muacCm: [9, 30],
  waistCm: [60, 110],
  systolicMmHg: [70, 200],
  diastolicMmHg: [40, 125],
  mgPerDl: [30, 400],
  hba1cPercent: [4, 12],
  birthWeightKg: [1, 5],
  prePregnancyWeightKg: [35, 95],
  estimatedGestationWeeks: [2, 44],
  gestationAtBirthWeeks: [28, 42],
  gravida: [1, 9],
}
const numberFor = (id: string): fc.Arbitrary<number> => anyNumber(...(spans[id] ?? [0, 100]))

function partFor(part: PartSpec): fc.Arbitrary<Scalar> {
  if (part.type === 'yesNo') return fc.boolean()
  if (part.type === 'date') return fc.constant('2026-01-10')
  if (part.type === 'text') return fc.constant('teks')
  if (part.type === 'choice') return fc.constantFrom(...part.choices)
  const number = numberFor(part.id).map(Math.round)
  return part.words ? fc.oneof({ weight: 6, arbitrary: number }, fc.constantFrom(...part.words)) : number
}

function answerFor(field: Field): fc.Arbitrary<AnswerValue | undefined> {
  const given: fc.Arbitrary<AnswerValue> = (() => {
    switch (field.type) {
      case 'number':
        return numberFor(field.id)
      case 'choice':
        return fc.constantFrom(...field.choices)
      case 'multi':
        return fc.subarray([...field.choices], { maxLength: 2 })
      case 'yesNo':
        return fc.boolean()
      case 'date':
        return fc.constantFrom('2025-07-20', '2025-08-20', '2026-01-10', '2026-05-01')
      case 'text':
        return fc.constant('x')
      case 'group':
        return fc.record(Object.fromEntries(field.parts.map((part) => [part.id, partFor(part)])))
    }
  })()
  return fc.option(given, { nil: undefined, freq: 6 })
}

const births = [
  '2026-06-01',
  '2026-05-20',
  '2026-04-20',
  '2025-12-10',
  '2025-06-10',
  '2023-06-10',
  '2021-05-10',
]
const olderBirths = [
  '2019-01-01',
  '2015-01-01',
  '2011-01-01',
  '2009-01-01',
  '1998-01-01',
  '1980-01-01',
  '1950-01-01',
]

const contextArbitrary = (answers: fc.Arbitrary<Answers>): fc.Arbitrary<Context> =>
  fc.record({
    person: fc.record({
      sex: fc.constantFrom('male' as const, 'female' as const, undefined),
      birthDate: fc.constantFrom(...births, ...olderBirths, undefined),
    }),
    day: fc.constant(day),
    history: fc.tuple(answers, answers).map(([first, second]) => [
      { instrument: 'x', day: '2026-04-03', answers: first, onPosyanduDay: true },
      { instrument: 'x', day: '2026-05-03', answers: second, onPosyanduDay: true },
    ]),
    settings: fc.constant(settings),
  })

/** Findings of many visits of every card, one of each kind of facts. */
function manyFindings(): readonly Finding[] {
  return instruments.flatMap((instrument) => {
    const answers = fc.record(
      Object.fromEntries(instrument.fields.map((field) => [field.id, answerFor(field)])),
    ) as fc.Arbitrary<Answers>
    const visits = fc.sample(fc.tuple(answers, contextArbitrary(answers)), { numRuns: 600, seed: 7 })
    return visits.flatMap(([given, context]) => assessWith(instrument, given, context))
  })
}

type Parts = Readonly<Record<string, string>>
const slotsIn = (parts: Parts | undefined): readonly string[] =>
  Object.values(parts ?? {}).flatMap((text) =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map((slot) => slot[1] ?? ''),
  )

describe('the words of findings', () => {
  const findings = manyFindings()

  it.each([
    ['Indonesian', indonesian.outcomes],
    ['English', english.outcomes],
  ])('ask in %s for no fact that the finding does not bring', (_, outcomes) => {
    // The word files have three levels below `outcomes`; the test of their keys holds that.
    const words = outcomes as unknown as Readonly<Record<string, Parts>>
    const unmet = findings.flatMap(({ code, rule, facts }) =>
      slotsIn(words[code])
        .filter((slot) => facts[slot] === undefined)
        .map((slot) => `${rule}.${code}: ${slot}`),
    )
    expect([...new Set(unmet)]).toEqual([])
    // The sample reaches most of what the rules can say, so that the check above speaks of something.
    expect(new Set(findings.map(({ code }) => code)).size).toBeGreaterThan(90)
  })
})
