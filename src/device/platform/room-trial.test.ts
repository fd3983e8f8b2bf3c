import { expect, it } from 'vitest'
import { createRoomTrial } from './room-trial.ts'

/** A cache that takes `room` bytes and counts what was written into it; what is deleted makes room again. */
function cacheWith(room: number) {
  const seen = { room, writes: 0, left: new Set<string>() }
  const browser = {
    async open(name: string) {
      seen.left.add(name)
      return {
        async put(path: string, response: Response) {
          seen.writes += 1
          seen.left.add(path)
          const { byteLength } = await response.arrayBuffer()
          if (byteLength > seen.room) throw new DOMException('', 'QuotaExceededError')
        },
        delete: async (path: string) => seen.left.delete(path),
      }
    },
    delete: async (name: string) => seen.left.delete(name),
  } as unknown as CacheStorage // Only what a trial asks for.
  return { seen, trial: createRoomTrial(browser) }
}

const day = 5 * 1024 * 1024
const minutes = 60_000

it('finds out whether a posyandu day fits, to the byte, and leaves nothing behind', async () => {
  for (const [room, fits] of [
    [day - 1, false],
    [day, true],
  ] as const) {
    const { seen, trial } = cacheWith(room)
    expect(await trial(0)).toBe(fits)
    expect(seen.left.size).toBe(0)
  }
})

it('writes once for all who ask at a time, and trusts a success for ten minutes, but not a clock set back', async () => {
  const { seen, trial } = cacheWith(day)
  expect(await Promise.all([trial(0), trial(0)])).toEqual([true, true])
  expect([await trial(10 * minutes - 1), seen.writes]).toEqual([true, 1])
  expect([await trial(10 * minutes), seen.writes]).toEqual([true, 2])
  expect([await trial(0), seen.writes]).toEqual([true, 3])
})

it('tries again after a refusal: somebody may have made room', async () => {
  const { seen, trial } = cacheWith(0)
  expect(await trial(0)).toBe(false)
  seen.room = day
  expect(await trial(1)).toBe(true)
})

it('knows nothing where there is no cache', async () => {
  expect(await createRoomTrial(undefined)(0)).toBeUndefined()
  const refusing = {
    open: () => Promise.reject(new DOMException('', 'SecurityError')),
  } as unknown as CacheStorage // As above.
  expect(await createRoomTrial(refusing)(0)).toBeUndefined()
})
