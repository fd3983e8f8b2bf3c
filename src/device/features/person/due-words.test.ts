import { describe, expect, it } from 'vitest'
import en from '#device/i18n/en/due.json' with { type: 'json' }
import id from '#device/i18n/id/due.json' with { type: 'json' }
import { ckgPackage } from '#domain/instruments/ckg/ckg-package.ts'
import { childDoseIds, schoolDoseIds } from '#domain/schedule/dose-ids.ts'
import { due } from '#domain/schedule/due.ts'
import { dueStates } from '#domain/schedule/due-item.ts'
import { defaultSettings } from '#domain/settings.ts'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import { homeVisitReasons } from '#domain/visit/needs-home-visit.ts'

/** The schedules as they are written, so that a new code cannot be forgotten here. */
const sources: Record<string, string> = import.meta.glob('/src/domain/schedule/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const text = Object.entries(sources)
  .filter(([path]) => !path.includes('.test.'))
  .map(([, source]) => source)
  .join('\n')

const day = '2026-06-03'
const answers = [
  {},
  { pregnant: true, lastMenstrualPeriodOn: addDays(day, -200) },
  { pregnant: true, lastMenstrualPeriodOn: addDays(day, -200), tabletKind: 'mms', tetanusStatus: 'T2' },
  { deliveredOn: addDays(day, -20) },
  { schoolClass: '5' },
  { schoolClass: '6' },
  { hypertensionDiagnosed: true, diabetesDiagnosed: true },
]
const ages = [0, 1, 3, 8, 14, 20, 30, 50, 70, 90, 120, 150, 170, 200, 220, 300, 400, 500, 600, 720, 840]

/** What the schedules say of many people. */
const items = ages.flatMap((months) =>
  (['female', 'male'] as const).flatMap((sex) =>
    answers.flatMap((given) =>
      due({ sex, birthDate: addMonths(day, -months) }, [], day, defaultSettings, given),
    ),
  ),
)

const written = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, code = '']) => code)
const products = new Set([
  ...items.map(({ product }) => product),
  ...written(/product: '(\w+)'/g),
  ...written(/\b([kn]?[kf][nf]?\d): \[/g),
  ...childDoseIds,
  ...schoolDoseIds,
  ...ckgPackage.map(({ product }) => product),
])
/** Why a dose that was given may not count; no item of a schedule says so. */
const ofEarlyDoses = new Set(['tooSoon'])
const becauses = new Set(
  [
    ...items.map(({ because }) => because),
    ...written(/because: '(\w+)'/g),
    ...written(/because: \w+ \? '(\w+)'/g),
    ...written(/because: \w+ \? '\w+' : '(\w+)'/g),
  ].filter((because) => !ofEarlyDoses.has(because)),
)

describe.each([
  ['Indonesian', id],
  ['English', en],
] as const)('in %s there are words', (_, words) => {
  it('for every product', () => {
    expect(products.size).toBeGreaterThan(95)
    expect([...products].filter((product) => !(product in words.products))).toEqual([])
  })
  it('for every reason why', () => {
    expect(becauses.size).toBeGreaterThan(25)
    expect([...becauses].filter((because) => !(because in words.because))).toEqual([])
  })
  it('for every state', () => expect(Object.keys(words.states).sort()).toEqual([...dueStates].sort()))
  it('for every reason of a home visit, and no other', () =>
    expect(Object.keys(words.homeVisit.reasons).sort()).toEqual([...homeVisitReasons].sort()))
  it('for nothing that no schedule says', () => {
    expect(Object.keys(words.products).filter((product) => !products.has(product))).toEqual([])
    expect(Object.keys(words.because).filter((because) => !becauses.has(because))).toEqual([])
  })
})
