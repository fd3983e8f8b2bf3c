import { cleanup, screen } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { holdCodes } from '#protocol/messages/sync.ts'
import type { QueueRow } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { QueueScreen } from './queue-screen.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

const held = (code: string, number: number): QueueRow => ({
  number,
  kind: 'visit',
  recordId: `visit-${number}`,
  personId: 'p',
  savedAt: 0,
  state: 'held',
  code,
})

it('shows the neraca as a sum', async () => {
  const store = fakeStore({ balance: async () => ({ saved: 38, received: 34, waiting: 3, held: 1 }) })
  renderScreen(<QueueScreen />, { store })
  expect(
    await screen.findByText('38 tersimpan sama dengan 34 diterima, 3 menunggu, dan 1 ditahan.'),
  ).toBeTruthy()
})

it('says every reason for holding back in words of its own', async () => {
  const rows = holdCodes.map((code, i) => held(code, i + 1))
  renderScreen(<QueueScreen />, {
    store: fakeStore({ queue: async () => rows, people: [{ id: 'p', name: 'Budi' }] }),
  })
  const items = (await screen.findAllByRole('listitem')).map((item) => item.textContent ?? '')
  expect(items).toHaveLength(holdCodes.length)
  expect(new Set(items.map((text) => text.replace(/Kode:.*/, ''))).size).toBe(holdCodes.length)
  for (const text of items) expect(text).not.toMatch(/holdReason|minta puskesmas memeriksa\.$/)
})

it('has words for a reason that only a newer server knows', async () => {
  renderScreen(<QueueScreen />, { store: fakeStore({ queue: async () => [held('fromTheFuture', 1)] }) })
  expect((await screen.findByRole('listitem')).textContent).toContain('Puskesmas menahan catatan ini')
})

it('sends when asked, and says honestly that a captive portal answered', async () => {
  const { requests } = renderScreen(<QueueScreen />, {
    store: fakeStore({ balance: async () => ({ saved: 2, received: 0, waiting: 2, held: 0 }) }),
    status: { state: 'failed', code: 'notTeratai', nextTryAt: Date.now() + 60_000 },
  })
  expect(await screen.findByText(/bukan puskesmas, jadi belum ada yang terkirim/)).toBeTruthy()
  expect(screen.getByText('Masih ada 2 catatan yang menunggu.')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Kirim sekarang' }))
  expect(requests).toEqual(['button'])
})
