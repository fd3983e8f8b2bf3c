import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adjustedLength } from './adjusted-length.ts'
import { roundZ, valueAtZ, zOf } from './lms.ts'
import { cardZScores, isImplausible, zScores } from './z-scores.ts'

const boy = { sex: 'male', weightKg: 12, lengthHeightCm: 88 } as const

const at = (lengthHeightCm: number, position?: 'lying' | 'standing') =>
  zScores({ sex: 'male', weightKg: 12, lengthHeightCm, position }).whz

describe('position', () => {
  it.each([
    [730, 'lying', 88],
    [730, 'standing', 88.7],
    [731, 'lying', 87.3],
    [731, 'standing', 88],
    [730.49, 'standing', 88.7],
    [730.5, 'standing', 88],
    [731, undefined, 88],
  ] as const)('day %s, %s: %s cm', (ageDays, position, expected) => {
    expect(zScores({ ...boy, ageDays, position }).adjustedLengthHeightCm).toBe(expected)
  })

  it.each([
    [273, 70],
    [274, 70.7],
  ])('standing on day %s is taken as %s cm: nobody below nine months stands', (ageDays, expected) => {
    const z = zScores({ ...boy, ageDays, lengthHeightCm: 70, position: 'standing' })
    expect(z.adjustedLengthHeightCm).toBe(expected)
  })

  it('103.1 cm lying is 102.4 cm, and takes that very row', () => {
    expect(adjustedLength(103.1, 'lying', { days: 1200, months: 39.4 })).toBe(10_240)
    const lying = zScores({ ...boy, ageDays: 1200, lengthHeightCm: 103.1, position: 'lying' })
    const standing = zScores({ ...boy, ageDays: 1200, lengthHeightCm: 102.4, position: 'standing' })
    expect(lying).toEqual(standing)
  })

  it('every tenth of a centimetre survives the correction', () => {
    fc.assert(
      fc.property(fc.integer({ min: 450, max: 1300 }), (tenths) => {
        expect(adjustedLength(tenths / 10, 'lying', { days: 800, months: 26 })).toBe(tenths * 10 - 70)
      }),
    )
  })
})

describe('which reference', () => {
  it.each([
    [0, 2006],
    [1826, 2006],
    [1826.24, 2006],
    [1826.25, 2007],
    [1827, 2007],
  ])('day %s: %s', (ageDays, reference) => expect(zScores({ ...boy, ageDays }).reference).toBe(reference))

  it.each([
    [59.99, 2006],
    [60, 2007],
    [228, 2007],
    [228.01, undefined],
    [-0.1, undefined],
  ])('month %s: %s', (ageMonths, reference) => {
    expect(zScores({ ...boy, ageMonths }).reference).toBe(reference)
  })

  it.each([
    [120, true],
    [120.01, false],
  ])('weight at month %s: %s', (ageMonths, has) => {
    expect(zScores({ ...boy, weightKg: 30, ageMonths }).waz !== undefined).toBe(has)
  })

  it('takes the day where day and month are both given', () => {
    expect(zScores({ ...boy, ageDays: 700, ageMonths: 70 }).reference).toBe(2006)
  })
})

describe('what has no z-score', () => {
  it.each([
    ['lying', 44.99, false],
    ['lying', 45, true],
    ['lying', 110, true],
    ['lying', 110.01, false],
    ['standing', 64.99, false],
    ['standing', 65, true],
    ['standing', 120, true],
    ['standing', 120.01, false],
  ] as const)('without age %s %s cm: %s', (position, lengthHeightCm, has) => {
    expect(zScores({ sex: 'female', weightKg: 9, lengthHeightCm, position }).whz !== undefined).toBe(has)
  })

  it('without age and position takes a length below 87 cm and a height from it', () => {
    expect(at(86.99)).toBe(at(86.99, 'lying'))
    expect(at(86.99)).not.toBe(at(86.99, 'standing'))
    expect(at(87)).toBe(at(87, 'standing'))
  })

  it('oedema leaves only what does not depend on weight', () => {
    const z = zScores({ ...boy, ageDays: 700, muacCm: 14, headCircumferenceCm: 47, oedema: true })
    expect(Object.keys(z).sort()).toEqual([
      'acz',
      'adjustedLengthHeightCm',
      'flags',
      'haz',
      'hcaz',
      'reference',
    ])
    expect(zScores({ ...boy, ageMonths: 80, oedema: true })).not.toHaveProperty('waz')
    expect(zScores({ ...boy, ageMonths: 80, oedema: true })).not.toHaveProperty('baz')
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a weight of %s is no weight', (weightKg) => {
    expect(zScores({ ...boy, weightKg, ageDays: 700 })).not.toHaveProperty('waz')
  })

  it('without sex there is only the corrected length', () => {
    const z = zScores({ ageDays: 731, weightKg: 12, lengthHeightCm: 88, position: 'lying' })
    expect(z).toEqual({ reference: 2006, adjustedLengthHeightCm: 87.3, flags: [] })
  })
})

describe('flags', () => {
  it.each([
    ['waz', -6.01, -6, 5, 5.01],
    ['haz', -6.01, -6, 6, 6.01],
    ['whz', -5.01, -5, 5, 5.01],
    ['baz', -5.01, -5, 5, 5.01],
    ['hcaz', -5.01, -5, 5, 5.01],
    ['acz', -5.01, -5, 5, 5.01],
  ] as const)('%s', (index, below, low, high, above) => {
    expect([below, low, high, above].map((z) => isImplausible(index, z))).toEqual([true, false, false, true])
    expect(isImplausible(index, undefined)).toBe(false)
  })
})

describe('the balita card', () => {
  it.each([
    [60, 1827, 2006],
    [60, 1856, 2006],
    [60, 1857, 2006],
    [61, 1857, 2007],
    [59, 1826, 2006],
  ])('completed month %s, day %s: %s', (completedMonths, ageDays, reference) => {
    const z = cardZScores({ ...boy, weightKg: 18, lengthHeightCm: 108, ageDays, completedMonths })
    expect(z.reference).toBe(reference)
    expect(z.haz).toBeDefined()
  })

  it('lets the last row stand for day 1857, which a month 60 can have', () => {
    const month60 = { ...boy, lengthHeightCm: 108, completedMonths: 60 }
    expect(cardZScores({ ...month60, ageDays: 1857 })).toEqual(cardZScores({ ...month60, ageDays: 1856 }))
  })

  it('judges month 60 by weight for height too, with the correction of 2006', () => {
    const z = cardZScores({
      ...boy,
      weightKg: 18,
      lengthHeightCm: 108.7,
      position: 'lying',
      ageDays: 1830,
      completedMonths: 60,
    })
    expect(z.adjustedLengthHeightCm).toBe(108)
    expect(z.whz).toBeDefined()
  })
})

describe('the formula', () => {
  it('rounds half away from zero, never to −0', () => {
    expect([1.005, -1.005, 2.675, -0.004, 0.005, -2.995].map(roundZ)).toEqual([
      1.01, -1.01, 2.68, 0, 0.01, -3,
    ])
    expect(Object.is(roundZ(-0.001), 0)).toBe(true)
  })

  it.each(['restricted', 'free'] as const)('%s: a z-score gives back its measure', (tails) => {
    const lms = fc.record({
      l: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
      m: fc.double({ min: 2, max: 180, noNaN: true }),
      s: fc.double({ min: 0.03, max: 0.15, noNaN: true }),
    })
    fc.assert(
      fc.property(lms, fc.double({ min: -3.9, max: 3.9, noNaN: true }), (figures, z) => {
        expect(zOf(valueAtZ(z, figures, tails), figures, tails)).toBeCloseTo(z, 6)
      }),
    )
  })

  it('grows with the measure, across both limits of the restricted form', () => {
    const lms = { l: -0.35, m: 12, s: 0.08 }
    const values = Array.from({ length: 400 }, (_, index) => zOf(6 + index * 0.05, lms, 'restricted'))
    expect(values.every((z, index) => index === 0 || z > (values[index - 1] ?? 0))).toBe(true)
  })
})
