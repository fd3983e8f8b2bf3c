import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type PinTrouble, pinTrouble } from './weak-pin.ts'

it.each<[string, PinTrouble | undefined]>([
  ['12345', 'notSixDigits'],
  ['1234567', 'notSixDigits'],
  ['', 'notSixDigits'],
  ['28a915', 'notSixDigits'],
  ['28 915', 'notSixDigits'],
  ['٢٨٤٩١٥', 'notSixDigits'],
  ['000000', 'sameDigits'],
  ['777777', 'sameDigits'],
  ['123456', 'run'],
  ['012345', 'run'],
  ['567890', 'run'],
  ['654321', 'run'],
  ['098765', 'run'],
  ['543210', 'run'],
  ['284915', undefined],
  ['123457', undefined],
  ['123123', undefined],
  ['777778', undefined],
])('%s: %s', (pin, why) => expect(pinTrouble(pin)).toBe(why))

it('refuses 10 of one digit and 12 runs among all six digits, and takes all others', () => {
  const refused = Array.from({ length: 1_000_000 }, (_, n) => String(n).padStart(6, '0')).filter(pinTrouble)
  expect(refused).toHaveLength(22)
})

it('takes nothing that is not six digits', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), (pin) => {
      fc.pre(!/^[0-9]{6}$/.test(pin))
      expect(pinTrouble(pin)).toBe('notSixDigits')
    }),
  )
})
