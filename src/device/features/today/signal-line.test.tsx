import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import type { QueueRow } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { SignalLine } from './signal-line.tsx'

vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

const row = (number: number, more: Partial<QueueRow>): QueueRow => ({
  number,
  kind: 'visit',
  recordId: `visit-${number}`,
  savedAt: 0,
  state: 'waiting',
  ...more,
})
const storeWith = (rows: readonly QueueRow[]) => {
  const count = (state: QueueRow['state']) => rows.filter((one) => one.state === state).length
  return fakeStore({
    balance: async () => ({
      saved: rows.length,
      received: count('received'),
      waiting: count('waiting'),
      held: count('held'),
    }),
    queue: async (limit) => rows.slice(0, limit),
  })
}

it('tells the time of the newest receipt, behind all that waits or is held', async () => {
  const receivedAt = new Date()
  receivedAt.setHours(10, 42)
  const rows = [
    row(3, { state: 'held', code: 'outOfScope' }),
    row(2, {}),
    row(1, { state: 'received', receivedAt: receivedAt.getTime(), code: 'PKM-7F3K' }),
  ]
  renderScreen(<SignalLine demo="no" />, { store: storeWith(rows) })
  expect(await screen.findByText('Diterima puskesmas 10.42')).toBeTruthy()
  expect(screen.getByText('1 menunggu dikirim')).toBeTruthy()
  expect(screen.getByText('1 ditahan, perlu dilihat')).toBeTruthy()
})

it('never says received without a receipt, however a sync ended (lessons 19, 20)', async () => {
  renderScreen(<SignalLine demo="no" />, { store: storeWith([row(1, {})]), status: { state: 'idle' } })
  expect(await screen.findByText('Belum ada tanda terima dari puskesmas')).toBeTruthy()
  expect(screen.queryByText(/^Diterima/)).toBeNull()
})

it('does not deny receipts whose rows were cleared away after 60 days', async () => {
  const store = fakeStore({
    balance: async () => ({ saved: 3, received: 3, waiting: 0, held: 0 }),
    queue: async () => [],
  })
  const { container } = renderScreen(<SignalLine demo="yes" />, { store })
  expect(await screen.findByRole('list')).toBeTruthy()
  expect(container.textContent).not.toContain('Belum ada')
})
