import { expect, it, vi } from 'vitest'
import { createSignal } from '#device/platform/listen.ts'
import type { VaultState } from '#device/vault/vault.ts'
import { sendWhileLocked } from './send-while-locked.ts'

const patience = 10_000

function phone(first: VaultState) {
  const changed = createSignal<VaultState>()
  let state = first
  const stop = vi.fn()
  const start = vi.fn(async () => stop)
  vi.useFakeTimers()
  sendWhileLocked({ state: () => state, listen: (listener) => changed.listen(listener) }, start)
  return {
    start,
    stop,
    become: (next: VaultState) => {
      state = next
      changed.tell(next)
    },
    wait: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

it('sends on a locked phone, from ten seconds after the lock to the unlocking', async () => {
  const { start, stop, become, wait } = phone('locked')
  await wait(patience - 1)
  expect(start).not.toHaveBeenCalled()
  await wait(1)
  expect(start).toHaveBeenCalledOnce()
  become('open')
  expect(stop).toHaveBeenCalledOnce()
  await wait(patience)
  expect(start).toHaveBeenCalledOnce()
  become('locked')
  await wait(patience)
  expect(start).toHaveBeenCalledTimes(2)
})

it('leaves it to who unlocks in time', async () => {
  const { start, become, wait } = phone('locked')
  await wait(patience - 1)
  become('open')
  await wait(patience)
  expect(start).not.toHaveBeenCalled()
})

it('sends on after a wipe, and on a phone without a PIN not at all', async () => {
  const { start, stop, become, wait } = phone('none')
  await wait(patience)
  expect(start).not.toHaveBeenCalled()
  become('open')
  become('locked')
  await wait(patience)
  become('wiped')
  await wait(patience)
  expect([start.mock.calls.length, stop.mock.calls.length]).toEqual([1, 0])
})
