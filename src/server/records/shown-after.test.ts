import { expect, test } from 'vitest'
import type { Said } from './lock-devices.ts'
import type { Outcome } from './outcome.ts'
import { shownAfter } from './shown-after.ts'

const accepted = (number: number): Outcome => ({
  number,
  outcome: 'accepted',
  receipt: 'U-22222',
  receivedAt: 0,
})
const held = (number: number): Outcome => ({ number, outcome: 'held', code: 'outOfScope', receivedAt: 0 })

test.each<[string, Said, readonly Outcome[], readonly Outcome[], Pick<Said, 'waiting' | 'held'>]>([
  [
    'all that waited is received',
    { waiting: 2, held: 0, holds: [] },
    [accepted(1), accepted(2)],
    [],
    { waiting: 0, held: 0 },
  ],
  [
    'more waits than a batch carries',
    { waiting: 700, held: 0, holds: [] },
    [accepted(1)],
    [],
    { waiting: 699, held: 0 },
  ],
  [
    'what waited is held',
    { waiting: 2, held: 1, holds: [[1, 1]] },
    [held(2), accepted(3)],
    [],
    { waiting: 0, held: 2 },
  ],
  [
    'what is held was asked about and stays so',
    { waiting: 0, held: 1, holds: [[1, 1]] },
    [held(1)],
    [],
    { waiting: 0, held: 1 },
  ],
  [
    'what is held was asked about and is received',
    { waiting: 1, held: 1, holds: [[1, 1]] },
    [accepted(1), accepted(2)],
    [],
    { waiting: 0, held: 0 },
  ],
  [
    'what is held was settled at the puskesmas',
    { waiting: 0, held: 3, holds: [[1, 3]] },
    [],
    [accepted(2)],
    { waiting: 0, held: 2 },
  ],
  ['what is held was not shown', { waiting: 0, held: 0, holds: [] }, [], [held(5)], { waiting: 0, held: 1 }],
  [
    'a phone that tells no list asks again about one',
    { waiting: 1, held: 1 },
    [held(1), accepted(2)],
    [],
    { waiting: 0, held: 1 },
  ],
  ['a phone that says nothing', {}, [accepted(1)], [], {}],
])('AP8: %s', (_, said, outcomes, others, expected) => {
  const { waiting, held } = shownAfter(said, { outcomes, others })
  expect({ waiting, held }).toEqual({ waiting: expected.waiting, held: expected.held })
})
