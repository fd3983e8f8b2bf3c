import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { triesAllowed } from './tries.ts'

const pin = '284915'

/** What can happen to a phone in somebody's hands. */
const step = fc.record({
  /** Wrong ones often enough that ten follow each other. */
  typed: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('771203', '284916', '') },
    { weight: 1, arbitrary: fc.constant(pin) },
  ),
  /** The app dies after so many writes: before, between and after those of a try. */
  dies: fc.option(fc.integer({ min: 0, max: 5 }), { freq: 3, nil: undefined }),
  /** The clock, by hand or by itself, minutes: most waits pass, some do not, and it is set back too. */
  minutes: fc.oneof(fc.constant(15), fc.integer({ min: -60, max: 60 })),
  room: fc.tuple(fc.boolean(), fc.boolean()),
})
/** A place is full or free for as long as this phone is looked at, or changes with every try. */
const fullness = fc.constantFrom('full', 'free', 'either')
const isFull = (how: string, now: boolean) => how === 'full' || (how === 'either' && now)

it('whatever is typed, killed, filled up and set back, no more than ten wrong PINs are looked at between right ones, and none opens', async () => {
  const looks = vi.spyOn(crypto.subtle, 'decrypt')
  const seen = { wiped: 0, opened: 0, killed: 0, full: 0, waited: 0 }
  await fc.assert(
    fc.asyncProperty(
      fullness,
      fullness,
      fc.array(step, { minLength: 10, maxLength: 40 }),
      async (first, second, steps) => {
        const phone = vaultPhone()
        let vault = await phone.open()
        await vault.setUp(pin)
        vault.lock()
        let wrongLooks = 0
        for (const { typed, dies, minutes, room } of steps) {
          phone.clock.pass(minutes * 60_000)
          phone.full.database = isFull(first, room[0])
          phone.full.shelf = isFull(second, room[1])
          if (dies !== undefined) phone.killAfter(dies)
          const before = looks.mock.calls.length
          const result = await phone.settled(vault.unlock(typed))
          const looked = looks.mock.calls.length - before
          if (typed !== pin) wrongLooks += looked
          else if (looked > 0) wrongLooks = 0
          expect(wrongLooks).toBeLessThanOrEqual(triesAllowed)
          if (result === 'killed') {
            seen.killed += 1
            vault = await phone.open()
            expect(['locked', 'wiped']).toContain(vault.state())
            continue
          }
          if (result.ok) {
            seen.opened += 1
            expect(typed).toBe(pin)
            expect(vault.state()).toBe('open')
            vault.lock()
          } else {
            expect(vault.state()).toBe(result.code === 'wiped' ? 'wiped' : 'locked')
            if (result.code === 'wiped') seen.wiped += 1
            if (result.code === 'storageFull') seen.full += 1
            if (result.code === 'wait') seen.waited += 1
            if (result.code === 'wiped') expect((await phone.kept())?.keys).toBeUndefined()
          }
        }
      },
    ),
    { numRuns: 150 },
  )
  // Each of these came about, so that the above speaks of something.
  expect(Object.entries(seen).filter(([, times]) => times < 5)).toEqual([])
})
