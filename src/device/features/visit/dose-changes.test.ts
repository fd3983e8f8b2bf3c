import { describe, expect, it } from 'vitest'
import { balita } from '#domain/instruments/balita/balita.ts'
import type { RecordState } from '#protocol/merge.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import { doseIdInVisit, doseIdTold } from '#protocol/records/ids.ts'
import { doseAnswers, doseChanges, isDoseField, knownDoses } from './dose-changes.ts'

const visit = { id: 'visit', personId: 'person', visitedOn: '2026-06-15', place: 'posyandu' } as const
const fields = balita.fields.filter(isDoseField)
const record = (id: string, values: Readonly<Record<string, FieldValue>>): RecordState => ({
  kind: 'dose',
  id,
  fields: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { heads: [{ stamp: '1.1.device', value }], replaced: [] },
    ]),
  ),
})
const doses = knownDoses([
  record('a', { doseId: 'mr1', givenOn: '2025-10-20' }),
  record('b', { doseId: 'opv1', givenOn: '2026-06-15', visitId: 'visit' }),
  record('c', { doseId: 'bcg', givenOn: null }),
  record('d', { doseId: 'newer', givenOn: '2026-01-01' }),
])

describe('doses in a form', () => {
  it('are those of the records: days, and what was given in this visit', () => {
    const answers = doseAnswers(fields, doses, 'visit')
    expect(answers).toEqual({ mr1GivenOn: '2025-10-20', opv1GivenOn: '2026-06-15', dosesGiven: ['opv1'] })
    expect(doseAnswers(fields, doses, 'other')).not.toHaveProperty('dosesGiven')
  })

  it('change nothing where nothing was changed', () =>
    expect(doseChanges(fields, doseAnswers(fields, doses, 'visit'), doses, visit)).toEqual([]))

  it('become records of their own, under the id that another phone would give them', () => {
    const answers = {
      ...doseAnswers(fields, doses, 'visit'),
      dosesGiven: ['opv1', 'dpt1'],
      hb0GivenOn: '2025-06-16',
    }
    expect(doseChanges(fields, answers, doses, visit)).toEqual([
      {
        kind: 'dose',
        id: doseIdInVisit('visit', 'dpt1'),
        set: {
          personId: 'person',
          serviceKind: 'immunisation',
          doseId: 'dpt1',
          givenOn: '2026-06-15',
          visitId: 'visit',
          toldBy: 'givenToday',
          servicePlace: 'posyandu',
        },
      },
      {
        kind: 'dose',
        id: doseIdTold('person', 'hb0'),
        set: {
          personId: 'person',
          serviceKind: 'immunisation',
          doseId: 'hb0',
          givenOn: '2025-06-16',
          toldBy: 'kiaBook',
        },
      },
    ])
  })

  it('lose their day where they are taken back, and get another where it was wrong', () => {
    const shown = expect.objectContaining({ givenOn: ['1.1.device'] })
    const answers = { opv1GivenOn: '2026-06-15', mr1GivenOn: '2025-10-21' }
    expect(doseChanges(fields, answers, doses, visit)).toEqual([
      { kind: 'dose', id: 'b', set: { givenOn: null }, shown },
      { kind: 'dose', id: 'a', set: { givenOn: '2025-10-21' }, shown },
    ])
  })
})
