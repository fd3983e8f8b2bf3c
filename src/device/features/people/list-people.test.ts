import { describe, expect, it } from 'vitest'
import type { DirectoryEntry } from '#device/store/store.ts'
import { countStages, selectPeople, stagesOn } from './list-people.ts'

const today = '2026-03-05'
const person = (id: string, fields: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  id,
  name: id,
  ...fields,
})

const directory = [
  person('Aisyah', { birthDate: '2025-03-05', motherName: 'Siti Rahma', rt: '003' }),
  person('Budi', { birthDate: '2020-03-05' }),
  person('Citra', { birthDate: '1998-01-01', pregnant: { id: 'x', lastMenstrualPeriodOn: '2026-01-01' } }),
  person('Darman', { birthDate: '1966-03-05' }),
  person('Eko', {}),
  person('Farid', { birthDate: '1990-01-01', diedOn: '2026-01-01' }),
  person('Gita', { birthDate: '1990-01-01', movedOutOn: '2026-01-01' }),
]
const stageOf = stagesOn(today, {})

describe('the list of people', () => {
  it('puts everybody in the stage of the card', () => {
    expect(directory.map(stageOf)).toEqual([
      'balita',
      'remaja',
      'ibu-hamil',
      'lansia',
      'unknown',
      'dewasa',
      'dewasa',
    ])
  })

  it('counts those who are here', () => {
    expect(Object.fromEntries(countStages(directory, stageOf))).toEqual({
      all: 5,
      balita: 1,
      remaja: 1,
      'ibu-hamil': 1,
      lansia: 1,
      unknown: 1,
    })
  })

  it('finds by mother and by RT, within the chosen stage', () => {
    expect(selectPeople(directory, 'rahma', 'all', stageOf).map((one) => one.id)).toEqual(['Aisyah'])
    expect(selectPeople(directory, 'rt 3', 'balita', stageOf).map((one) => one.id)).toEqual(['Aisyah'])
    expect(selectPeople(directory, 'rahma', 'lansia', stageOf)).toEqual([])
  })

  it('leaves out who died or moved away, unless they are searched for', () => {
    expect(selectPeople(directory, '', 'dewasa', stageOf)).toEqual([])
    expect(selectPeople(directory, 'farid', 'all', stageOf).map((one) => one.id)).toEqual(['Farid'])
  })
})
