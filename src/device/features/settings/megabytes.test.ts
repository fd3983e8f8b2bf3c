import { expect, it } from 'vitest'
import { megabytes } from './megabytes.ts'

it('tells megabytes with one decimal, and a little never as nothing', () => {
  expect(megabytes(0, 'id')).toBe('0\u00a0MB')
  expect(megabytes(1, 'id')).toBe('0,1\u00a0MB')
  expect(megabytes(1.2 * 1024 * 1024, 'id')).toBe('1,2\u00a0MB')
  expect(megabytes(12.34 * 1024 * 1024, 'en')).toBe('12.3\u00a0MB')
})
