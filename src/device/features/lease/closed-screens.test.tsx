import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, expect, it, vi } from 'vitest'
import { App } from '#device/app/app.tsx'
import visitWords from '#device/i18n/id/visit.json' with { type: 'json' }
import { noteWritten } from '#device/lease/written-now.ts'
import type { Store } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'

vi.setConfig({ testTimeout: 60_000 })
const userEvent = events.setup({ delay: null })
afterEach(cleanup)

const dayMs = 86_400_000
const people = [
  { id: 'siti', name: 'Siti Aminah', nik: '9999010101010001', motherName: 'Wagiyem', rt: '003' },
  { id: 'budi', name: 'Budi Santoso' },
]

/** The app `silentDays` after the puskesmas's last word, at an address. */
function openApp(path: string, silentDays: number, more: Partial<Store> = {}) {
  const store = fakeStore({
    people,
    contact: async () => ({ firstLoadDone: true, lastContactAt: Date.now() - silentDays * dayMs }),
    ...more,
  })
  return { store, ...renderScreen(<App />, { store, path }) }
}

it('LS3 lists nobody while data are closed, and finds who is to be visited by the beginning of the name', async () => {
  const { container } = openApp('/people', 45)
  await screen.findByText('Sudah 45 hari lebih tanpa kabar dari puskesmas')
  expect(container.textContent).not.toContain('Siti')
  const box = screen.getByLabelText('Nama')
  await userEvent.type(box, 'si')
  expect(await screen.findByText('Ketik paling sedikit 3 huruf.')).toBeTruthy()
  await userEvent.type(box, 't')
  const row = await screen.findByRole('link', { name: /Siti Aminah/ })
  expect(row.getAttribute('href')).toBe('/visit/siti')
  expect(row.textContent).toBe('Siti AminahRT 003')
  expect(container.textContent).not.toMatch(/Wagiyem|0001|Budi/)
  const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  expect(found.violations.map(({ id }) => id)).toEqual([])
})

it.each(['/person/siti', '/person/siti/edit', '/visit/siti/visit-1', '/visit/siti/visit-1/result'])(
  'LS3 shows nothing at %s while data are closed, but the way back and to a visit',
  async (path) => {
    const { container } = openApp(path, 46)
    const visit = await screen.findByRole('link', { name: 'Catat kunjungan' })
    expect(visit.getAttribute('href')).toBe('/visit/siti')
    expect(screen.getByRole('link', { name: 'Ke kiriman dan surat' }).getAttribute('href')).toBe('/queue')
    expect(container.textContent).not.toContain('Aminah')
  },
)

it('LS3 tells what a visit means that was written just now, and no other', async () => {
  const opened = openApp('/visit/siti/visit-1/result', 46)
  await screen.findByRole('link', { name: 'Catat kunjungan' })
  cleanup()
  noteWritten(opened.store, 'visit-1')
  renderScreen(<App />, { store: opened.store, path: '/visit/siti/visit-1/result' })
  expect(await screen.findByText(visitWords.noResult)).toBeTruthy()
})

it('LS3 names nobody in the queue or over a form that was begun, while data are closed', async () => {
  const drafts = async () => [{ key: 'visit:siti', savedAt: Date.now(), value: {} }]
  const row = {
    deviceId: 'd',
    number: 1,
    kind: 'visit',
    recordId: 'v',
    personId: 'siti',
    savedAt: 1,
    bytes: 9,
  }
  const queue = async () => [
    { ...row, state: 'waiting' as const },
    { ...row, number: 2, state: 'held' as const, code: 'invalidValue', field: 'weightKg' },
  ]
  for (const [path, silentDays] of [
    ['/', 45],
    ['/queue', 45],
    ['/', 44],
    ['/queue', 44],
  ] as const) {
    const { container } = openApp(path, silentDays, { drafts, queue })
    await waitFor(() => expect(screen.getAllByRole('listitem').length).toBeGreaterThan(0))
    const told = {
      names: container.textContent?.includes('Siti'),
      mends: screen.queryByText('Lihat caranya') !== null,
    }
    if (silentDays === 45) expect([path, told]).toEqual([path, { names: false, mends: false }])
    else await waitFor(() => expect(container.textContent).toContain('Siti'))
    cleanup()
  }
})

it('LS1 shows people up to the last moment, and counts the days from the thirtieth', async () => {
  openApp('/people', 44.9)
  await screen.findByText('Siti Aminah')
  cleanup()
  openApp('/', 30)
  await screen.findByText(/Data warga ditutup 15 hari lagi/)
  cleanup()
  openApp('/', 45)
  await screen.findByText(/Data warga ditutup: terlalu lama tanpa kabar puskesmas/)
  cleanup()
  openApp('/', 29.9)
  await waitFor(() => expect(screen.getByText('Belum ada kiriman dari HP ini')).toBeTruthy())
  expect(screen.queryByText(/Data warga ditutup/)).toBeNull()
})
