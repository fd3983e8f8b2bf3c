import { expect, test } from 'vitest'
import { createGiveWay } from './give-way.ts'

/** Steps of so many ms each, and how many were done when somebody who waits for the thread had their turn. */
async function stepsBeforeOthers(stepMs: number, steps: number): Promise<number | undefined> {
  const clock = { now: 0 }
  const giveWay = createGiveWay(() => clock.now)
  let done = 0
  let heard: number | undefined
  setImmediate(() => {
    heard ??= done
  })
  for (; done < steps; done++) {
    clock.now += stepMs
    await giveWay()
  }
  return heard
}

test('long work lets others have the thread after 20 ms, and short work does not stop for them', async () => {
  expect(await stepsBeforeOthers(10, 3)).toBe(1)
  expect(await stepsBeforeOthers(20, 3)).toBe(0)
  expect(await stepsBeforeOthers(19.9, 1)).toBeUndefined()
})

test('the next stretch begins when others have had their turn', async () => {
  const clock = { now: 0 }
  const giveWay = createGiveWay(() => clock.now)
  const turns: string[] = []
  clock.now = 20
  setImmediate(() => turns.push('others'))
  await giveWay()
  turns.push('first')
  setImmediate(() => turns.push('others'))
  clock.now = 39
  await giveWay()
  turns.push('second')
  expect(turns).toEqual(['others', 'first', 'second'])
})
