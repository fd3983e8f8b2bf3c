import { describe, expect, it } from 'vitest'
import { nameLikeness, wordLikeness } from './name-likeness.ts'
import { foldForSearch, normalizeName } from './names.ts'
import { motherInPlaceholder, soundWords } from './sound-words.ts'

describe('names', () => {
  it('are kept with single spaces', () => expect(normalizeName('  Siti \t Aminah ')).toBe('Siti Aminah'))

  it.each([
    ["Nur'aini", 'nuraini'],
    ['Désirée  Ma’ruf', 'desiree maruf'],
    ['H. Abd. Rahman', 'h abd rahman'],
    ['', ''],
    ['Siti  Aminah ', 'siti aminah'],
    ['RT 05', 'rt 05'],
  ])('search compares %s as %s', (name, folded) => expect(foldForSearch(name)).toBe(folded))

  it.each([
    ['Hj. Siti Choiriyah', ['siti', 'koiriah']],
    ['M. Djoko Soesilo', ['joko', 'susilo']],
    ['Muhammad', ['muhamad']],
    ['...', []],
  ])('%s sounds as %j', (name, words) => expect(soundWords(name)).toEqual(words))

  it('of newborns may be the mother’s', () => {
    expect(motherInPlaceholder('By. Ny. Siti Aminah')).toBe('siti aminah')
    expect(motherInPlaceholder('Bayi Ny Kartini')).toBe('kartini')
    expect(motherInPlaceholder('Bayu Nyoman')).toBeUndefined()
  })
})

describe('likeness of words', () => {
  it('has the published values', () => {
    expect(wordLikeness('martha', 'marhta')).toBeCloseTo(0.9611, 4)
    expect(wordLikeness('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4)
    expect(wordLikeness('abc', 'xyz')).toBe(0)
    expect(wordLikeness('a', 'a')).toBe(1)
  })

  it('of names does not go by their order or spacing', () => {
    expect(nameLikeness(['siti', 'aminah'], ['aminah', 'siti'])).toBe(1)
    expect(nameLikeness(['nur', 'hayati'], ['nurhayati'])).toBe(1)
    expect(nameLikeness([], ['siti'])).toBe(0)
  })

  it('is the same from either side', () => {
    const pairs = [
      [['siti'], ['siti', 'aminah']],
      [
        ['budi', 'santoso'],
        ['budiman', 'susanto'],
      ],
    ] as const
    for (const [a, b] of pairs) expect(nameLikeness(a, b)).toBe(nameLikeness(b, a))
  })
})
