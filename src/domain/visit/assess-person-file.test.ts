import { describe, expect, it } from 'vitest'
import { assess } from '#domain/instruments/index.ts'
import { defaultSettings } from '#domain/settings.ts'
import { addMonths } from '#domain/time/calendar-day.ts'
import { assessPersonFile } from './assess-person-file.ts'
import { contextFor } from './context-for.ts'
import type { PersonFile, VisitEntry } from './person-file.ts'

const visit = (
  id: string,
  visitedOn: string,
  answers: VisitEntry['answers'],
  instrument = 'balita',
): VisitEntry => ({
  id,
  visitedOn,
  onPosyanduDay: true,
  instrument,
  answers,
})

const boy: PersonFile = {
  sex: 'male',
  birthDate: '2025-06-10',
  birthDateExact: true,
  kept: { birthWeightKg: 3.1 },
  pregnancies: [],
  visits: [
    visit('c', '2026-06-15', { weightKg: 9 }),
    visit('a', '2026-04-15', { weightKg: 9 }),
    visit('b', '2026-05-15', { weightKg: 9 }),
  ],
}

const codes = (file: PersonFile, settings = defaultSettings) =>
  assessPersonFile(file, settings).map(({ visitId, findings }) => [
    visitId,
    findings.find(({ card }) => card === 'R-AN-NT')?.code,
  ])

describe('a person, visit by visit', () => {
  it('judges each visit with those of earlier days, oldest first', () => {
    expect(codes(boy)).toEqual([
      ['a', 'firstWeighing'],
      ['b', 'weightNotGained'],
      ['c', 'weightNotGainedTwice'],
    ])
  })

  it('takes the birth weight of the person’s record', () => {
    const baby = { ...boy, visits: [visit('x', '2025-07-20', { weightKg: 3.9 })] }
    expect(codes(baby)).toEqual([['x', 'weightGained']])
  })

  it('a visit not yet saved is judged the same by form and file', () => {
    const answers = { weightKg: 9.3, lengthHeight: { lengthHeightCm: 75, position: 'lying' } }
    const day = '2026-07-15'
    const onForm = assess('balita', answers, contextFor(boy, day, defaultSettings))
    const saved = { ...boy, visits: [...boy.visits, visit('d', day, answers)] }
    const inFile = assessPersonFile(saved, defaultSettings).at(-1)?.findings ?? []
    const byRule = (findings: typeof onForm) =>
      [...findings].sort((one, other) => (one.rule < other.rule ? -1 : 1))
    expect(byRule(inFile)).toEqual(byRule(onForm))
  })

  it('does not count another visit of the same day as history', () => {
    const twice = { ...boy, visits: [...boy.visits, visit('c2', '2026-06-15', { weightKg: 9.1 })] }
    expect(contextFor(twice, '2026-06-15', defaultSettings).history.map(({ day }) => day)).toEqual([
      '2026-04-15',
      '2026-05-15',
    ])
  })

  const woman: PersonFile = {
    sex: 'female',
    birthDate: '1998-01-01',
    birthDateExact: true,
    pregnancies: [
      {
        id: 'p',
        lastMenstrualPeriodOn: '2026-01-05',
        prePregnancyWeightKg: 50,
        heightCm: 158,
        endedOn: '2026-10-10',
        outcome: 'delivered',
      },
    ],
    visits: [
      visit(
        'k',
        '2026-06-15',
        { weightKg: 55, bloodPressure: { systolicMmHg: 141, diastolicMmHg: 80 } },
        'ibu-hamil',
      ),
      visit('n', '2026-11-20', { bloodPressure: { systolicMmHg: 141, diastolicMmHg: 80 } }, 'dewasa'),
      visit('o', '2026-11-22', { bloodPressure: { systolicMmHg: 141, diastolicMmHg: 80 } }, 'dewasa'),
    ],
  }

  it('knows the pregnancy open that day, and the days since delivery', () => {
    const [pregnant, nifas, later] = assessPersonFile(woman, defaultSettings)
    const cards = (one: typeof pregnant) => one?.findings.map(({ card, code }) => `${card} ${code}`) ?? []
    expect(cards(pregnant)).toContain('R-BH-TD maternalHypertensionSuspectPreeclampsia')
    expect(cards(pregnant)).toContain('R-BH-KURVA gainOnCurve')
    // Day 41 of nifas, then day 43.
    expect(cards(nifas)).toContain('R-BH-TD maternalHypertension')
    expect(cards(later)).toContain('D-3 hypertensionGrade1')
  })

  it('judges a visit of an unknown instrument by the card of the day, and leaves it out where there is none', () => {
    const newer = { ...boy, visits: [visit('z', '2026-06-15', { weightKg: 9 }, 'mtbs')] }
    expect(assessPersonFile(newer, defaultSettings)).toMatchObject([{ visitId: 'z', card: 'balita' }])
    const { birthDate: _, ...ageless } = newer
    expect(assessPersonFile(ageless, defaultSettings)).toEqual([])
  })

  it('judges nothing by age where only the month of birth is known', () => {
    const [first] = assessPersonFile({ ...boy, birthDateExact: false }, defaultSettings)
    expect(first?.findings.find(({ rule }) => rule === 'weightForAge')?.because).toBe('birthDateNotExact')
  })

  it('reckons twelve visits in one go without looking ahead', () => {
    const visits = Array.from({ length: 12 }, (_, at) =>
      visit(`v${String(at).padStart(2, '0')}`, addMonths('2025-07-15', at), { weightKg: 4 + at * 0.5 }),
    )
    const all = assessPersonFile({ ...boy, visits }, defaultSettings)
    const partly = assessPersonFile({ ...boy, visits: visits.slice(0, 6) }, defaultSettings)
    expect(all.slice(0, 6)).toEqual(partly)
  })

  it('judges the other visits where a rule fails on one, and takes that one for not assessed', () => {
    const poisoned = { weightKg: 9 }
    Object.defineProperty(poisoned, 'weightKg', {
      enumerable: true,
      get() {
        throw new RangeError('a value that no rule expects')
      },
    })
    const visits = [visit('a', '2026-04-15', { weightKg: 9 }), visit('b', '2026-05-15', poisoned)]
    const faults: unknown[] = []
    const [first, second] = assessPersonFile({ ...boy, visits }, defaultSettings, undefined, (fault) =>
      faults.push(fault),
    )
    expect(first).toEqual(assessPersonFile({ ...boy, visits: visits.slice(0, 1) }, defaultSettings)[0])
    expect(second).toEqual({
      visitId: 'b',
      visitedOn: '2026-05-15',
      card: 'balita',
      level: 'notAssessed',
      incomplete: true,
      findings: [],
    })
    expect(faults).toEqual([expect.any(RangeError)])
  })
})
