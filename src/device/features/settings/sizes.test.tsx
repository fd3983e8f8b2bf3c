import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import './settings-words.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { trafficMonth } from '#device/store/traffic.ts'
import { StorageCard } from './storage-card.tsx'
import { TrafficCard } from './traffic-card.tsx'

afterEach(cleanup)

const megabyte = 1024 * 1024

it('says how much lies here and what a thousand visits take, as this phone’s own do', async () => {
  const store = fakeStore({
    sizes: async () => ({ records: 10_600, visits: 9_350, bytesPerVisit: 1_468 }),
    storage: async () => ({ persisted: true, usage: 20 * megabyte, quota: 500 * megabyte }),
  })
  renderScreen(<StorageCard />, { store })
  expect(await screen.findByText('10.600 (9.350 kunjungan)')).toBeTruthy()
  expect(screen.getByText('kira-kira 1,4 MB')).toBeTruthy()
  expect(screen.getByText('20 MB')).toBeTruthy()
})

it('TF2 says what this month took, and of it new versions', async () => {
  const month = trafficMonth(Date.now())
  const traffic = { [month]: { sent: 0.4 * megabyte, received: 0.5 * megabyte, app: 0.3 * megabyte } }
  renderScreen(<TrafficCard />, { store: fakeStore({ traffic: async () => traffic }) })
  expect(await screen.findByText('Bulan ini')).toBeTruthy()
  expect(screen.getByText('1,2 MB (termasuk 0,3 MB untuk versi baru)')).toBeTruthy()
})
