import { expect, it } from 'vitest'
import { findByName } from './find-by-name.ts'

const directory = [
  { id: '1', name: 'Siti Aminah' },
  { id: '2', name: 'Siti Rahma', nik: '9999010101010001' },
  { id: '3', name: 'Sitoresmi', diedOn: '2026-01-01' },
  { id: '4', name: 'Sit' },
  ...Array.from({ length: 12 }, (_, i) => ({ id: `b${i}`, name: `Budi ${i}` })),
]
const found = (typed: string) => findByName(directory, typed).map(({ id }) => id)

it('LS3 finds nobody by fewer than three letters', () => {
  expect(found('')).toEqual([])
  expect(found('si')).toEqual([])
  expect(found('s i')).toEqual([])
  expect(found('sit')).toEqual(['1', '2', '4'])
})

it('LS3 finds by the beginnings of names alone, and never by a number', () => {
  expect(found('rah sit')).toEqual(['2'])
  expect(found('ahma')).toEqual([])
  expect(found('9999010101010001')).toEqual([])
})

it('LS3 tells few at a time', () => {
  expect(found('budi')).toHaveLength(8)
})
