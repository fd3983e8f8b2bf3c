import { describe, expect, it } from 'vitest'
import { birthDateFromNik, checkNik, maskNik, normalizeNik, sexFromNik } from './nik.ts'

/** Invented: no region has the code 99. */
const nik = (date: string, serial = '0001', region = '640201') => `${region}${date}${serial}`
const warnings = (text: string, known = {}) => checkNik(text, known).warnings

describe('what refuses a NIK', () => {
  it.each([
    ['999901150390000', 'notSixteenDigits'],
    ['99990115039000011', 'notSixteenDigits'],
    ['9999011503900A01', 'notSixteenDigits'],
    ['', 'notSixteenDigits'],
    ['1111111111111111', 'allSameDigit'],
    ['0000000000000000', 'allSameDigit'],
    ['9999011503900001', undefined],
  ])('%s: %s', (text, error) => expect(checkNik(text).error).toBe(error))

  it('reads through spaces, dots, dashes and the apostrophe of spreadsheets', () => {
    expect(normalizeNik(" '9999.01-150390 0001 ")).toBe('9999011503900001')
  })
})

describe('what is asked about', () => {
  it('nothing where all fits', () => {
    expect(checkNik(nik('150390'), { birthDate: '1990-03-15', sex: 'male' })).toEqual({ warnings: [] })
    expect(checkNik(nik('550390'), { birthDate: '1990-03-15', sex: 'female' })).toEqual({ warnings: [] })
  })

  it('a province that never was; 54 once was one', () => {
    expect(warnings(nik('150390', '0001', '999901'))).toEqual(['unknownProvince'])
    expect(warnings(nik('150390', '0001', '540101'))).toEqual([])
    expect(warnings(nik('150390', '0001', '960101'))).toEqual([])
  })

  it.each([
    ['000390', ['invalidDay']],
    ['010390', []],
    ['310390', []],
    ['320390', ['invalidDay']],
    ['400390', ['invalidDay']],
    ['410390', []],
    ['710390', []],
    ['720390', ['invalidDay']],
    ['150090', ['invalidMonth']],
    ['151290', []],
    ['151390', ['invalidMonth']],
    ['001390', ['invalidDay', 'invalidMonth']],
    ['310490', ['impossibleDate']],
    ['290200', []],
    ['290201', ['impossibleDate']],
  ])('the date %s: %j', (date, expected) => expect(warnings(nik(date))).toEqual(expected))

  it.each([
    ['0000', ['serialZero']],
    ['0001', []],
    ['9999', ['serialPlaceholder']],
    ['9998', []],
    ['1000', ['endsInZeros']],
    ['1001', []],
  ])('the serial %s: %j', (serial, expected) => expect(warnings(nik('150390', serial))).toEqual(expected))

  it('another birth date or sex than was entered, in either century', () => {
    expect(warnings(nik('150390'), { birthDate: '1990-03-16' })).toEqual(['birthDateDiffers'])
    expect(warnings(nik('150320'), { birthDate: '1920-03-15' })).toEqual([])
    expect(warnings(nik('150320'), { birthDate: '2020-03-15' })).toEqual([])
    expect(warnings(nik('150390'), { sex: 'female' })).toEqual(['sexDiffers'])
  })
})

describe('what a NIK offers', () => {
  it('a birth date, in the century that lies behind the day', () => {
    expect(birthDateFromNik(nik('150320'), '2026-01-01')).toBe('2020-03-15')
    expect(birthDateFromNik(nik('150330'), '2026-01-01')).toBe('1930-03-15')
    expect(birthDateFromNik(nik('150326'), '2026-03-14')).toBe('1926-03-15')
    expect(birthDateFromNik(nik('150326'), '2026-03-15')).toBe('2026-03-15')
    expect(birthDateFromNik(nik('310490'), '2026-01-01')).toBeUndefined()
    expect(birthDateFromNik('12', '2026-01-01')).toBeUndefined()
  })

  it('a sex', () => {
    expect(sexFromNik(nik('150390'))).toBe('male')
    expect(sexFromNik(nik('550390'))).toBe('female')
    expect(sexFromNik(nik('400390'))).toBeUndefined()
  })

  it('its last four digits in lists', () => {
    expect(maskNik('9999011503900001')).toBe('••••••••••••0001')
    expect(maskNik('123')).toBe('•••')
  })
})
