import { describe, expect, test } from 'vitest'
import type { Outcome } from './outcome.ts'
import { heldOf, newReceiptCode, receiptsOf } from './receipts.ts'

const accepted = (number: number, receipt = 'RM-1', receivedAt = 5): Outcome => ({
  number,
  outcome: 'accepted',
  receipt,
  receivedAt,
})

describe('receipts', () => {
  test.each([
    ['Puskesmas Rapak Mahang', /^RM-/],
    ['UPTD Puskesmas Loa Ipuh Dua Barat', /^ULI-/],
    ['Puskesmas', /^PKM-/],
    ['', /^PKM-/],
    ['  élok 2 ', /^E-/],
  ])('RC2: the code of %j begins with its initials', (name, start) => {
    expect(newReceiptCode(name)).toMatch(start)
    expect(newReceiptCode(name)).toMatch(/^[A-Z]{1,3}-[0-9A-HJKMNP-TV-Z]{5}$/)
  })

  test('RC2: a range ends at a gap, another code, another time, another outcome, a held one', () => {
    const outcomes: Outcome[] = [
      accepted(1),
      accepted(2),
      accepted(4),
      accepted(5, 'RM-2'),
      accepted(6, 'RM-2', 6),
      { ...accepted(7, 'RM-2', 6), outcome: 'duplicate' } as Outcome,
      { number: 8, outcome: 'held', code: 'unreadable', field: 'text', receivedAt: 6 },
      { ...accepted(9, 'RM-2', 6), outcome: 'duplicate' } as Outcome,
    ]
    expect(receiptsOf(outcomes).map(({ from, to, outcome }) => [from, to, outcome])).toEqual([
      [1, 2, 'accepted'],
      [4, 4, 'accepted'],
      [5, 5, 'accepted'],
      [6, 6, 'accepted'],
      [7, 7, 'duplicate'],
      [9, 9, 'duplicate'],
    ])
    expect(heldOf(outcomes)).toEqual([{ number: 8, code: 'unreadable', field: 'text', receivedAt: 6 }])
  })
})
