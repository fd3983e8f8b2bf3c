import { describe, expect, it } from 'vitest'
import { backOffMs } from './back-off.ts'
import { judgeFailure, relax } from './halving.ts'
import { rangesOf } from '#protocol/batch/number-ranges.ts'
import { readRetryAfter, type SendFailure } from './send.ts'

describe('backOffMs', () => {
  it.each([
    [1, 0, 2_500],
    [1, 1, 5_000],
    [2, 1, 10_000],
    [6, 1, 160_000],
    [7, 1, 300_000],
    [50, 1, 300_000],
  ])('after %i failures with chance %d waits %i ms', (failures, random, ms) => {
    expect(backOffMs(failures, random)).toBe(ms)
  })

  it('never less than the server asked for', () => {
    expect(backOffMs(1, 0, 60_000)).toBe(60_000)
    expect(backOffMs(7, 1, 60_000)).toBe(300_000)
  })
})

describe('readRetryAfter', () => {
  const now = Date.UTC(2026, 5, 3, 2)
  it.each([
    [null, undefined],
    ['120', 120_000],
    ['Wed, 03 Jun 2026 02:01:00 GMT', 60_000],
    ['Wed, 03 Jun 2026 01:00:00 GMT', 0],
    ['soon', undefined],
    ['999999999', 86_400_000],
  ])('reads %j', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms)
  })
})

describe('rangesOf', () => {
  it('joins what follows each other', () => {
    expect(rangesOf([])).toEqual([])
    expect(rangesOf([1, 2, 3, 5, 8, 9])).toEqual([
      [1, 3],
      [5, 5],
      [8, 9],
    ])
  })
})

const failure = (kind: SendFailure['kind']): SendFailure => ({ kind, code: kind })

describe('judgeFailure', () => {
  const full = { size: 500, failures: 0 }

  it('SD3 halves at once after a 413', () => {
    expect(judgeFailure(failure('tooLarge'), 7, full)).toEqual({
      step: 'again',
      note: { size: 3, failures: 0 },
    })
    expect(judgeFailure(failure('tooLarge'), 1, full)).toMatchObject({ step: 'aside' })
    expect(judgeFailure(failure('tooLarge'), 0, full)).toMatchObject({ step: 'stop' })
  })

  it('SD3 halves at the third 5xx', () => {
    const at = (failures: number) => judgeFailure(failure('server'), 8, { size: 500, failures })
    expect(at(0)).toEqual({ step: 'stop', note: { size: 500, failures: 1 } })
    expect(at(1)).toEqual({ step: 'stop', note: { size: 500, failures: 2 } })
    expect(at(2)).toEqual({ step: 'again', note: { size: 4, failures: 0 } })
    expect(judgeFailure(failure('server'), 1, { size: 1, failures: 2 })).toMatchObject({ step: 'probe' })
  })

  it.each(['network', 'notTeratai', 'refused', 'busy'] as const)('%s says nothing about the rows', (kind) => {
    expect(judgeFailure(failure(kind), 8, { size: 500, failures: 2 })).toEqual({
      step: 'stop',
      note: { size: 500, failures: 2 },
    })
  })

  it('grows again up to 500', () => {
    expect(relax({ size: 3, failures: 2 })).toEqual({ size: 6, failures: 0 })
    expect(relax({ size: 400, failures: 0 })).toEqual({ size: 500, failures: 0 })
  })
})
