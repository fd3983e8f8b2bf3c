import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RecordState, shownFields } from '#protocol/merge.ts'
import { type Alias, joinPeople, kinOf, shownAs, type Standing } from './aliases.ts'

const here: Standing = { posyanduId: 'p', voided: false }
const everywhere = () => here
const people = ['a', 'b', 'c', 'd', 'e']

const person = (id: string, fields: Record<string, string | null>): RecordState => ({
  kind: 'person',
  id,
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      { heads: [{ stamp: `1.1.${id}`, value }], replaced: [] },
    ]),
  ),
})

describe('aliases', () => {
  test('AL2: a chain leads to who stays, whatever order it was made in', () => {
    const chain: Alias[] = [
      ['b', 'c'],
      ['a', 'b'],
    ]
    for (const aliases of [chain, chain.toReversed()]) {
      expect(people.map((id) => shownAs(kinOf(aliases), id, everywhere))).toEqual(['c', 'c', 'c', 'd', 'e'])
      expect([...kinOf(aliases).groupOf('b')].sort()).toEqual(['a', 'b', 'c'])
      expect(kinOf(aliases).groupOf('d')).toEqual(['d'])
    }
  })

  test('AL3: unknown, voided or in another posyandu, who should stay does not', () => {
    const kin = kinOf([['a', 'b']])
    const as = (standing: Standing | undefined) => shownAs(kin, 'a', (id) => (id === 'b' ? standing : here))
    expect(as(here)).toBe('b')
    expect(as(undefined)).toBe('a')
    expect(as({ ...here, voided: true })).toBe('a')
    expect(as({ ...here, posyanduId: 'q' })).toBe('a')
    // Voided themselves, they are shown as who stays: that is where their records belong.
    expect(shownAs(kin, 'a', (id) => ({ ...here, voided: id === 'a' }))).toBe('b')
  })

  test('AL3: whoever stands for somebody stands for themselves', () => {
    const standing = fc.option(
      fc.record({ posyanduId: fc.constantFrom('p', 'q', undefined), voided: fc.boolean() }),
      { nil: undefined },
    )
    const alias = fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people))
    fc.assert(
      fc.property(
        fc.array(alias, { maxLength: 6 }),
        fc.tuple(standing, standing, standing, standing, standing),
        (made, standings) => {
          // As the server makes them: one for a person, and no ring.
          const aliases: Alias[] = []
          for (const [personId, into] of made) {
            const { chainOf } = kinOf(aliases)
            const stays = chainOf(into).at(-1) ?? into
            if (stays !== personId && chainOf(personId).length === 0) aliases.push([personId, stays])
          }
          const kin = kinOf(aliases)
          const standingOf = (id: string) => standings[people.indexOf(id)]
          for (const id of people) {
            const shown = shownAs(kin, id, standingOf)
            expect(shownAs(kin, shown, standingOf)).toBe(shown)
            if (shown !== id) expect(standingOf(shown)).toMatchObject({ voided: false })
          }
        },
      ),
    )
  })

  test('AL4: who stays says first, also what they emptied; the others only what nobody before them says', () => {
    const stays = person('s', { name: 'Siti', phone: null })
    const others = [person('b', { name: 'Sity', phone: '1', rt: '03' }), person('a', { nik: '1', rt: '02' })]
    for (const order of [others, others.toReversed()])
      expect(shownFields(joinPeople(stays, order))).toEqual({ name: 'Siti', phone: null, nik: '1', rt: '02' })
    expect(joinPeople(stays, [])).toBe(stays)
    expect(shownFields(joinPeople(stays, [person('v', { voided: 'x', amended_1: 'y' })]))).toEqual(
      shownFields(stays),
    )
  })
})
