import { describe, expect, it } from 'vitest'
import { searchDirectory } from './search.ts'
import type { DirectoryEntry } from './store.ts'

const entry = (name: string, more: Partial<DirectoryEntry> = {}): DirectoryEntry => ({
  id: name,
  name,
  ...more,
})
const people = [
  entry('Ayu Lestari', { motherName: 'Siti Aminah', rt: '003', nik: '9999010101200001' }),
  entry('Bagus Ayudia', { rt: '012' }),
  entry('Nur Ayu'),
  entry('Zoë Café'),
  entry("Nur'aini"),
]
const found = (typed: string) => searchDirectory(people, typed).map(({ name }) => name)

describe('searchDirectory', () => {
  it.each([
    ['', ['Ayu Lestari', 'Bagus Ayudia', 'Nur Ayu', 'Zoë Café', "Nur'aini"]],
    ['ayu', ['Ayu Lestari', 'Bagus Ayudia', 'Nur Ayu']],
    ['lest', ['Ayu Lestari']],
    ['estar', ['Ayu Lestari']],
    ['aminah', ['Ayu Lestari']],
    ['AYU siti', ['Ayu Lestari']],
    ['rt 3', ['Ayu Lestari']],
    ['rt003', ['Ayu Lestari']],
    ['rt12', ['Bagus Ayudia']],
    ['0101200001', ['Ayu Lestari']],
    ['  zoe \t CAFÉ ', ['Zoë Café']],
    ['nuraini', ["Nur'aini"]],
    ["nur'aini", ["Nur'aini"]],
    ['9999 0101', ['Ayu Lestari']],
    ['nobody', []],
  ])('finds by %j (lesson 34)', (typed, names) => {
    expect(found(typed)).toEqual(names)
  })

  it('puts names that begin with it first, then words that do', () => {
    expect(
      searchDirectory([entry('Rahayu'), entry('Nur Ayu'), entry('Ayu')], 'ayu').map((one) => one.name),
    ).toEqual(['Ayu', 'Nur Ayu', 'Rahayu'])
  })
})
