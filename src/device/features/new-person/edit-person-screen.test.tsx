import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import type { RecordState } from '#protocol/merge.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { enrolment, fakeStore } from '#tests/fakes/store.ts'
import { EditPersonScreen } from './edit-person-screen.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

const state = (kind: string, id: string, values: Readonly<Record<string, string>>): RecordState => ({
  kind,
  id,
  fields: Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { heads: [{ stamp: `1.1.${name}`, value }], replaced: [] },
    ]),
  ),
})
const household = state('household', 'h', { posyanduId: 'posyandu-1', headName: 'Darto' })
const child = state('person', 'child', {
  posyanduId: 'posyandu-1',
  householdId: 'h',
  name: 'Aisyah',
  sex: 'female',
  birthDate: '2025-01-05',
  nikMissingReason: 'newborn',
})
const people = ['Aisyah', 'Siti', 'Darto'].map((name) => ({
  id: name === 'Aisyah' ? 'child' : name,
  name,
  posyanduId: 'posyandu-1',
  householdId: 'h',
}))

function openForm() {
  const store = fakeStore({
    people,
    enrolment: async () => ({
      ...enrolment,
      posyandu: [...enrolment.posyandu, { id: 'posyandu-2', name: 'Posyandu Melati' }],
    }),
    person: async () => ({
      person: child,
      alsoAs: [],
      others: [],
      visits: [],
      delivery: { state: 'waiting' },
    }),
    record: async (id) => (id === 'h' ? household : undefined),
    household: async () => people,
  })
  renderScreen(<EditPersonScreen id="child" />, { store })
  return store
}
const save = () => userEvent.click(screen.getByRole('button', { name: 'Simpan' }))

it('MV9 asks who goes to another posyandu before it saves, and takes the whole family along in one save', async () => {
  const store = openForm()
  await userEvent.click(await screen.findByRole('radio', { name: 'Posyandu Melati' }))
  await screen.findByText('Siapa yang pindah?')
  await save()
  expect(screen.getByText('Pilih: pindah sendiri atau sekeluarga.')).toBeTruthy()
  expect(store.saves).toEqual([])
  await userEvent.click(screen.getByRole('radio', { name: /Sekeluarga \(3 orang\).*Bersama Siti, Darto/ }))
  await save()
  await waitFor(() => expect(store.saves).toHaveLength(1))
  const set = { posyanduId: 'posyandu-2' }
  expect(store.saves[0]?.changes).toEqual([
    { kind: 'household', id: 'h', set },
    { kind: 'person', id: 'Siti', set },
    { kind: 'person', id: 'Darto', set },
    expect.objectContaining({ kind: 'person', id: 'child', set }),
  ])
})

it('MV9 writes the one person where they go alone', async () => {
  const store = openForm()
  await userEvent.click(await screen.findByRole('radio', { name: 'Posyandu Melati' }))
  await userEvent.click(await screen.findByRole('radio', { name: 'Hanya Aisyah' }))
  await save()
  await waitFor(() => expect(store.saves).toHaveLength(1))
  expect(store.saves[0]?.changes.map(({ id }) => id)).toEqual(['child'])
})
