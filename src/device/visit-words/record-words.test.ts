import { beforeAll, describe, expect, it } from 'vitest'
import enVisit from '#device/i18n/en/visit.json' with { type: 'json' }
import { startWords, words as i18n } from '#device/i18n/i18n.ts'
import idVisit from '#device/i18n/id/visit.json' with { type: 'json' }
import type { Words } from '#device/findings/finding-words.ts'
import { personIdentityFields, visitHeaderFields } from '#protocol/records/fields.ts'
import { fieldLabel, recordValue } from './record-words.ts'
import './visit-words.ts'

/** Nobody is asked to choose between two of these. */
const neverContested = new Set(['nikConfirmed', 'imported', 'demo', 'confirmed', 'instrumentEdition'])

describe('what a record holds, in words', () => {
  beforeAll(startWords)
  const words = (): Words => ({ t: i18n.t, language: 'id' })
  const inWords = (field: string, value: Parameters<typeof recordValue>[2], instrument?: string) =>
    recordValue(words(), field, value, { instrument })

  it('names every field that two phones may have written differently', () => {
    const fields = [...personIdentityFields, ...visitHeaderFields, 'endedOn', 'outcome', 'familyCardNumber']
    for (const field of fields.filter((name) => !neverContested.has(name)))
      expect(fieldLabel(words(), field), field).not.toBe(field)
  })

  it.each([
    ['birthDatePrecision', 'month', 'Hanya tahu bulan dan tahun'],
    ['nikMissingReason', 'newborn', 'Bayi baru lahir'],
    ['outcome', 'miscarried', 'Keguguran'],
    ['sex', 'female', 'Perempuan'],
    ['birthDate', '2026-06-03', '3 Juni 2026'],
    ['name', 'Melati', 'Melati'],
    ['name', '', 'belum diisi'],
    ['name', null, 'belum diisi'],
  ])('says no code for %s: %s', (field, value, said) => expect(inWords(field, value)).toBe(said))

  it('says whose record a link is, and never its id', () => {
    const id = '01980000-0000-7000-8000-00000000000a'
    const said = (named: Readonly<Record<string, string>>) =>
      recordValue(words(), 'householdId', id, { named })
    expect(said({ [id]: 'Pak Umar' })).toBe('Pak Umar')
    expect(recordValue(words(), 'posyanduDayId', id, { named: { [id]: '2026-11-10' } })).toBe(
      '10 November 2026',
    )
    expect(said({})).toBe(idVisit.amendment.unnamed)
  })

  it('says the place of a visit, and takes a name that is like a code for a name', () => {
    expect(inWords('place', 'home', 'balita')).toBe(idVisit.atHome)
    expect(inWords('name', 'female')).toBe('female')
  })

  it('says an answer that a card keeps with the person as the card does, without a visit', () => {
    expect(inWords('birthWeightKg', 3.1)).toBe('3,1 kg')
    expect(inWords('weightKg', 9.2, 'balita')).toBe('9,2 kg')
    expect(inWords('ownDiabetes', { state: 'unknown' })).toBe(idVisit.notMeasured.states.unknown)
    expect(inWords('doseId', 'hb0')).not.toBe('hb0')
  })

  it('has the same codes in both languages', () => {
    const codes = ({ recordValues }: Pick<typeof idVisit, 'recordValues'>) =>
      Object.entries(recordValues).map(([field, values]) => [field, Object.keys(values)])
    expect(codes(enVisit)).toEqual(codes(idVisit))
  })
})
