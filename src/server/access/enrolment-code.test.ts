import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newCode, readCode } from './enrolment-code.ts'

describe('enrolment codes', () => {
  it('are read back in any case, with or without hyphen and spaces', () => {
    fc.assert(
      fc.property(fc.constantFrom('upper', 'lower'), fc.constantFrom('-', '', ' ', ' - '), (how, between) => {
        const code = newCode()
        const letters = code.replace('-', '')
        const typed = code.replace('-', between)
        expect(readCode(how === 'lower' ? typed.toLowerCase() : typed)).toBe(letters)
      }),
    )
  })

  it('are eight characters without I, L, O and U', () => {
    for (let n = 0; n < 200; n += 1)
      expect(newCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  })

  it.each(['', '1234567', '123456789', 'UUUU-UUUU', '1234-567!'])('do not look like %j', (typed) => {
    expect(readCode(typed)).toBeUndefined()
  })

  it('take look-alikes for what they look like', () => {
    expect(readCode('oO0i-Il1L')).toBe('00011111')
  })
})
