import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, expect, it, vi } from 'vitest'
import { App } from '#device/app/app.tsx'
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
function openApp(path: string, silentDays: number) {
  const store = fakeStore({
    people,
    contact: async () => ({ firstLoadDone: true, lastContactAt: Date.now() - silentDays * dayMs }),
  })
  return renderScreen(<App />, { store, path })
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

it.each(['/person/siti', '/person/siti/edit', '/visit/siti/visit-1'])(
  'LS3 shows nothing at %s while data are closed, but the way back and to a visit',
  async (path) => {
    const { container } = openApp(path, 46)
    const visit = await screen.findByRole('link', { name: 'Catat kunjungan' })
    expect(visit.getAttribute('href')).toBe('/visit/siti')
    expect(screen.getByRole('link', { name: 'Ke kiriman dan surat' }).getAttribute('href')).toBe('/queue')
    expect(container.textContent).not.toContain('Aminah')
  },
)

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
