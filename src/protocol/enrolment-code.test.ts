import { describe, expect, it } from 'vitest'
import { groupedCode, readEnrolmentCode } from './enrolment-code.ts'

describe('an enrolment code', () => {
  it.each([
    ['abcd-ef12', 'ABCDEF12'],
    [' abcd ef12 ', 'ABCDEF12'],
    ['ABCD - EF12', 'ABCDEF12'],
    ['oO0i-Il1L', '00011111'],
  ])('is read from %j', (typed, letters) => {
    expect(readEnrolmentCode(typed)).toBe(letters)
  })

  it.each(['', '1234567', '123456789', 'UUUU-UUUU', '1234-567!'])('does not look like %j', (typed) => {
    expect(readEnrolmentCode(typed)).toBeUndefined()
  })

  it('is shown in two groups', () => expect(groupedCode('ABCDEF12')).toBe('ABCD-EF12'))
})
