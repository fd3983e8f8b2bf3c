import { describe, expect, it } from 'vitest'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import { type AgingEntry, type AgingFile, agedOut } from './aged-out.ts'

const today = '2026-11-22'
const visit = (id: string, on: string | undefined, more: Partial<AgingEntry> = {}): AgingEntry => ({
  id,
  kind: 'visit',
  instrument: 'dewasa',
  voided: false,
  ...(on !== undefined && { on }),
  ...more,
})
const recent = visit('recent', '2026-10-01')
const old = visit('old', '2023-01-10')
const adult = (entries: readonly AgingEntry[], more: Partial<AgingFile> = {}): AgingFile => ({
  birthDate: '1980-05-05',
  birthDateExact: true,
  pregnant: false,
  entries,
  ...more,
})
const gone = (file: AgingFile, day = today) => [...agedOut(file, day)]

describe('what ages out', () => {
  it('KP1 a visit stays until 24 months after its day, that day too, and may go on the day after', () => {
    const day = '2024-11-22'
    const file = adult([visit('a', day), recent])
    const edge = addMonths(day, 24)
    expect(gone(file, addDays(edge, -1))).toEqual([])
    expect(gone(file, edge)).toEqual([])
    expect(gone(file, addDays(edge, 1))).toEqual(['a'])
  })

  it('KP1 a note likewise, and nothing whose day is not known', () => {
    const note = (id: string, on?: string) => visit(id, on, { kind: 'note' })
    expect(gone(adult([note('a', '2024-11-22'), note('b', '2024-11-21'), note('c')]))).toEqual(['b'])
    expect(gone(adult([visit('d', undefined), recent]))).toEqual([])
  })

  it('KP1 takes the last day of a month for the day that a shorter month has not', () => {
    expect(gone(adult([visit('a', '2024-02-29'), recent]), '2026-02-28')).toEqual([])
    expect(gone(adult([visit('a', '2024-02-28'), recent]), '2026-02-28')).toEqual([])
    expect(gone(adult([visit('a', '2024-02-29'), recent]), '2026-03-01')).toEqual(['a'])
  })

  it('KP2 keeps all of a child of 71 months, and not of one of 72', () => {
    const born = '2018-03-15'
    const file = adult([visit('a', '2019-01-10'), recent], { birthDate: born })
    const edge = addMonths(born, 72)
    expect(gone(file, addMonths(born, 71))).toEqual([])
    expect(gone(file, addDays(edge, -1))).toEqual([])
    expect(gone(file, edge)).toEqual(['a'])
    expect(gone(file, addDays(edge, 1))).toEqual(['a'])
  })

  it('KP2 gives a birth date that is not exact a year more, and keeps all of one without', () => {
    const born = '2018-03-15'
    const file = adult([visit('a', '2019-01-10'), recent], { birthDate: born, birthDateExact: false })
    expect(gone(file, addDays(addMonths(born, 84), -1))).toEqual([])
    expect(gone(file, addMonths(born, 84))).toEqual(['a'])
    const { birthDate: _, ...unknown } = adult([old, recent])
    expect(gone(unknown)).toEqual([])
    expect(gone(adult([old, recent], { birthDate: addDays(today, 1) }))).toEqual([])
  })

  it('KP3 keeps all while a pregnancy is open', () => {
    expect(gone(adult([old, recent], { pregnant: true }))).toEqual([])
    expect(gone(adult([old, recent], { pregnant: false }))).toEqual(['old'])
  })

  it('KP4 keeps the last of each instrument, however old, with all of that day', () => {
    const entries = [
      visit('first', '2010-01-01'),
      visit('last', '2010-02-01'),
      visit('same day', '2010-02-01'),
      visit('other', '2009-01-01', { instrument: 'tbc' }),
    ]
    expect(gone(adult(entries))).toEqual(['first'])
    expect(gone(adult([...entries, recent]))).toEqual(['first', 'last', 'same day'])
  })

  it('KP4 a voided visit is nobody’s last, and goes by its day', () => {
    const voided = visit('voided', '2020-02-01', { voided: true })
    expect(gone(adult([visit('living', '2010-01-01'), voided]))).toEqual(['voided'])
    expect(gone(adult([visit('young', '2026-01-01', { voided: true }), old]))).toEqual([])
  })

  it('KP4 a visit whose instrument is not known stays', () => {
    const { instrument: _, ...unknown } = old
    expect(gone(adult([unknown, recent]))).toEqual([])
  })
})
