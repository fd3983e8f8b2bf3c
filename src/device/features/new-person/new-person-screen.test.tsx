import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { Store } from '#device/store/store.ts'
import { StoreError } from '#device/store/store-error.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import type { PersonEntry } from './person-entry.ts'
import { NewPersonScreen } from './new-person-screen.tsx'

beforeAll(() => {
  // jsdom has dialogs that neither open nor close.
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true
    },
    close(this: HTMLDialogElement) {
      this.open = false
    },
  })
})
const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

async function fillIn(name: string) {
  await userEvent.click(await screen.findByLabelText('Nama lengkap'))
  await userEvent.paste(name)
  await userEvent.click(screen.getByRole('radio', { name: 'Laki-laki' }))
  await userEvent.type(screen.getByLabelText('Tanggal'), '01021999')
  await userEvent.click(screen.getByRole('radio', { name: 'Belum ada' }))
  await userEvent.click(screen.getByRole('radio', { name: 'Tidak dibawa' }))
}
const save = () => screen.getByRole('button', { name: 'Simpan' })

it('makes one person of two taps (lesson 54)', async () => {
  let finish: () => void = vi.fn<() => void>()
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  const store = fakeStore()
  const slow: Store = {
    ...store,
    async save(...asked) {
      await store.save(...asked)
      await done
    },
  }
  const { where } = renderScreen(<NewPersonScreen />, { store: slow })
  await fillIn('Budi Santoso')
  await userEvent.dblClick(save())
  await waitFor(() => expect(store.saves).toHaveLength(1))
  await userEvent.click(save())
  expect(store.saves).toHaveLength(1)
  expect(store.saves[0]?.clearDraft).toBe('person:new')
  finish()
  await waitFor(() => expect(where()).toBe(`/person/${store.saves[0]?.changes[0]?.id}`))
})

it('keeps every keystroke as a draft, and goes on from it with the same id (lesson 14)', async () => {
  const store = fakeStore()
  renderScreen(<NewPersonScreen />, { store })
  await userEvent.type(await screen.findByLabelText('Nama lengkap'), 'Bud')
  await waitFor(() => expect(JSON.stringify(store.keptDrafts.get('person:new'))).toContain('"Bud"'))
  const id = (store.keptDrafts.get('person:new') as { ids: { person: string } }).ids.person
  cleanup()
  renderScreen(<NewPersonScreen />, { store })
  expect((await screen.findByLabelText<HTMLInputElement>('Nama lengkap')).value).toBe('Bud')
  await fillIn('i')
  await userEvent.click(save())
  await waitFor(() => expect(store.saves[0]?.changes[0]).toMatchObject({ id, set: { name: 'Budi' } }))
})

it('keeps a date of which only a part was typed, and forgets the part once it is whole or empty', async () => {
  const store = fakeStore()
  const boxes = () =>
    ['Tanggal', 'Bulan', 'Tahun'].map((label) => screen.getByLabelText<HTMLInputElement>(label).value)
  const kept = () =>
    (store.keptDrafts.get('person:new') as { entry: Pick<PersonEntry, 'birthDate' | 'halfDates'> }).entry
  renderScreen(<NewPersonScreen />, { store })
  await userEvent.type(await screen.findByLabelText('Tanggal'), '1203')
  await waitFor(() => expect(kept().halfDates).toEqual({ birthDate: '-03-12' }))
  cleanup()
  renderScreen(<NewPersonScreen />, { store })
  await screen.findByLabelText('Tanggal')
  expect(boxes()).toEqual(['12', '03', ''])
  await userEvent.type(screen.getByLabelText('Tahun'), '2020')
  await waitFor(() => expect([kept().birthDate, kept().halfDates]).toEqual(['2020-03-12', {}]))
  await userEvent.type(screen.getByLabelText('Tahun'), '{Backspace}')
  await waitFor(() =>
    expect([kept().birthDate, kept().halfDates]).toEqual([undefined, { birthDate: '202-03-12' }]),
  )
  for (const label of ['Tanggal', 'Bulan', 'Tahun']) await userEvent.clear(screen.getByLabelText(label))
  await waitFor(() => expect([kept().birthDate, kept().halfDates]).toEqual([undefined, {}]))
  expect(boxes()).toEqual(['', '', ''])
})

it('keeps the form and its draft where the phone is full, and saves at the next try (lesson 43)', async () => {
  let full = true
  const store = fakeStore()
  const failing: Store = {
    ...store,
    async save(...asked) {
      if (full) throw new StoreError('storageFull')
      await store.save(...asked)
    },
  }
  renderScreen(<NewPersonScreen />, { store: failing })
  await fillIn('Budi')
  await userEvent.click(save())
  expect((await screen.findByRole('alert')).textContent).toContain('Ruang HP penuh')
  expect(screen.getByLabelText<HTMLInputElement>('Nama lengkap').value).toBe('Budi')
  full = false
  await userEvent.click(save())
  await waitFor(() => expect(store.saves).toHaveLength(1))
})

it('says what is missing only when saving was tried, and saves nothing', async () => {
  const store = fakeStore()
  renderScreen(<NewPersonScreen />, { store })
  await screen.findByLabelText('Nama lengkap')
  expect(screen.queryByText('Isi namanya.')).toBeNull()
  await userEvent.click(save())
  expect(screen.getByText('Isi namanya.')).toBeTruthy()
  expect(screen.getByText('Ada 4 isian yang perlu dibetulkan.')).toBeTruthy()
  expect(store.saves).toHaveLength(0)
})

it('shows who may be the same before it saves; another one is saved, the same one is opened (lesson 54)', async () => {
  const people = [{ id: 'known', name: 'Budi Santoso', sex: 'male' as const, birthDate: '1999-02-01' }]
  const store = fakeStore({ people })
  const { where } = renderScreen(<NewPersonScreen />, { store })
  await fillIn('Budi Santosa')
  await userEvent.click(save())
  expect(screen.getByText('Mungkin sudah tercatat')).toBeTruthy()
  expect(store.saves).toHaveLength(0)
  await userEvent.click(screen.getByRole('button', { name: 'Bukan, ini orang lain' }))
  await waitFor(() => expect(store.saves).toHaveLength(1))
  cleanup()

  const again = fakeStore({ people })
  const second = renderScreen(<NewPersonScreen />, { store: again })
  await fillIn('Budi Santosa')
  await userEvent.click(save())
  await userEvent.click(screen.getByRole('button', { name: 'Ini orang yang sama' }))
  await waitFor(() => expect(second.where()).toBe('/person/known'))
  expect(again.saves).toHaveLength(0)
  expect(again.keptDrafts.size).toBe(0)
  expect(where()).not.toBe('/person/known')
})
