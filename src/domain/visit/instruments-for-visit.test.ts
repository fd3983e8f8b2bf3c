import { describe, expect, it } from 'vitest'
import { defaultSettings } from '#domain/settings.ts'
import { instrumentsForVisit, type Occasion } from './instruments-for-visit.ts'
import type { PersonFile } from './person-file.ts'

const day = '2026-06-15'
const born = (birthDate: string, more: Partial<PersonFile> = {}): PersonFile => ({
  sex: 'female',
  birthDate,
  birthDateExact: true,
  pregnancies: [],
  visits: [],
  ...more,
})
const ids = (file: PersonFile, occasion: Occasion) =>
  instrumentsForVisit(file, day, defaultSettings, occasion).map(({ id }) => id)
const atPost = { place: 'posyandu', role: 'kader' } as const
const atHome = { place: 'home', role: 'kader' } as const
const house = ['kr-tbc', 'kr-odgj', 'kr-keluarga']

describe('what a visit may be written on', () => {
  it.each([
    ['2026-01-15', ['balita'], 'kr-bayi'],
    ['2025-12-15', ['balita'], 'kr-balita'],
    ['2016-01-15', ['remaja'], 'kr-remaja'],
    ['1990-01-15', ['dewasa'], 'kr-dewasa'],
    ['1960-01-15', ['lansia'], 'kr-lansia'],
  ])('of somebody born on %s', (birthDate, cards, checklist) => {
    expect(ids(born(birthDate), atPost)).toEqual(cards)
    expect(ids(born(birthDate), atHome)).toEqual([...cards, checklist, ...house])
  })

  it('of a pregnant woman, and of a mother whose child is below two', () => {
    const pregnant = born('1998-01-15', { pregnancies: [{ id: 'a', lastMenstrualPeriodOn: '2026-01-05' }] })
    expect(ids(pregnant, atHome)).toEqual(['ibu-hamil', 'kr-ibu-hamil', ...house])
    const mother = born('1998-01-15', {
      pregnancies: [{ id: 'a', endedOn: '2026-01-05', outcome: 'delivered' }],
    })
    expect(ids(mother, atHome)).toEqual(['dewasa', 'nifas', 'kr-dewasa', 'kr-nifas', ...house])
  })

  it('by nakes', () => {
    expect(ids(born('1960-01-15'), { place: 'posyandu', role: 'nakes' })).toEqual([
      'lansia',
      'ckg',
      'lansia-lanjutan',
      'jiwa-lanjutan',
    ])
    expect(ids(born('2024-01-15'), { place: 'posyandu', role: 'nakes' })).toEqual(['balita', 'kpsp'])
  })

  it('is nothing at the post without a birth date', () => {
    const unknown: PersonFile = { birthDateExact: false, pregnancies: [], visits: [] }
    expect(ids(unknown, atPost)).toEqual([])
    expect(ids(unknown, atHome)).toEqual(house)
  })
})
