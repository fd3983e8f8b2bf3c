import { cleanup, screen, within } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { holdCodes } from '#protocol/messages/sync.ts'
import type { QueueRow } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { QueueScreen } from './queue-screen.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)
beforeAll(() => {
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true
    },
    close(this: HTMLDialogElement) {
      this.open = false
    },
  })
})

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
  for (const text of items) expect(text).not.toMatch(/reason|other/)
})

it('shows what is held before anything else that can be done here, and the rest after it (lesson 23)', async () => {
  const waiting: QueueRow = { ...held('x', 2), recordId: 'w', state: 'waiting' }
  renderScreen(<QueueScreen />, { store: fakeStore({ queue: async () => [held('outOfScope', 1), waiting] }) })
  await screen.findAllByRole('listitem')
  const headings = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
  expect(headings).toEqual(['Neraca kiriman', 'Perlu dilihat', 'Surat jalan', 'Catatan'])
  expect(within(screen.getByRole('list', { name: 'Catatan' })).getAllByRole('listitem')).toHaveLength(1)
})

it('leads on to everything, also where more is held than is shown at once', async () => {
  const rows = Array.from({ length: 80 }, (_, i) => held('outOfScope', i + 1))
  const waiting: QueueRow = { ...held('x', 81), recordId: 'w', state: 'waiting' }
  const balance = { saved: 81, received: 0, waiting: 1, held: 80 }
  const queue = async (limit: number) => [...rows, waiting].slice(0, limit)
  renderScreen(<QueueScreen />, { store: fakeStore({ queue, balance: async () => balance }) })
  expect(await screen.findAllByRole('listitem')).toHaveLength(50)
  await userEvent.click(screen.getByRole('button', { name: 'Tampilkan lebih banyak' }))
  const others = await screen.findByRole('list', { name: 'Catatan' })
  expect(within(others).getAllByRole('listitem')).toHaveLength(1)
  const all = screen.getByRole('list', { name: 'Perlu dilihat' })
  expect(within(all).getAllByRole('listitem')).toHaveLength(80)
  expect(screen.queryByRole('button', { name: 'Tampilkan lebih banyak' })).toBeNull()
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

describe('a held record', () => {
  const people = [{ id: 'p', name: 'Budi' }]
  const mine = { deviceId: 'device-1', personId: 'p' }
  const show = (row: QueueRow, replace: Parameters<typeof fakeStore>[0] = {}) =>
    renderScreen(<QueueScreen />, { store: fakeStore({ queue: async () => [row], people, ...replace }) })

  it('leads with one tap to the field concerned, which it names in words', async () => {
    const row = { ...held('unreadable', 7), ...mine, field: 'weightKg' }
    const { where, container } = show(row)
    const item = await screen.findByRole('listitem')
    expect(item.textContent).toContain('Ada isian di catatan ini yang tidak bisa dibaca puskesmas.')
    expect(item.textContent).toContain('Bagian: Berat badan (BB)')
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(found.violations.map(({ id }) => id)).toEqual([])
    await userEvent.click(within(item).getByRole('link', { name: /^Perbaiki Berat badan/ }))
    expect(where()).toBe('/visit/p/visit-7?mends=7&field=weightKg')
  })

  it('of a person leads to their data', async () => {
    const row = { ...held('outOfScope', 3), ...mine, kind: 'person', recordId: 'p', field: 'posyanduId' }
    const { where } = show(row)
    await userEvent.click(await screen.findByRole('link', { name: 'Perbaiki Posyandu' }))
    expect(where()).toBe('/person/p/edit?mends=3&field=posyanduId')
  })

  it('that no form can put right says who can, and is sent again when asked', async () => {
    const again: unknown[] = []
    const row = { ...held('outOfScope', 4), ...mine, field: 'personId' }
    const { requests } = show(row, { sendAgain: async (one) => void again.push(one) })
    const item = await screen.findByRole('listitem')
    expect(within(item).queryByRole('link', { name: /Perbaiki/ })).toBeNull()
    await userEvent.click(within(item).getByRole('button', { name: 'Penjelasan: Kunjungan, Budi' }))
    const sheet = within(await screen.findByRole('dialog'))
    expect(sheet.getByText(/Bidan di posyandu warga ini bisa menerimanya/)).toBeTruthy()
    expect(sheet.getByText(/tersimpan di HP ini dan di puskesmas/)).toBeTruthy()
    await userEvent.click(sheet.getByRole('button', { name: 'Kirim lagi' }))
    expect(again).toMatchObject([{ deviceId: 'device-1', number: 4 }])
    expect(requests).toEqual(['button'])
  })

  it('written as an earlier device is left to the puskesmas', async () => {
    show({ ...held('unreadable', 5), personId: 'p', deviceId: 'device-0' })
    const item = await screen.findByRole('listitem')
    expect(within(item).queryByRole('link', { name: /Perbaiki/ })).toBeNull()
  })

  it('that the puskesmas closed is said to be closed and why, and never to be taken over (lesson 29)', async () => {
    const row: QueueRow = {
      ...held('', 6),
      ...mine,
      state: 'received',
      code: 'PU-1',
      receivedAt: 5,
      resolution: 'closed',
      reason: 'alreadyRecorded',
    }
    show(row)
    const { textContent } = await screen.findByRole('listitem')
    expect(textContent).toContain('Ditutup puskesmas')
    expect(textContent).toContain('Tidak dimasukkan: sudah tercatat')
    expect(textContent).not.toContain('Diterima')
  })
})

it('says that all was received only where nothing waits and nothing is held (lesson 19)', async () => {
  for (const [waiting, heldBack] of [
    [1, 0],
    [0, 1],
  ] as const) {
    const balance = { saved: 5, received: 4, waiting, held: heldBack }
    renderScreen(<QueueScreen />, { store: fakeStore({ balance: async () => balance }) })
    await screen.findByText(/5 tersimpan sama dengan/)
    expect(screen.queryByText('Semua catatan sudah diterima puskesmas.')).toBeNull()
    cleanup()
  }
  const all = { saved: 5, received: 5, waiting: 0, held: 0 }
  renderScreen(<QueueScreen />, { store: fakeStore({ balance: async () => all }) })
  expect(await screen.findByText('Semua catatan sudah diterima puskesmas.')).toBeTruthy()
})

it('says of a newer server that the phone is updated by consent, not by opening it again', async () => {
  renderScreen(<QueueScreen />, {
    store: fakeStore(),
    status: { state: 'failed', code: 'answerNewer', nextTryAt: Date.now() + 60_000 },
  })
  expect(await screen.findByText(/buka lagi, lalu pasang versi baru/)).toBeTruthy()
})

it('a failed sending is never told as done, whatever was received before (lesson 20)', async () => {
  const balance = { saved: 5, received: 4, waiting: 1, held: 0 }
  renderScreen(<QueueScreen />, {
    store: fakeStore({ balance: async () => balance }),
    status: { state: 'failed', code: 'network', nextTryAt: Date.now() + 60_000 },
  })
  expect(await screen.findByText(/Catatan aman di HP ini/)).toBeTruthy()
  expect(screen.queryByText('Semua catatan sudah diterima puskesmas.')).toBeNull()
})
