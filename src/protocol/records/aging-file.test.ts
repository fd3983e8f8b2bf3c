import { describe, expect, it } from 'vitest'
import { agedOut } from '#domain/keeping/aged-out.ts'
import { mergeStates, type RecordState, stateOf } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { agingDayAt, agingFileOf } from './aging-file.ts'

const time = Date.UTC(2024, 0, 15, 12)
let number = 0
const record = (kind: string, id: string, set: Record<string, FieldValue>, at = time): RecordState =>
  stateOf({ number: ++number, kind, id, time: at, set }, 'device')
const person = record('person', 'p', { name: 'Siti', birthDate: '1990-01-01' })
const visit = (id: string, visitedOn: FieldValue) =>
  record('visit', id, { personId: 'p', visitedOn, instrument: 'dewasa' })
const gone = (others: readonly RecordState[], of = person) => [
  ...agedOut(agingFileOf(of, others), '2026-11-22'),
]
const visits = [visit('old', '2023-05-05'), visit('new', '2026-05-05')]

describe('a person’s records as keeping sees them', () => {
  it('KP1 reads day and instrument of a visit, and of a note the day of its newest write', () => {
    expect(gone(visits)).toEqual(['old'])
    const note = record('note', 'n', { personId: 'p', text: 'lama' })
    expect(gone([note])).toEqual(['n'])
    const later = record('note', 'n', { other: 'baru' }, Date.UTC(2026, 0, 1))
    expect(gone([mergeStates(note, later)])).toEqual([])
  })

  it('KP1 only visits and notes', () => {
    expect(gone([record('dose', 'd', { personId: 'p', givenOn: '2010-01-01' })])).toEqual([])
    expect(gone([record('screening', 's', { personId: 'p', visitedOn: '2010-01-01' })])).toEqual([])
  })

  it('KP1 takes a day that is none for unknown, and keeps', () => {
    expect(gone([...visits, visit('odd', 'kemarin'), visit('odder', 7)])).toEqual(['old'])
    expect(gone(visits, record('person', 'p', { birthDate: '1990-02-30' }))).toEqual([])
  })

  it('KP2 reads how exact the birth date is', () => {
    const born = (birthDatePrecision: string) =>
      record('person', 'p', { birthDate: '2020-06-01', birthDatePrecision })
    expect(gone(visits, born('day'))).toEqual(['old'])
    expect(gone(visits, born('year'))).toEqual([])
  })

  it('KP3 a pregnancy is open until it has its end, unless it is voided', () => {
    const open = record('pregnancy', 'h', { personId: 'p', gravida: 2 })
    expect(gone([...visits, open])).toEqual([])
    const ended = mergeStates(open, record('pregnancy', 'h', { endedOn: '2022-02-02' }))
    expect(gone([...visits, ended])).toEqual(['old'])
    const covers = Object.values(open.fields).flatMap(({ heads }) => heads.map(({ stamp }) => stamp))
    const voided = mergeStates(open, record('pregnancy', 'h', { voided: { reason: 'mistake', covers } }))
    expect(gone([...visits, voided])).toEqual(['old'])
  })

  it('CL4 KP1 the day is that of the server, by UTC', () => {
    expect(agingDayAt(Date.UTC(2026, 10, 22, 23, 59))).toBe('2026-11-22')
    expect(agingDayAt(Date.UTC(2026, 10, 23))).toBe('2026-11-23')
  })
})
