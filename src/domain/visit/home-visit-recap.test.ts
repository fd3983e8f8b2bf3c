import { describe, expect, it } from 'vitest'
import type { Answers, Finding, Level } from '#domain/instruments/instrument.ts'
import { instruments } from '#domain/instruments/index.ts'
import { codesOfRecap, homeVisitRecap, type RecordedHomeVisit } from './home-visit-recap.ts'

let number = 0
function visit(
  householdId: string,
  personId: string,
  instrument: string,
  found: readonly string[] = [],
  answers: Answers = {},
  level: Level = 'normal',
): RecordedHomeVisit {
  number += 1
  const findings = found.map((text): Finding => {
    const [card = '', code = '', kind = 'confirm'] = text.split(' ')
    return { rule: code, card, edition: 'test', level: kind as Level, code, fields: [], facts: {} }
  })
  const entry = { id: `v${number}`, visitedOn: '2026-06-15', onPosyanduDay: false, instrument, answers }
  return { householdId, personId, entry, findings, level }
}

describe('the week of visits at home', () => {
  it('is empty without any', () => {
    expect(homeVisitRecap([])).toEqual({
      householdsVisited: 0,
      personsByChecklist: {},
      withoutService: 0,
      medicineMissed: 0,
      dangerSign: 0,
      tbcSymptoms: 0,
      educated: 0,
      reportedToNakes: 0,
    })
  })

  it('counts houses, and each person once a category', () => {
    const recap = homeVisitRecap([
      visit(
        'a',
        'ibu',
        'kr-ibu-hamil',
        ['R-BH-K pregnancyVisitsBehind', 'R-BH-KELAS motherClassNot counsel'],
        { nakesEducation: { topic: 'TTD' } },
      ),
      visit(
        'a',
        'anak',
        'kr-balita',
        ['R-AN-BAHAYA childDangerSign emergency'],
        { reportedToNakesOn: '2026-06-15' },
        'emergency',
      ),
      visit('b', 'kakek', 'kr-lansia', ['R-OB1 medicineNotTaken', 'D-9 tbcSuspected refer'], {
        educationGiven: true,
        reportedToNakes: true,
      }),
      visit('b', 'kakek', 'kr-tbc', ['R-OB1 tbcMedicineMissed refer', 'R-TBC tbcSuspected refer'], {
        educationGiven: true,
      }),
      visit('c', 'nenek', 'kr-lansia', [], { personMet: 'notAtHome' }),
      visit('c', 'ayah', 'dewasa', ['D-9 tbcSuspected refer']),
    ])
    expect(recap).toEqual({
      householdsVisited: 3,
      personsByChecklist: { 'kr-ibu-hamil': 1, 'kr-balita': 1, 'kr-lansia': 1, 'kr-tbc': 1 },
      withoutService: 1,
      medicineMissed: 1,
      dangerSign: 1,
      tbcSymptoms: 1,
      educated: 2,
      reportedToNakes: 2,
    })
  })

  it('does not count what is normal', () => {
    expect(
      homeVisitRecap([visit('a', 'x', 'kr-dewasa', ['R-OB1 medicineNotTaken normal'])]).medicineMissed,
    ).toBe(0)
  })

  it('rests on findings that some rule gives', () => {
    const codes = new Set(instruments.flatMap(({ rules }) => rules.flatMap(({ outcomes }) => outcomes)))
    expect(codesOfRecap.filter((code) => !codes.has(code))).toEqual([])
  })
})
