import { describe, expect, it } from 'vitest'
import { limits } from '#protocol/mutation.ts'
import { type Amendment, amendmentsOf, answersBefore } from '#protocol/records/amendments.ts'
import { amendmentFields } from './amendment-fields.ts'

const amendment = (former: Amendment['former']): Amendment => ({
  reason: 'other',
  note: 'x'.repeat(200),
  by: 'Bu Sri',
  at: 1,
  former,
})
let id = 0
const newId = () => `0000-${++id}`

describe('the fields of a correction', () => {
  it('is one where it fits', () => {
    const fields = amendmentFields(amendment({ weightKg: 12.8 }), newId)
    expect(Object.values(fields)).toEqual([amendment({ weightKg: 12.8 })])
  })

  it('are several below the limit where it does not, and lose nothing', () => {
    const former = Object.fromEntries(Array.from({ length: 90 }, (_, at) => [`f${at}`, 'y'.repeat(100)]))
    const fields = amendmentFields(amendment(former), newId)
    expect(Object.keys(fields).length).toBeGreaterThan(1)
    for (const value of Object.values(fields)) {
      expect(JSON.stringify(value).length).toBeLessThanOrEqual(limits.bytesPerField)
    }
    const all = amendmentsOf(fields)
    expect(all[0] && answersBefore({}, all, all[0])).toEqual(former)
  })
})
