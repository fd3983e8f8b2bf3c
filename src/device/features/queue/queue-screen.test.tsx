import { cleanup, screen, within } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { holdCodes } from '#protocol/messages/sync.ts'
import { StoreError } from '#device/store/store-error.ts'
import type { QueueRow, Store } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { enrolment, fakeStore } from '#tests/fakes/store.ts'
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

it('names what follows nobody by its own posyandu, and says of whoever left that they are not here any more', async () => {
  const posyandu = [
    { id: 'mawar', name: 'Mawar' },
    { id: 'melati', name: 'Melati' },
  ]
  const enrolment = {
    deviceId: 'mine',
    puskesmas: { id: 'x', name: 'X', demo: true },
    person: { id: 'k', name: 'Bu Sri', role: 'kader' as const },
    posyandu,
  }
  const { personId: _, ...ofNobody } = held('outOfScope', 1)
  const household: QueueRow = { ...ofNobody, kind: 'household', recordId: 'h' }
  const stamp = '1.1.a'
  const record = async (id: string) =>
    id === 'h'
      ? {
          kind: 'household',
          id,
          fields: { posyanduId: { heads: [{ stamp, value: 'melati' }], replaced: [] } },
        }
      : undefined
  renderScreen(<QueueScreen />, {
    store: fakeStore({
      queue: async () => [household, held('outOfScope', 2)],
      enrolment: async () => enrolment,
      directory: async () => [],
      record,
    }),
  })
  expect(await screen.findByText('Melati')).toBeTruthy()
  expect(await screen.findByText('Sudah tidak di HP ini')).toBeTruthy()
  expect(screen.queryByText('Mawar')).toBeNull()
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
    expect(sheet.getByText(/Bidan di posyandu itu bisa menerimanya/)).toBeTruthy()
    expect(sheet.getByText(/tersimpan di HP ini dan di puskesmas/)).toBeTruthy()
    await userEvent.click(sheet.getByRole('button', { name: 'Kirim lagi' }))
    expect(again).toMatchObject([{ deviceId: 'device-1', number: 4 }])
    expect(requests).toEqual(['button'])
  })

  /** Opens the explanation of the one row that is shown. */
  const explained = async () => {
    await userEvent.click(await screen.findByRole('button', { name: /^Penjelasan: / }))
    return within(await screen.findByRole('dialog'))
  }

  it.each(['household', 'posyanduDay'])(
    "HD16 a %s for a posyandu that is not this phone's: it is chosen anew, and all is sent again",
    async (kind) => {
      const { personId: _, ...row } = { ...held('outOfScope', 8), ...mine, kind, field: 'posyanduId' }
      const posyandu = [
        { id: 'posyandu-1', name: 'Posyandu Contoh' },
        { id: 'posyandu-2', name: 'Posyandu Melati' },
      ]
      const save = vi.fn<Store['save']>(async () => undefined)
      show(row, { enrolment: async () => ({ ...enrolment, posyandu }), save })
      const item = await screen.findByRole('listitem')
      expect(item.textContent).not.toContain('Warga ini')
      await userEvent.click(within(item).getByRole('button', { name: 'Perbaiki Posyandu' }))
      const sheet = within(await screen.findByRole('dialog'))
      expect(sheet.getByText('Pilih posyandu yang dipegang HP ini, lalu simpan.')).toBeTruthy()
      await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
      expect(sheet.getByText('Pilih posyandunya dulu.')).toBeTruthy()
      expect(save).not.toHaveBeenCalled()
      await userEvent.click(await sheet.findByText('Posyandu Melati'))
      await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
      expect(save.mock.calls.map(([changes]) => changes)).toEqual([
        [{ kind, id: 'visit-8', set: { posyanduId: 'posyandu-2' }, mends: 8 }],
      ])
      expect(screen.queryByRole('dialog')).toBeNull()
    },
  )

  it('HD16 a text of a record without a form is written anew where it is explained', async () => {
    const row = { ...held('unreadable', 9), ...mine, kind: 'posyanduDay', field: 'place' }
    const place = { heads: [{ stamp: '1.1.x', value: 'Balai desa yang panjang sekali' }], replaced: [] }
    const save = vi.fn().mockRejectedValueOnce(new StoreError('fieldTooLong', { field: 'place' }))
    show(row, { record: async (id) => ({ kind: 'posyanduDay', id, fields: { place } }), save })
    await userEvent.click(await screen.findByRole('button', { name: 'Perbaiki Tempat' }))
    const sheet = within(await screen.findByRole('dialog'))
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    expect(sheet.getByText(/Tempat terlalu panjang/)).toBeTruthy()
    const box = sheet.getByDisplayValue('Balai desa yang panjang sekali')
    await userEvent.clear(box)
    await userEvent.type(box, 'Balai desa')
    await userEvent.click(sheet.getByRole('button', { name: 'Simpan' }))
    expect(save.mock.lastCall?.[0]).toEqual([
      { kind: 'posyanduDay', id: 'visit-9', set: { place: 'Balai desa' }, mends: 9 },
    ])
  })

  it.each(['household', 'pregnancy', 'dose', 'posyanduDay', 'referral', 'note'])(
    'HD16 a %s whose number was used, or that could not be read, goes again under a new number',
    async (kind) => {
      for (const code of ['numberReused', 'unreadable']) {
        const save = vi.fn<Store['save']>(async () => undefined)
        show({ ...held(code, 4), ...mine, kind }, { save })
        const sheet = await explained()
        expect(sheet.getByText(/Kirim lagi dengan nomor baru/)).toBeTruthy()
        await userEvent.click(sheet.getByRole('button', { name: 'Kirim dengan nomor baru' }))
        expect(save.mock.lastCall?.[0]).toEqual([{ kind, id: 'visit-4', set: {}, mends: 4 }])
        cleanup()
      }
    },
  )

  it.each(['pregnancy', 'dose', 'visit', 'referral', 'note'])(
    'HD16 a %s of somebody of another posyandu is for the nakes there, and need not be written anew',
    async (kind) => {
      show({ ...held('outOfScope', 4), ...mine, kind, field: 'personId' })
      const sheet = await explained()
      expect(
        sheet.getByText(/Bidan di posyandu itu bisa menerimanya.*tidak perlu menulis ulang/),
      ).toBeTruthy()
      expect(sheet.queryByRole('button', { name: 'Simpan' })).toBeNull()
    },
  )

  it.each([
    ['household', 'kind'],
    ['person', 'kind'],
    ['visit', 'personId'],
    ['pregnancy', 'lastMenstrualPeriodOn'],
    ['dose', 'givenOn'],
    ['referral', 'personId'],
    ['note', 'kind'],
  ])('HD16 a %s that no phone can put right (%s) is to be written anew, and closed', async (kind, field) => {
    show({ ...held('unreadable', 4), ...mine, kind, field })
    const sheet = await explained()
    expect(sheet.getByText(/Tulis lagi sebagai catatan baru. Lalu minta bidan menutup yang ini/)).toBeTruthy()
    expect(sheet.queryByRole('button', { name: /Perbaiki|Simpan|nomor baru/ })).toBeNull()
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

it('without signal it still says that all was received, where a surat balasan brought the receipts (lesson 9)', async () => {
  const balance = { saved: 5, received: 5, waiting: 0, held: 0 }
  renderScreen(<QueueScreen />, {
    store: fakeStore({ balance: async () => balance }),
    status: { state: 'failed', code: 'network', nextTryAt: Date.now() + 60_000 },
  })
  expect(await screen.findByText('Semua catatan sudah diterima puskesmas.')).toBeTruthy()
})
