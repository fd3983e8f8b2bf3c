import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leaseOf } from './lease.ts'

const dayMs = 86_400_000
const heardAt = Date.UTC(2026, 10, 1)
const after = (ms: number, clockOffset = 0) =>
  leaseOf({ lastContactAt: heardAt, clockOffset }, heardAt + clockOffset + ms)

describe('the lease', () => {
  it.each([
    [0, { state: 'open' }],
    [30 * dayMs - 1, { state: 'open' }],
    [30 * dayMs, { state: 'warned', daysLeft: 15 }],
    [30 * dayMs + 1, { state: 'warned', daysLeft: 15 }],
    [31 * dayMs, { state: 'warned', daysLeft: 14 }],
    [45 * dayMs - 1, { state: 'warned', daysLeft: 1 }],
    [45 * dayMs, { state: 'closed' }],
  ])('LS1 %d ms after the last word it is %o', (ms, expected) => {
    expect(after(ms)).toEqual(expected)
  })

  it('LS2 does not depend on by how much the phone was known to be off', () => {
    const offset = fc.integer({ min: -400 * dayMs, max: 400 * dayMs })
    const ms = fc.integer({ min: 0, max: 90 * dayMs })
    fc.assert(
      fc.property(offset, ms, (off, passed) => {
        expect(after(passed, off)).toEqual(after(passed))
      }),
    )
  })

  it('LS2 opens again when a clock that had jumped ahead is put right', () => {
    expect(after(400 * dayMs)).toEqual({ state: 'closed' })
    expect(after(2 * dayMs)).toEqual({ state: 'open' })
  })

  it('LS1 is open to a clock that was set back: that is said by the readiness check, and shown to be no lock', () => {
    expect(after(-10 * dayMs)).toEqual({ state: 'open' })
  })
})
