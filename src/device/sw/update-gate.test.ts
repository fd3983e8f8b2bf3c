// @vitest-environment node
import { expect, it } from 'vitest'
import { updateMarks, updateReady } from '#device/platform/update-marks.ts'
import { fakeCaches } from '#tests/fakes/caches.ts'
import { passGate } from './update-gate.ts'

const now = 5_000_000

function worker(active: object | null) {
  const told: string[] = []
  const done = { skipped: 0 }
  const page = { postMessage: (message: string) => told.push(message) }
  const gated = {
    registration: { active },
    // The one page of the app that is open.
    clients: { matchAll: async () => [page] },
    skipWaiting: async () => {
      done.skipped += 1
    },
  }
  return { gated, told, done }
}

it('lets the very first worker in', async () => {
  const { gated, told } = worker(null)
  await passGate(gated, updateMarks(fakeCaches()), now)
  expect(told).toEqual([])
})

it('UP5 keeps an update out until somebody agrees, and tells the pages that it is here (lesson 53; trial 10)', async () => {
  const marks = updateMarks(fakeCaches())
  const { gated, told, done } = worker({})
  await expect(passGate(gated, marks, now)).rejects.toThrow('waits for consent')
  expect(told).toEqual([updateReady])
  expect(done.skipped).toBe(0)
  expect(await marks.isReady()).toBe(true)
})

it('lets it in, and at once into use, where somebody just agreed', async () => {
  const marks = updateMarks(fakeCaches())
  await marks.consent(now - 1_000)
  const { gated, told, done } = worker({})
  await passGate(gated, marks, now)
  expect(done.skipped).toBe(1)
  expect(told).toEqual([])
})
