import { describe, expect, it } from 'vitest'
import { likelyDuplicates, type PersonLike } from './likeness.ts'

const rani: PersonLike = {
  id: 'rani',
  name: 'Rani Permata',
  sex: 'female',
  birthDate: '2022-03-08',
  motherName: 'Siti Aminah',
}
const match = (change: Partial<PersonLike>, base: PersonLike = rani) =>
  likelyDuplicates(base, [{ ...base, id: 'other', ...change }])[0]
const reasons = (change: Partial<PersonLike>, base?: PersonLike) => match(change, base)?.reasons ?? []

describe('possible doubles are shown', () => {
  it('for the same person typed twice, in any spelling', () => {
    expect(match({})).toMatchObject({ id: 'other', score: 95, certain: false })
    for (const name of [
      'rani permata',
      'Permata Rani',
      'An. Rani Permata',
      'RANI  PERMATTA',
      'Rani P.',
      'Rani',
    ]) {
      expect(match({ name }), name).toBeDefined()
    }
  })

  it('whatever stands for Muhammad, Haji or Nyonya', () => {
    const base = { ...rani, name: 'Muhammad Yusuf', sex: 'male' as const }
    for (const name of ['M. Yusuf', 'Moh Jusuf', 'H. Mohammad Joesoef', 'Tn. Yusup']) {
      expect(match({ name }, base), name).toBeDefined()
    }
  })

  it('with a birth date one day off, also over the end of a month, or day and month swapped', () => {
    expect(reasons({ birthDate: '2022-03-07' })).toContain('birthDateOneDayApart')
    expect(reasons({ birthDate: '2022-03-09' })).toContain('birthDateOneDayApart')
    const leapling = { ...rani, birthDate: '2024-02-29' }
    expect(reasons({ birthDate: '2024-03-01' }, leapling)).toContain('birthDateOneDayApart')
    expect(reasons({ birthDate: '2022-08-03' })).toContain('dayAndMonthSwapped')
  })

  it('not with a birth date two days off and nothing but the name in common', () => {
    expect(match({ birthDate: '2022-03-10' })).toBeUndefined()
    expect(match({ birthDate: '2022-03-10', motherName: undefined })).toBeUndefined()
  })

  it('without a birth date when the name has several words', () => {
    expect(match({ birthDate: undefined, motherName: undefined })).toMatchObject({ score: 60 })
    const siti = { ...rani, name: 'Siti', motherName: undefined }
    expect(match({ birthDate: undefined }, siti)).toBeUndefined()
  })

  it('with a year of birth only', () => {
    expect(reasons({ birthDate: '2022-07-01', birthDateExact: false })).toContain('sameBirthYear')
    expect(match({ birthDate: '2012-07-01', birthDateExact: false })).toBeUndefined()
  })

  it('for a newborn called by the mother, and named since', () => {
    const found = match({ name: 'By. Ny. Siti Aminah', motherName: undefined })
    expect(found?.reasons).toEqual(['unnamedNewborn', 'sameBirthDate', 'sameSex', 'sameMother'])
    expect(match({ name: 'By. Ny. Kartini', motherName: undefined })).toBeUndefined()
  })
})

describe('the same NIK', () => {
  const withNik = { ...rani, nik: '9999014803220001' }

  it('is certain, even with another name', () => {
    expect(match({ name: 'Dewi' }, withNik)).toMatchObject({ score: 100, certain: true })
    expect(match({ birthDate: '2010-01-01' }, withNik)).toMatchObject({ score: 100, certain: true })
  })

  it('is asked about where name and birth date both differ', () => {
    const found = match({ name: 'Bagus Wicaksono', birthDate: '1980-01-01', sex: 'male' }, withNik)
    expect(found).toMatchObject({ certain: false, score: 60 })
  })

  it('says nothing where it is missing, and does not hide a double where one digit was mistyped', () => {
    expect(match({ nik: undefined }, withNik)).toBeDefined()
    expect(reasons({ nik: '9999014803220007' }, withNik)).toContain('differentNik')
  })
})

describe('who is no double', () => {
  it('is a twin, whom order of birth or name tells apart', () => {
    expect(match({ name: 'Rini Permata', birthOrder: 2 }, { ...rani, birthOrder: 1 })).toBeUndefined()
    expect(match({ name: 'Bagus Wicaksono', sex: 'male' })).toBeUndefined()
  })

  it('is a child of the same name and day with another mother and sex', () => {
    expect(match({ motherName: 'Kartini', sex: 'male' })).toBeUndefined()
  })

  it('is the candidate itself', () => expect(likelyDuplicates(rani, [rani])).toEqual([]))

  it('is someone of whom nothing is known', () => {
    expect(likelyDuplicates({ id: 'x' }, [{ id: 'y' }, { id: 'z', name: '' }])).toEqual([])
  })
})

it('names the likeliest first', () => {
  const others = [
    { ...rani, id: 'near', birthDate: '2022-03-09' },
    { ...rani, id: 'same' },
    { ...rani, id: 'far', name: 'Kartika', birthDate: '1990-01-01' },
  ]
  expect(likelyDuplicates(rani, others).map(({ id }) => id)).toEqual(['same', 'near'])
})
