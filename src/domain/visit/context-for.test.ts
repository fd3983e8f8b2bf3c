import { describe, expect, it } from 'vitest'
import { givenOn } from './context-for.ts'
import type { PersonFile, PregnancyEpisode } from './person-file.ts'

const file = (...pregnancies: PregnancyEpisode[]): PersonFile => ({
  sex: 'female',
  birthDateExact: true,
  kept: { bloodGroup: 'o' },
  pregnancies,
  visits: [],
})
const first: PregnancyEpisode = {
  id: 'a',
  lastMenstrualPeriodOn: '2024-01-01',
  gravida: 1,
  heightCm: 152,
  endedOn: '2024-10-06',
  outcome: 'delivered',
}
const second: PregnancyEpisode = { id: 'b', lastMenstrualPeriodOn: '2025-09-01', gravida: 2 }

describe('what the records say on a day', () => {
  it('is what is kept of the person and of an open pregnancy', () =>
    expect(givenOn(file(first, second), '2026-01-10')).toEqual({
      bloodGroup: 'o',
      pregnant: true,
      lastMenstrualPeriodOn: '2025-09-01',
      gravida: 2,
    }))

  it('is of the latest delivery what no longer depends on its dating', () =>
    expect(givenOn(file(first), '2025-01-10')).toEqual({
      bloodGroup: 'o',
      deliveredOn: '2024-10-06',
      gravida: 1,
      heightCm: 152,
    }))

  it('knows nothing of a delivery on the day before it', () =>
    expect(
      givenOn(file({ id: 'c', endedOn: '2026-02-02', outcome: 'delivered' }), '2026-02-01'),
    ).not.toHaveProperty('deliveredOn'))

  it('takes no miscarriage for a delivery', () =>
    expect(givenOn(file({ id: 'd', endedOn: '2026-01-01', outcome: 'miscarried' }), '2026-02-01')).toEqual({
      bloodGroup: 'o',
    }))
})
