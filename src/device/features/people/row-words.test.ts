import { beforeAll, expect, it } from 'vitest'
import { ageInWords } from '#device/i18n/format.ts'
import { changeLanguage, startWords, words } from '#device/i18n/i18n.ts'
import { rowWords } from './row-words.ts'

beforeAll(startWords)

const today = '2026-03-05'
const t = () => words.getFixedT('id', 'people')

it.each([
  undefined,
  '2026-03-01',
  '2026-01-04',
  '2025-03-05',
  '2024-03-05',
  '2022-12-05',
  '2020-03-05',
  '1960-01-01',
])('says the age as it is said elsewhere, again and again: born %s', (birthDate) => {
  const row = rowWords(t())
  for (const precision of ['day', 'month', 'day'] as const) {
    const born = { id: 'a', name: 'A', ...(birthDate && { birthDate, birthDatePrecision: precision }) }
    expect(row.age(born, today)).toBe(ageInWords(t(), born, today))
  }
})

it('tells one from several where the language does', async () => {
  await changeLanguage('en')
  const english = words.getFixedT('en', 'people')
  const row = rowWords(english)
  for (const birthDate of [
    '2026-03-05',
    '2026-03-04',
    '2026-03-03',
    '2026-01-04',
    '2025-12-05',
    '2023-02-05',
    '2024-02-05',
    '2025-03-05',
  ]) {
    const born = { id: 'a', name: 'A', birthDate }
    expect(row.age(born, today)).toBe(ageInWords(english, born, today))
  }
  expect(row.age({ id: 'a', name: 'A', birthDate: '2026-03-04' }, today)).toBe('1 day')
  await changeLanguage('id')
})

it('says each name as it is, whatever stands in it', () => {
  const row = rowWords(t())
  for (const name of ['Siti', "$& $' {{name}} <b>", 'Siti', '$1'])
    expect(row.mother(name)).toBe(t()('common:mother', { name }))
  expect(row.mother('Siti')).toBe('Ibu Siti')
  expect([row.rt('003'), row.rt('004')]).toEqual([
    t()('common:rt', { rt: '003' }),
    t()('common:rt', { rt: '004' }),
  ])
  expect(row.nik('0001')).toBe('NIK •••• 0001')
  expect([row.pregnant(), row.pregnantWeeks(12), row.pregnantWeeks(13)]).toEqual([
    'Hamil',
    'Hamil 12 minggu',
    'Hamil 13 minggu',
  ])
})
