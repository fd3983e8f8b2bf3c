import { expect, it } from 'vitest'
import { otherNow } from './today.ts'

const minute = 60_000
const day = 86_400_000
const at = (text: string) => new Date(text).getTime()
const noon = at('2026-06-03T12:00:00')

it('knows of no other day where the clock was never compared, or shows the same day', () => {
  expect(otherNow({}, noon)).toBeUndefined()
  expect(otherNow({ lastContactAt: noon, clockOffset: 0 }, noon)).toBeUndefined()
  expect(otherNow({ lastContactAt: noon - 3 * 3_600_000, clockOffset: 3 * 3_600_000 }, noon)).toBeUndefined()
})

it('gives the puskesmas’s moment where that is of another day (lesson 51)', () => {
  const ahead = { lastContactAt: noon - 400 * day, clockOffset: 400 * day }
  expect(otherNow(ahead, noon)).toBe(noon - 400 * day)
  expect(otherNow({ lastContactAt: noon + 2 * day, clockOffset: -2 * day }, noon)).toBe(noon + 2 * day)
  // Set back since: it lies before the last contact.
  expect(otherNow({ lastContactAt: noon + 30 * day, clockOffset: 0 }, noon)).toBe(noon + 30 * day)
})

it('asks around midnight only where the clock is more than five minutes off', () => {
  const justAfter = at('2026-06-03T00:04:00')
  expect(
    otherNow({ lastContactAt: justAfter - 5 * minute, clockOffset: 5 * minute }, justAfter),
  ).toBeUndefined()
  expect(
    otherNow({ lastContactAt: justAfter - 5 * minute - 1, clockOffset: 5 * minute + 1 }, justAfter),
  ).toBe(justAfter - 5 * minute - 1)
})
