import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { expect, it, vi } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import { StoreContext } from '#device/store/use-store.ts'
import { openedStep, register, store, useVisitBed } from '#tests/fakes/visit-bed.tsx'
import { VisitScreen } from './visit-screen.tsx'

useVisitBed()

it('opens the form at the field for which it is held, and its save mends what is held', async () => {
  const visitId = newId()
  const personId = await register({ name: 'Melati', sex: 'female', birthDate: '2025-01-15' })
  const set = { personId, visitedOn: '2026-06-03', place: 'home', instrument: 'balita', weightKg: 9.1 }
  await store().save([{ kind: 'visit', id: visitId, set }])
  const save = vi.spyOn(store(), 'save')
  const location = memoryLocation({ path: `/visit/${personId}/${visitId}?mends=2&field=weightKg` })
  render(
    <Router hook={location.hook} searchHook={location.searchHook}>
      <StoreContext value={store()}>
        <VisitScreen personId={personId} visitId={visitId} />
      </StoreContext>
    </Router>,
  )
  expect(await screen.findByText(/Perbaiki Berat badan/)).toBeTruthy()
  const box = document.querySelector<HTMLInputElement>('[data-field="weightKg"] input')
  expect(openedStep()).toBe('2')
  await waitFor(() => expect(document.activeElement).toBe(box))
  // Nothing differs: it goes again as it is, under a number of its own.
  await userEvent.click(screen.getByRole('button', { name: 'Simpan & lihat hasil' }))
  await waitFor(() => expect(save).toHaveBeenCalled())
  expect(save.mock.calls[0]?.[0]).toEqual([{ kind: 'visit', id: visitId, set: {}, mends: 2 }])
})
