import { describe, expect, it } from 'vitest'
import { readEnrolmentCode } from '#protocol/enrolment-code.ts'
import { newCode } from './enrolment-code.ts'

describe('enrolment codes', () => {
  it('are eight characters without I, L, O and U, and read back', () => {
    for (let n = 0; n < 200; n += 1) {
      const code = newCode()
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
      expect(readEnrolmentCode(code.toLowerCase())).toBe(code.replace('-', ''))
    }
  })
})
