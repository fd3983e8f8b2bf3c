import { describe, expect, it } from 'vitest'
import { visitChange } from './visit-change.ts'

const header = {
  id: '5b0e4a57-0000-4000-8000-000000000001',
  personId: 'p',
  visitedOn: '2026-03-05',
  posyanduDayId: 'd1',
  instrument: 'balita',
  instrumentEdition: '1',
}
const saved = {
  header: { instrument: 'balita', instrumentEdition: '1', confirmed: ['weightKg'] },
  answers: { weightKg: 18.4, muacCm: 13, fromANewerApp: 7 },
}

describe('visitChange', () => {
  it('writes a new visit with its header and what was filled, nothing else', () => {
    const change = visitChange(header, { answers: { weightKg: 8.4 }, confirmed: [] }, ['weightKg', 'muacCm'])
    expect(change).toEqual({
      kind: 'visit',
      id: header.id,
      set: {
        personId: 'p',
        visitedOn: '2026-03-05',
        place: 'posyandu',
        posyanduDayId: 'd1',
        instrument: 'balita',
        instrumentEdition: '1',
        weightKg: 8.4,
      },
    })
  })

  it('is a home visit without an open day', () => {
    const { posyanduDayId: _, ...home } = header
    const change = visitChange(home, { answers: {}, confirmed: [] }, [])
    expect(change?.set).toMatchObject({ place: 'home' })
    expect(change?.set).not.toHaveProperty('posyanduDayId')
  })

  it('keeps which doubtful values were said to be right', () => {
    const change = visitChange(header, { answers: { weightKg: 18 }, confirmed: ['weightKg'] }, ['weightKg'])
    expect(change?.set.confirmed).toEqual(['weightKg'])
  })

  it('writes only what changed of a saved visit', () => {
    const filled = { answers: { weightKg: 18.4, muacCm: 13.2 }, confirmed: ['weightKg'] }
    expect(visitChange(header, filled, ['weightKg', 'muacCm'], saved)?.set).toEqual({ muacCm: 13.2 })
  })

  it('writes nothing where nothing changed, also of fields it does not know', () => {
    const filled = { answers: { weightKg: 18.4, muacCm: 13 }, confirmed: ['weightKg'] }
    expect(visitChange(header, filled, ['weightKg', 'muacCm'], saved)).toBeUndefined()
  })

  it('writes an answer taken back as null, and drops the confirmation of a value that changed', () => {
    const filled = { answers: { muacCm: 13 }, confirmed: [] }
    expect(visitChange(header, filled, ['weightKg', 'muacCm'], saved)?.set).toEqual({
      weightKg: null,
      confirmed: [],
    })
  })

  it('writes the card too when the person has another by now', () => {
    const filled = { answers: { weightKg: 60 }, confirmed: [] }
    const change = visitChange({ ...header, instrument: 'ibu-hamil' }, filled, ['weightKg'], saved)
    expect(change?.set).toMatchObject({ instrument: 'ibu-hamil', weightKg: 60 })
  })
})
