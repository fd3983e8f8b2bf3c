import { describe, expect, it } from 'vitest'
import { cleanDate, type DateOrder, dateOrderOf, neededAssumedOrder } from './clean-date.ts'
import type { Cell } from './sheet.ts'

const today = '2026-11-22'
const proven: DateOrder = { pairs: 'proven', serials: 'trusted' }
const text = (value: string): Cell => ({ text: value })
const dated = (serial: number): Cell => ({ text: 'as shown', number: serial, dated: true })
const dayOf = (cell: Cell, order = proven) => {
  const reading = cleanDate(cell, order, today)
  return reading.kind === 'date' ? reading.day : reading.kind === 'problem' ? reading.problem : 'empty'
}

const proofs = (count: number) => Array.from({ length: count }, () => '25/04/2019')

const column = (...written: string[]) => dateOrderOf(written.map(text), today)

describe('a date as registers write it', () => {
  it.each([
    '05/03/2019',
    '5/3/2019',
    '05-03-19',
    '5-3-19',
    '05.03.2019',
    '5 3 2019',
    '2019-03-05',
    '2019/3/5',
    '2019-03-05 00:00:00',
    '2019-03-05T00:00:00.000Z',
    '05/03/2019 07.30',
    '5 Maret 2019',
    '5 MARET 2019',
    '05 Mar 2019',
    '5-Mrt-19',
    '5Maret2019',
    'Maret 5, 2019',
    '2019-Mar-05',
    'Selasa, 5 Maret 2019',
    'Sampit, 05-03-2019',
    'Kuala Kapuas 5 Maret 2019',
    "'05/03/2019",
    ' 05/03/2019 ',
    '05032019',
    '5032019',
    '20190305',
    '43529',
  ])('%s is 5 March 2019', (written) => {
    expect(dayOf(text(written))).toBe('2019-03-05')
  })

  it.each([
    ['12 Febuari 2020', '2020-02-12'],
    ['12 Pebruari 2020', '2020-02-12'],
    ['12 Nopember 2020', '2020-11-12'],
    ['12 Nop 2020', '2020-11-12'],
    ['12 Agt 2020', '2020-08-12'],
    ['12 Ags 2020', '2020-08-12'],
    ['12 Agu 2020', '2020-08-12'],
    ['12 Okt 2020', '2020-10-12'],
    ['12 Des. 2020', '2020-12-12'],
    ['12 Juni 2020', '2020-06-12'],
    ['12 Jul 2020', '2020-07-12'],
  ])('%s is %s', (written, day) => {
    expect(dayOf(text(written))).toBe(day)
  })

  it('reads true dates by the 1900 system, the false 29 February 1900 aside', () => {
    expect(dayOf(dated(43_529))).toBe('2019-03-05')
    expect(dayOf(dated(43_529.75))).toBe('2019-03-05')
    expect(dayOf(dated(61))).toBe('dateTooOld')
    expect(dayOf(dated(0))).toBe('dateUnreadable')
  })

  it('takes a number without a date format for a serial, not a year for one', () => {
    expect(dayOf({ text: '43529', number: 43_529 })).toBe('2019-03-05')
    expect(cleanDate({ text: '1950', number: 1950 }, proven, today)).toEqual({
      kind: 'date',
      day: '1950-07-01',
      precision: 'year',
    })
    expect(cleanDate(text('Mei 1950'), proven, today)).toEqual({
      kind: 'date',
      day: '1950-05-15',
      precision: 'month',
    })
  })

  it('takes two digits for the last hundred years', () => {
    expect(dayOf(text('01-02-26'))).toBe('2026-02-01')
    expect(dayOf(text('01-02-27'))).toBe('1927-02-01')
    expect(dayOf(text('17-8-45'))).toBe('1945-08-17')
  })

  it.each([
    ['31-02-2020', 'dateImpossible'],
    ['30 Februari 2021', 'dateImpossible'],
    ['29/02/2023', 'dateImpossible'],
    ['2023-13-05', 'dateImpossible'],
    ['04/25/2019', 'dateImpossible'],
    ['00/00/0000', 'dateImpossible'],
    ['kira-kira 2019', 'dateUnreadable'],
    ['5 Brumaire 2019', 'dateUnreadable'],
    ['umur 3 tahun', 'dateUnreadable'],
    ['23/11/2026', 'dateInFuture'],
    ['22/11/2026', '2026-11-22'],
    ['31/12/1905', 'dateTooOld'],
    ['01/01/1906', '1906-01-01'],
    ['', 'empty'],
    ['-', 'empty'],
    ['8888', 'empty'],
    ['9999', 'empty'],
  ])('%s: %s', (written, result) => {
    expect(dayOf(text(written))).toBe(result)
  })
})

describe('the order of day and month in a column', () => {
  it('is day first where a day above 12 proves it, and assumed where none does', () => {
    expect(column('25/04/2019', '03/04/2019').pairs).toBe('proven')
    expect(column('03/04/2019', '2019-04-25').pairs).toBe('assumed')
    expect(neededAssumedOrder(text('03/04/2019'), column('03/04/2019'), today)).toBe(true)
    expect(neededAssumedOrder(text('04/04/2019'), column('04/04/2019'), today)).toBe(false)
  })

  it('is doubtful from the first month above 12 beyond a tenth of the proofs', () => {
    expect(column(...proofs(10), '04/25/2019').pairs).toBe('proven')
    expect(column(...proofs(9), '04/25/2019').pairs).toBe('doubtful')
    expect(column('04/25/2019').pairs).toBe('doubtful')
  })

  it('guesses nothing where it is doubtful, and reads what has only one meaning', () => {
    const doubtful: DateOrder = { pairs: 'doubtful', serials: 'trusted' }
    expect(dayOf(text('03/04/2019'), doubtful)).toBe('dateAmbiguous')
    expect(dayOf(text('04/04/2019'), doubtful)).toBe('2019-04-04')
    expect(dayOf(text('25/04/2019'), doubtful)).toBe('2019-04-25')
    expect(dayOf(text('3 April 2019'), doubtful)).toBe('2019-04-03')
  })

  it('doubts true dates that an American Excel has exchanged', () => {
    const written = ['25/04/2019', '26/04/2019', '27/04/2019', '28/04/2019', '29/04/2019'].map(text)
    const true1 = [43_529, 43_530, 43_531, 43_532, 43_533].map(dated)
    const order = dateOrderOf([...written, ...true1], today)
    expect(order.serials).toBe('doubtful')
    expect(dayOf(dated(43_529), order)).toBe('dateAmbiguous')
    // 4 April is the same either way.
    expect(dayOf(dated(43_559), order)).toBe('2019-04-04')
    expect(dateOrderOf([...written, ...true1.slice(1)], today).serials).toBe('trusted')
    expect(dateOrderOf([...written, ...true1, dated(43_540)], today).serials).toBe('trusted')
  })
})
