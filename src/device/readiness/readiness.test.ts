import { describe, expect, it } from 'vitest'
import { type CheckId, readiness, type ReadinessFacts } from './readiness.ts'

const day = 86_400_000
const minute = 60_000
const megabyte = 1024 * 1024
const now = 1_800_000_000_000

const ready: ReadinessFacts = {
  now,
  room: { persisted: true, usage: 10 * megabyte, quota: 500 * megabyte },
  fits: true,
  contact: { lastContactAt: now - day, firstLoadDone: true, clockOffset: minute },
  update: 'none',
}

const stateOf = (id: CheckId, facts: Partial<ReadinessFacts>) =>
  readiness({ ...ready, ...facts }).find((check) => check.id === id)?.state

const room = (free: number) => ({ persisted: true, usage: 0, quota: free })
const contact = (more: Partial<ReadinessFacts['contact']>) => ({ contact: { ...ready.contact, ...more } })

describe('a phone before the posyandu day', () => {
  it('is ready when nothing is amiss', () => {
    expect(readiness(ready).map(({ state }) => state)).toEqual(Array(7).fill('good'))
  })

  it.each([
    ['kept', { room: { persisted: false } }, 'bad'],
    ['room', { room: room(50 * megabyte - 1) }, 'bad'],
    ['room', { room: room(50 * megabyte) }, 'good'],
    ['room', { room: { persisted: true }, fits: undefined }, 'unknown'],
    ['room', { room: { persisted: true }, fits: true }, 'good'],
    ['room', { room: room(500 * megabyte), fits: undefined }, 'good'],
    ['room', { room: room(500 * megabyte), fits: false }, 'bad'],
    ['room', { room: room(50 * megabyte - 1), fits: true }, 'bad'],
    ['clock', contact({ clockOffset: 5 * minute }), 'good'],
    ['clock', contact({ clockOffset: 5 * minute + 1 }), 'bad'],
    ['clock', contact({ clockOffset: -5 * minute - 1 }), 'bad'],
    ['clock', contact({ lastContactAt: now - minute + 5 * minute }), 'good'],
    ['clock', contact({ lastContactAt: now - minute + 5 * minute + 1 }), 'bad'],
    ['clock', contact({ lastContactAt: now + 3 * 365 * day, clockOffset: 0 }), 'bad'],
    ['clock', { contact: { firstLoadDone: true, lastContactAt: now + 5 * minute + 1 } }, 'bad'],
    ['clock', { contact: { firstLoadDone: true, clockOffset: 0 } }, 'good'],
    ['contact', contact({ lastContactAt: now - minute - 30 * day + 1 }), 'good'],
    ['contact', contact({ lastContactAt: now - minute - 30 * day }), 'bad'],
    ['contact', contact({ lastContactAt: now - 365 * day, clockOffset: 365 * day }), 'good'],
    ['contact', contact({ lastContactAt: now - day, clockOffset: -60 * day }), 'bad'],
    ['enrolled', contact({ device: 'active' }), 'good'],
    ['enrolled', contact({ device: 'revoked' }), 'bad'],
    ['enrolled', contact({ device: 'forgotten' }), 'bad'],
    ['contact', contact({ device: 'revoked' }), 'good'],
    ['contact', { contact: { firstLoadDone: true } }, 'bad'],
    ['people', contact({ firstLoadDone: false }), 'bad'],
    ['version', { update: 'waiting' }, 'bad'],
    ['version', { update: 'applied' }, 'good'],
  ] as const)('%s with %o: %s', (id, facts, expected) => expect(stateOf(id, facts)).toBe(expected))

  it('does not know of a clock that was never compared', () => {
    expect(stateOf('clock', { contact: { firstLoadDone: true, lastContactAt: now } })).toBe('unknown')
  })
})
