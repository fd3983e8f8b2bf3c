import { describe, expect, it } from 'vitest'
import { birthRanges, cleanBirthWeightKg, cleanMeasure } from './clean-measure.ts'
import { cleanLongNumber, digitsTrustOf } from './clean-nik.ts'
import { cleanParent } from './clean-parent.ts'
import { cleanSex } from './clean-sex.ts'
import { cleanArea, cleanName, cleanPhone, cleanRtRw, isSet } from './clean-text.ts'
import type { Cell } from './sheet.ts'

const text = (value: string): Cell => ({ text: value })
const number = (value: number): Cell => ({ text: String(value), number: value })

const readNik = (cell: Cell, trust: 'trusted' | 'lastDigitLost' = 'trusted') => {
  const reading = cleanLongNumber(cell, trust)
  return reading.kind === 'digits' ? reading.digits : reading.kind === 'problem' ? reading.problem : 'empty'
}

const readWeight = (cell: Cell) => {
  const reading = cleanBirthWeightKg(cell)
  return reading.kind === 'measure' ? reading.value : reading.kind === 'problem' ? reading.problem : 'empty'
}

describe('NIK', () => {
  it.each([
    '9999010503190001',
    "'9999010503190001",
    ' 999901 050319 0001 ',
    '99.9901.050319.0001',
    '9999-0105-0319-0001',
    '9999010503190001',
  ])('takes %s', (written) => {
    expect(readNik(text(written))).toBe('9999010503190001')
  })

  it.each([
    ['9,99901E+15', 'digitsExponent'],
    ['9.99901E+15', 'digitsExponent'],
    ['3.2E+15', 'digitsExponent'],
    ['3E+15', 'digitsExponent'],
    ['9999010503190000', 'digitsLost'],
    ['9999010000000000', 'digitsLost'],
    ['999901050319001', 'digitsWrongLength'],
    ['99990105031900012', 'digitsWrongLength'],
    ['99990105O3190001', 'digitsNotNumber'],
    ['1111111111111111', 'digitsDummy'],
    ['9999999999999999', 'digitsDummy'],
    ['1234567890123456', 'digitsDummy'],
    ['', 'empty'],
    ['8888', 'empty'],
    ['belum ada', 'empty'],
    ['-', 'empty'],
  ])('%s: %s', (written, result) => {
    expect(readNik(text(written))).toBe(result)
  })

  it('does not take a stored number that has lost its last digit, and takes one that has not', () => {
    expect(readNik(number(3_273_010_503_190_010))).toBe('digitsLost')
    expect(readNik(number(3_273_010_503_190_011))).toBe('3273010503190011')
    // Beyond 2^53 not even a last digit other than 0 is certain.
    expect(readNik(number(9_199_010_503_190_012))).toBe('digitsLost')
  })

  it('sees a column of which every number was cut after 15 digits', () => {
    const cut = ['1', '2', '3', '4', '5'].map((digit) => text(`99990105031900${digit}0`))
    expect(digitsTrustOf(cut.slice(1))).toBe('trusted')
    expect(digitsTrustOf(cut)).toBe('lastDigitLost')
    const whole = ['1', '2', '3', '4', '5'].map((digit) => text(`99990105031901${digit}1`))
    expect(digitsTrustOf([...cut, ...whole])).toBe('lastDigitLost')
    expect(digitsTrustOf([...cut, ...whole, text('9999010503190161')])).toBe('trusted')
    expect(readNik(text('9999010503190010'), 'lastDigitLost')).toBe('digitsLost')
    expect(readNik(text('9999010503190011'), 'lastDigitLost')).toBe('9999010503190011')
  })
})

describe('birth weight', () => {
  it.each([
    ['3,2', 3.2],
    ['3.2', 3.2],
    ['3200', 3.2],
    ['3.200', 3.2],
    ['3,250', 3.25],
    ['3200 gr', 3.2],
    ['3,2 kg', 3.2],
    ['3200gram', 3.2],
    ['0,3', 0.3],
    ['300', 0.3],
    ['7', 7],
    ['7000', 7],
    ['0,299', 'measureOutOfRange'],
    ['7,001', 'measureOutOfRange'],
    ['20', 'measureOutOfRange'],
    ['20,1', 'measureOutOfRange'],
    ['0', 'empty'],
    ['8888', 'empty'],
    ['9999', 'empty'],
    ['8888,0', 'empty'],
    ['tiga kilo', 'measureUnreadable'],
    ['', 'empty'],
  ])('%s: %s', (written, result) => {
    expect(readWeight(text(written))).toBe(result)
  })

  it('reads stored numbers', () => {
    expect(readWeight(number(3.1))).toBe(3.1)
    expect(readWeight(number(2950))).toBe(2.95)
    expect(readWeight(number(8888))).toBe('empty')
  })
})

it('measures keep their range', () => {
  expect(cleanMeasure(text('65 cm'), birthRanges.birthLengthCm)).toEqual({ kind: 'measure', value: 65 })
  expect(cleanMeasure(text('65,1'), birthRanges.birthLengthCm).kind).toBe('problem')
  expect(cleanMeasure(text('19,9'), birthRanges.birthLengthCm).kind).toBe('problem')
})

describe('sex', () => {
  it.each(['L', 'l', 'Lk', 'Laki-laki', 'LAKI - LAKI', 'laki2', 'Pria', '1', 'M'])(
    '%s is male',
    (written) => {
      expect(cleanSex(text(written))).toEqual({ kind: 'sex', sex: 'male' })
    },
  )
  it.each(['P', 'pr', 'Perempuan', 'PEREMPUAN ', 'Wanita', '2', 'F'])('%s is female', (written) => {
    expect(cleanSex(text(written))).toEqual({ kind: 'sex', sex: 'female' })
  })
  it('is not guessed', () => {
    expect(cleanSex(text('X')).kind).toBe('problem')
    expect(cleanSex(text('L/P')).kind).toBe('problem')
    expect(cleanSex(text('8888')).kind).toBe('empty')
  })
})

describe('names and places', () => {
  it('cleans names without changing them', () => {
    expect(cleanName(text('  SITI   AMINAH '))).toBe('SITI AMINAH')
    expect(cleanName(text('12. Siti Aminah'))).toBe('Siti Aminah')
    expect(cleanName(text('An. Budi'))).toBe('An. Budi')
    expect(cleanName(text('Budi\u0000\u200b Santoso'))).toBe('Budi Santoso')
    for (const none of ['8888', '123', '-', '...', '']) expect(cleanName(text(none))).toBe('')
  })

  it('keeps the leading zeros of RT and RW', () => {
    expect(cleanArea(text('001'))).toBe('001')
    expect(cleanArea(text('RT 01'))).toBe('01')
    expect(cleanArea(text('rw.002'))).toBe('002')
    expect(cleanRtRw(text('RT 003/RW 001'))).toEqual({ rt: '003', rw: '001' })
    expect(cleanRtRw(text('03'))).toEqual({ rt: '03', rw: '' })
  })

  it('puts back the 0 of a telephone number, and takes no mangled one', () => {
    expect(cleanPhone(number(81_234_567_890))).toBe('081234567890')
    expect(cleanPhone(text('0812-3456-7890'))).toBe('081234567890')
    expect(cleanPhone(text('+62 812 3456 7890'))).toBe('+6281234567890')
    expect(cleanPhone(text('8,12346E+11'))).toBeUndefined()
    expect(cleanPhone(text('-'))).toBe('')
  })

  it('reads flags', () => {
    for (const set of ['1', 'ya', 'Y', 'x', 'hapus']) expect(isSet(text(set))).toBe(true)
    for (const not of ['', '0', 'tidak', '-']) expect(isSet(text(not))).toBe(false)
  })
})

describe('the mother among the parents', () => {
  const mothersNik = '9999014503850001'
  const fathersNik = '9999010503850001'

  it('is the one name, marked or not', () => {
    expect(cleanParent(text('Siti Aminah'), '')).toEqual({ kind: 'mother', name: 'Siti Aminah' })
    expect(cleanParent(text('Ny. Siti Aminah'), fathersNik)).toEqual({ kind: 'mother', name: 'Siti Aminah' })
    expect(cleanParent(text('Siti Aminah'), mothersNik)).toEqual({ kind: 'mother', name: 'Siti Aminah' })
  })

  it('is told from the father by title or NIK', () => {
    expect(cleanParent(text('Tn. Slamet / Ny. Siti'), '')).toEqual({ kind: 'mother', name: 'Siti' })
    expect(cleanParent(text('Bpk Slamet / Siti'), '')).toEqual({ kind: 'mother', name: 'Siti' })
    expect(cleanParent(text('Bapak Slamet'), '').kind).toBe('problem')
    expect(cleanParent(text('Pak Slamet'), '').kind).toBe('problem')
    expect(cleanParent(text('Slamet'), fathersNik)).toEqual({ kind: 'problem', problem: 'parentIsFather' })
  })

  it('is not guessed from two unmarked names', () => {
    expect(cleanParent(text('Slamet / Siti'), '')).toEqual({ kind: 'problem', problem: 'parentUnclear' })
    expect(cleanParent(text('Slamet dan Siti'), mothersNik)).toEqual({
      kind: 'problem',
      problem: 'parentUnclear',
    })
  })
})
