import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { StoreError } from '#device/store/store-error.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { App } from './app.tsx'

vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

it('says so, with a code and what to do, when the store cannot even be opened (lessons 5, 36)', async () => {
  // React tells the console of every error that a boundary takes.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const store = fakeStore({
    enrolment: async () => {
      throw new StoreError('storageBroken')
    },
  })
  renderScreen(<App />, { store })
  const said = (await screen.findByRole('alert')).textContent
  expect(said).toContain('Kode: storageBroken')
  expect(said).toContain('izinkan situs ini menyimpan data')
})
