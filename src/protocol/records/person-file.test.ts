import { describe, expect, it } from 'vitest'
import type { FieldValue } from '#protocol/mutation.ts'
import { personFileOf } from './person-file.ts'

/** A record whose fields were each written once. */
function record(kind: string, id: string, values: Readonly<Record<string, FieldValue>>) {
  const fields = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { heads: [{ stamp: '1.1.device', value }], replaced: [] },
    ]),
  )
  return { kind, id, fields }
}

const person = record('person', 'p', { sex: 'male', birthDate: '2026-01-01' })

describe('personFileOf', () => {
  it('knows nothing of a field that people emptied', () => {
    const emptied = record('person', 'p', { sex: null, birthDate: null, birthWeightKg: null })
    expect(personFileOf(emptied, [])).toEqual({
      birthDateExact: true,
      kept: {},
      pregnancies: [],
      visits: [],
    })
    const pregnancy = record('pregnancy', 'q', { personId: 'p', heightCm: null, endedOn: null, gravida: 2 })
    expect(personFileOf(person, [pregnancy]).pregnancies).toEqual([{ id: 'q', gravida: 2 }])
  })

  it('tells answers that a card keeps with the person from who it is', () => {
    const kept = { birthWeightKg: 3.1, familyHypertension: 'yes' }
    const fields = { ...kept, name: 'Bunga', nik: '9999010101260001', phone: '0', demo: true, diedOn: null }
    expect(personFileOf(record('person', 'p', fields), []).kept).toEqual(kept)
  })

  it('leaves out answers taken back, and visits without a day or a card', () => {
    const visit = record('visit', 'v', {
      visitedOn: '2026-03-01',
      instrument: 'balita',
      place: 'posyandu',
      weightKg: null,
      heightCm: 60,
    })
    const dayless = record('visit', 'w', { visitedOn: null, instrument: 'balita' })
    expect(personFileOf(person, [visit, dayless]).visits).toEqual([
      {
        id: 'v',
        visitedOn: '2026-03-01',
        onPosyanduDay: true,
        instrument: 'balita',
        answers: { heightCm: 60 },
      },
    ])
  })

  it.each([
    [undefined, true],
    ['day', true],
    ['month', false],
    ['year', false],
    ['estimated', false],
  ])('takes a birth date known by %s for exact: %s', (precision, exact) => {
    const fields = precision === undefined ? {} : { birthDatePrecision: precision }
    expect(personFileOf(record('person', 'p', fields), []).birthDateExact).toBe(exact)
  })
})
