import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unreadableField } from '#protocol/mutation.ts'
import { type Amendment, amendmentField, amendmentsOf, answersBefore } from './amendments.ts'
import { answersOf } from './person-file.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const amendment = (at: number, former: Amendment['former']): Amendment => ({
  reason: 'typedWrong',
  by: 'Bu Sri',
  at,
  former,
})

describe('corrections of a visit', () => {
  it('are fields whose names a record may have, and no answers', () => {
    const name = amendmentField(id)
    expect(unreadableField({ [name]: 'x' })).toBeUndefined()
    expect(answersOf({ weightKg: 8.2, [name]: { reason: 'typedWrong' } })).toEqual({ weightKg: 8.2 })
  })

  it('are read oldest first, and those of another shape are left out', () => {
    const [first, second] = [amendment(1, { weightKg: 12.8 }), amendment(2, { muacCm: null })]
    const visit = {
      weightKg: 8.2,
      [amendmentField(id)]: second,
      amended_a: first,
      amended_b: { ...first, reason: 'newer' },
      amended_c: 'text',
      amended_d: null,
      amended_e: { ...first, former: [] },
    }
    expect(amendmentsOf(visit)).toEqual([first, second])
  })

  it('give every former version back', () => {
    const answer = fc.option(fc.integer({ min: 0, max: 9 }), { nil: null })
    const version = fc.record({ a: answer, b: answer, c: answer })
    fc.assert(
      fc.property(fc.array(version, { minLength: 2, maxLength: 6 }), (versions) => {
        const amendments = versions.slice(1).map((_, at) => amendment(at, versions[at] ?? {}))
        const present = (one: object | undefined) =>
          Object.fromEntries(Object.entries(one ?? {}).filter(([, value]) => value !== null))
        amendments.forEach((one, at) => {
          expect(answersBefore(present(versions.at(-1)), amendments, one)).toEqual(present(versions[at]))
        })
      }),
    )
  })
})
