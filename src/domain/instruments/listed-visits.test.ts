import { describe, expect, it } from 'vitest'
import { parseAnswers } from '#domain/instruments/index.ts'
import { contextOf, instrumentOf } from '#tests/builders/rule-case.ts'
import { fieldContextOf } from './shown-fields.ts'

function read(instrument: string, given: Readonly<Record<string, unknown>>) {
  const card = instrumentOf(instrument)
  const context = fieldContextOf(card, {}, contextOf({ instrument, answers: {} }))
  const { answers, problems, unknown } = parseAnswers(card, given, context)
  return unknown.length > 0 || problems.length > 0 ? { problems, unknown } : answers
}

describe('visits in one list', () => {
  it('follow one another by date, whatever their order', () => {
    const entry = { tanggal: '2026-03-10', tempat: 'puskesmas', petugas: 'bidan' }
    expect(read('ibu-hamil', { 'k_kunjungan[]': ['2026-04-20', entry] })).toEqual({
      k1: { on: '2026-03-10', place: 'puskesmas', officer: 'bidan' },
      k2: { on: '2026-04-20' },
    })
    expect(read('kr-ibu-hamil', { k_kunjungan: [{ tgl: '10-03-2026' }] })).toEqual({
      k1: { on: '2026-03-10' },
    })
  })

  it('are none where the list is empty, and nothing where there is no list', () => {
    expect(read('ibu-hamil', { k_kunjungan: [] })).toEqual({ k1: { state: 'notMeasured' } })
    expect(read('nifas', { kf: [] })).toEqual({ kf1: { state: 'notMeasured' } })
    expect(read('ibu-hamil', { k_kunjungan: 'K1' })).toEqual({ problems: [], unknown: ['k_kunjungan'] })
    expect(read('ibu-hamil', {})).toEqual({})
  })

  it('after a birth each is the visit in whose days it fell', () => {
    const born = { tgl_bersalin: '2026-05-01' }
    const after = (...days: readonly string[]) => {
      const { deliveredOn: _, ...visits } = read('nifas', { ...born, kf: days }) as Record<string, unknown>
      return Object.keys(visits)
    }
    expect(after('2026-05-03')).toEqual(['kf1'])
    expect(after('2026-05-04')).toEqual(['kf2'])
    expect(after('2026-05-08')).toEqual(['kf2'])
    expect(after('2026-05-09')).toEqual(['kf3'])
    expect(after('2026-05-29')).toEqual(['kf3'])
    expect(after('2026-05-30')).toEqual(['kf4'])
    expect(after('2026-06-12')).toEqual(['kf4'])
    expect(read('nifas', { ...born, kf: ['2026-06-13'] })).toMatchObject({ kf1: { state: 'notMeasured' } })
    expect(after('2026-05-20', '2026-05-02')).toEqual(['kf1', 'kf3'])
    expect(read('nifas', { kf: ['2026-05-20', '2026-05-02'] })).toEqual({
      kf1: { on: '2026-05-02' },
      kf2: { on: '2026-05-20' },
    })
  })

  it('tells of one whose day cannot be read, and takes none of them for a visit that was not', () => {
    const born = { tgl_bersalin: '2026-05-01' }
    const told = (field: string) => ({ problems: [{ code: 'notADate', field }], unknown: [] })
    const lost = { tanggal: 'entah' }
    expect(read('nifas', { ...born, kf: [lost] })).toEqual(told('kf1.tanggal'))
    expect(read('nifas', { ...born, kf: [lost, '2026-05-02'] })).toEqual(told('kf2.tanggal'))
    expect(read('nifas', { ...born, kf: [{ tempat: 'puskesmas' }] })).toMatchObject({
      kf1: { place: 'puskesmas' },
    })
    expect(read('ibu-hamil', { k_kunjungan: [{ tempat: 'puskesmas' }, '2026-03-10'] })).toEqual({
      k1: { on: '2026-03-10' },
      k2: { place: 'puskesmas' },
    })
  })

  it('before the birth are none of those after it', () => {
    const visits = read('nifas', { tgl_bersalin: '2026-05-01', kf: ['2026-04-30'] })
    expect(visits).toMatchObject({ kf1: { state: 'notMeasured' } })
  })
})
