import { describe, expect, it } from 'vitest'
import type { DirectoryEntry } from '#device/store/store.ts'
import type { RecordState } from '#protocol/merge.ts'
import { editedPersonChanges, movedAlong, newPersonChanges } from './person-changes.ts'
import { emptyEntry, entryOf, type PersonEntry, readDraft } from './person-entry.ts'
import { findProblems, type FormWorld } from './read-person.ts'

const today = '2026-03-05'
const ids = { person: 'person-1', household: 'household-1', pregnancy: 'pregnancy-1' }
const world: FormWorld = {
  today,
  personId: ids.person,
  directory: [],
  posyandu: ['posyandu-1', 'posyandu-2'],
}
const filled: PersonEntry = {
  ...emptyEntry,
  name: '  Aisyah   Putri ',
  sex: 'female',
  birthDate: '2025-01-05',
  nikState: 'none',
  nikMissingReason: 'newborn',
  motherName: 'Siti Rahma',
  rt: '003',
  posyanduId: 'posyandu-1',
}

describe('a new person', () => {
  it('is written with what was typed and nothing else', () => {
    expect(findProblems(filled, world)).toEqual({})
    expect(newPersonChanges(filled, ids, world)).toEqual([
      {
        kind: 'person',
        id: 'person-1',
        set: {
          posyanduId: 'posyandu-1',
          name: 'Aisyah Putri',
          sex: 'female',
          birthDate: '2025-01-05',
          birthDatePrecision: 'day',
          nikMissingReason: 'newborn',
          motherName: 'Siti Rahma',
          rt: '003',
        },
      },
    ])
  })

  it('brings a new household and a pregnancy along, each under the id of the form', () => {
    const mother: PersonEntry = {
      ...filled,
      birthDate: '1998-02-01',
      home: { kind: 'new', headName: 'Pak Darto', familyCardNumber: '' },
      pregnant: true,
      pregnancy: { ...filled.pregnancy, known: 'lmp', lmp: '2026-01-01', gravida: '2' },
    }
    const changes = newPersonChanges(mother, ids, world)
    expect(changes.map((change) => [change.kind, change.id])).toEqual([
      ['household', 'household-1'],
      ['person', 'person-1'],
      ['pregnancy', 'pregnancy-1'],
    ])
    expect(changes[1]?.set.householdId).toBe('household-1')
    expect(changes[2]?.set).toEqual({ personId: 'person-1', lastMenstrualPeriodOn: '2026-01-01', gravida: 2 })
  })

  it('cannot be saved for a posyandu that the phone lost while the form was open, but where it lost all', () => {
    const lost = { ...filled, posyanduId: 'posyandu-3' }
    expect(findProblems(lost, world)).toEqual({ posyandu: 'posyanduMissing' })
    expect(findProblems({ ...lost, posyanduId: 'posyandu-2' }, world)).toEqual({})
    expect(findProblems(lost, { ...world, posyandu: [] })).toEqual({})
  })

  it('cannot be saved without name, sex, birth date, posyandu, and a NIK or its reason', () => {
    expect(findProblems(emptyEntry, world)).toEqual({
      name: 'nameMissing',
      sex: 'sexMissing',
      birth: 'birthMissing',
      nik: 'nikMissing',
      posyandu: 'posyanduMissing',
    })
  })
})

const nikOf = (nik: string, more: Partial<PersonEntry> = {}) =>
  findProblems({ ...filled, nikState: 'given', nik, ...more }, world).nik

describe('the NIK', () => {
  it('is refused unless it has sixteen digits', () => {
    expect(nikOf('640201450125000')).toBe('notSixteenDigits')
    expect(nikOf('6402 0145 0125 0001')).toBeUndefined()
    expect(nikOf('64020145012500012')).toBe('notSixteenDigits')
  })

  it('asks once about what is unusual, and again when there is more', () => {
    expect(nikOf('9999014501250001')).toBe('nikConcerns')
    expect(nikOf('9999014501250001', { nikConfirmed: ['unknownProvince'] })).toBeUndefined()
    expect(nikOf('9999014501250000', { nikConfirmed: ['unknownProvince'] })).toBe('nikConcerns')
  })

  it('that somebody else has is asked about, never refused', () => {
    const directory = [{ id: 'other', name: 'Lain', nik: '6402014501250001' }]
    const given = { ...filled, nikState: 'given' as const, nik: '6402014501250001' }
    expect(findProblems(given, { ...world, directory }).nik).toBe('nikConcerns')
    expect(
      findProblems({ ...given, nikConfirmed: ['duplicate'] }, { ...world, directory }).nik,
    ).toBeUndefined()
  })
})

describe('a changed person', () => {
  const fields = {
    posyanduId: 'posyandu-1',
    name: 'Aisyah',
    sex: 'female',
    birthDate: '2025-01-05',
    nikMissingReason: 'newborn',
    rt: '003',
    phone: '081234567890',
    birthWeightKg: 2.9,
  } as const
  const before = entryOf(fields, today, 'id')

  it('writes nothing where nothing was changed', () => {
    expect(editedPersonChanges(before, before, ids, world)).toEqual([])
  })

  it('writes only the box that was changed, and null for one that was emptied', () => {
    const after = { ...before, rt: '004', phone: '' }
    expect(editedPersonChanges(before, after, ids, world)).toEqual([
      { kind: 'person', id: 'person-1', set: { rt: '004', phone: null } },
    ])
  })

  it('keeps the birth date of one whose age is only estimated', () => {
    const estimated = entryOf(
      { ...fields, birthDate: '1956-02-11', birthDatePrecision: 'estimated' },
      today,
      'id',
    )
    expect(editedPersonChanges(estimated, { ...estimated, rt: '001' }, ids, world)).toEqual([
      { kind: 'person', id: 'person-1', set: { rt: '001' } },
    ])
  })

  it('shows a weight as it is typed here', () => {
    expect(before.birthWeightKg).toBe('2,9')
  })
})

describe('a kept draft', () => {
  it('comes back with its ids', () => {
    const draft = { entry: filled, ids, notTheSame: ['x'] }
    expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
  })

  it('of another shape is none', () => {
    expect(readDraft('text')).toBeUndefined()
    expect(readDraft({ entry: {}, ids: {} })).toBeUndefined()
  })
})

describe('MV9 the family of somebody who is given another posyandu', () => {
  const before: PersonEntry = { ...filled, home: { kind: 'existing', id: 'h' } }
  const after: PersonEntry = { ...before, posyanduId: 'posyandu-2' }
  const householdIn = (posyanduId: string): RecordState => ({
    kind: 'household',
    id: 'h',
    fields: { posyanduId: { heads: [{ stamp: '1.1.a', value: posyanduId }], replaced: [] } },
  })
  const here = householdIn('posyandu-1')
  const set = { posyanduId: 'posyandu-2' }
  const along = { kind: 'household', id: 'h', set }
  const livesHere = (id: string): DirectoryEntry => ({
    id,
    householdId: 'h',
    posyanduId: 'posyandu-1',
    name: id,
  })
  const mother = livesHere('mother')
  const worldWith = (...others: readonly DirectoryEntry[]): FormWorld => ({
    ...world,
    before,
    directory: [livesHere(ids.person), ...others],
  })

  it.each<[string, readonly DirectoryEntry[]]>([
    ['nobody else', []],
    ['somebody who has died', [{ ...mother, diedOn: '2026-01-01' }]],
    ['somebody who has moved out', [{ ...mother, movedOutOn: '2026-01-01' }]],
    ['somebody of another household', [{ ...mother, householdId: 'other' }]],
    ['somebody who lives there already', [{ ...mother, posyanduId: 'posyandu-2' }]],
  ])('MV9 is not asked about where it has %s here: the household goes along', (_, others) => {
    expect(findProblems(after, worldWith(...others))).toEqual({})
    expect(movedAlong(after, worldWith(...others), here)).toEqual([along])
  })

  it('MV9 is asked about where somebody stays: alone leaves the household, together all go in one save', () => {
    const family = worldWith(mother, livesHere('father'))
    expect(findProblems(after, family)).toEqual({ movesWith: 'movesWithMissing' })
    const alone: PersonEntry = { ...after, movesWith: 'alone' }
    expect(findProblems(alone, family)).toEqual({})
    expect(movedAlong(alone, family, here)).toEqual([])
    expect(movedAlong({ ...after, movesWith: 'family' }, family, here)).toEqual([
      along,
      { kind: 'person', id: 'mother', set },
      { kind: 'person', id: 'father', set },
    ])
  })

  it('MV9 stays where the person stays, where it stands elsewhere or is not here, and where another is chosen', () => {
    const family = worldWith()
    expect(movedAlong(before, family, here)).toEqual([])
    expect(movedAlong(after, family, householdIn('posyandu-3'))).toEqual([])
    expect(movedAlong(after, family, undefined)).toEqual([])
    expect(movedAlong({ ...after, home: { kind: 'none' } }, family, here)).toEqual([])
    expect(findProblems({ ...before, movesWith: undefined }, worldWith(mother))).toEqual({})
  })
})
