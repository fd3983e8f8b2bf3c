import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '#domain/settings.ts'
import { findingsOf, monthsAgo, outcomeOf, type RuleCase } from '#tests/builders/rule-case.ts'
import { bmiTenths } from './body-mass.ts'

describe('body mass index', () => {
  it.each([
    // 53.3475 kg at 170 cm would be 18.459; the values below are exact halves and their neighbours.
    [73.8, 200, 185], // 18.45 exactly: half up
    [73.7, 200, 184], // 18.425
    [74.6, 200, 187], // 18.65 exactly: half up
    [100.2, 200, 251], // 25.05 exactly: half up
    [100.1, 200, 250], // 25.025
  ])('%f kg at %f cm is %i tenths', (kg, cm, tenths) =>
    expect(bmiTenths(kg, cm, defaultSettings)).toBe(tenths),
  )

  it('never differs from the exact quotient by more than half a tenth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 3000 }),
        fc.integer({ min: 1000, max: 2300 }),
        (hectograms, mm) => {
          const tenths = bmiTenths(hectograms / 10, mm / 10, defaultSettings)
          const exact = (hectograms / 10 / (mm / 1000) ** 2) * 10
          expect(Math.abs(tenths - exact)).toBeLessThanOrEqual(0.5 + 1e-9)
        },
      ),
    )
  })
})

describe('D-1: adult body mass', () => {
  const says = (weightKg: number, extra: Partial<RuleCase> = {}) =>
    outcomeOf(
      { instrument: 'dewasa', ...extra, answers: { weightKg, heightCm: 200, ...extra.answers } },
      'adultBmi',
    )

  it.each([
    [67.7, 'D-1 refer week bmiSeverelyThin'], // 16.925 → 16.9
    [67.8, 'D-1 confirm bmiThin'], // 16.95 → 17.0
    [73.7, 'D-1 confirm bmiThin'], // 18.425 → 18.4
    [73.8, 'D-1 normal bmiNormal'], // 18.45 → 18.5
    [100.1, 'D-1 normal bmiNormal'], // 25.025 → 25.0
    [100.2, 'D-1 counsel bmiOverweight'], // 25.05 → 25.1
    [108.1, 'D-1 counsel bmiOverweight'], // 27.025 → 27.0
    [108.2, 'D-1 counsel bmiObese'], // 27.05 → 27.1
  ])('%f kg at 2 m', (weightKg, expected) => expect(says(weightKg)).toBe(expected))

  it('without rounding goes by the raw value', () => {
    expect(says(73.8, { settings: { adultBmiRounding: 'none' } })).toContain('bmiThin')
    expect(says(100.1, { settings: { adultBmiRounding: 'none' } })).toContain('bmiOverweight')
  })

  it.each([
    [91.7, 'bmiNormal'], // 22.925 → 22.9
    [91.8, 'bmiOverweight'], // 22.95 → 23.0
    [99.7, 'bmiOverweight'], // 24.925 → 24.9
    [99.8, 'bmiObese'], // 24.95 → 25.0
  ])('Asia-Pacific bands: %f kg at 2 m', (weightKg, code) =>
    expect(says(weightKg, { settings: { adultBmiScheme: 'asiaPacific' } })).toContain(code),
  )

  it('refers obesity that lasted three months unbroken', () => {
    const obese = { weightKg: 110, heightCm: 200 }
    expect(says(110, { history: [monthsAgo(3, 'dewasa', obese)] })).toBe('D-1 refer month bmiObeseUnchanged')
    expect(says(110, { history: [monthsAgo(2, 'dewasa', obese)] })).toBe('D-1 counsel bmiObese')
    const dayLate = [{ ...monthsAgo(3, 'dewasa', obese), day: '2026-03-16' }]
    expect(says(110, { history: dayLate })).toContain('bmiObese')
    expect(says(110, { history: dayLate })).not.toContain('Unchanged')
    const broken = [monthsAgo(4, 'dewasa', obese), monthsAgo(2, 'dewasa', { weightKg: 100, heightCm: 200 })]
    expect(says(110, { history: broken })).toBe('D-1 counsel bmiObese')
    const pregnantBetween = [monthsAgo(4, 'dewasa', obese), monthsAgo(2, 'ibu-hamil', { weightKg: 100 })]
    expect(says(110, { history: pregnantBetween })).toContain('Unchanged')
  })

  it('uses a stored height and says of which day', () => {
    const one = {
      instrument: 'dewasa',
      answers: { weightKg: 73.8 },
      history: [monthsAgo(5, 'dewasa', { heightCm: 200 })],
    }
    expect(outcomeOf(one, 'adultBmi')).toContain('bmiNormal')
    expect(findingsOf(one, 'adultBmi')[0]?.facts['heightOn']).toBe('2026-01-15')
  })

  it('says why it cannot judge', () => {
    expect(outcomeOf({ instrument: 'dewasa', answers: { weightKg: 60 } }, 'adultBmi')).toBe(
      'D-1 notAssessed heightUnknown',
    )
    expect(outcomeOf({ instrument: 'dewasa', answers: { heightCm: 160 } }, 'adultBmi')).toBe(
      'D-1 notAssessed notMeasured',
    )
    expect(says(60, { answers: { pregnant: true } })).toBe('D-1 notAssessed pregnant')
  })
})
