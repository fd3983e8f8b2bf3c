import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import words from '#device/i18n/id/today.json' with { type: 'json' }
import type { Contact, Draft } from '#device/store/store.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { DraftsCard } from './drafts-card.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = () => undefined
})
afterEach(cleanup)

const draft: Draft = { key: 'visit:01a2', savedAt: Date.UTC(2026, 5, 3, 2), value: {} }
const loaded: Contact = { lastContactAt: Date.now(), firstLoadDone: true, device: 'active' }

function cardWith(contact: Contact, people: readonly { readonly id: string; readonly name: string }[] = []) {
  const removed: string[] = []
  const store = fakeStore({
    drafts: async () => [draft],
    contact: async () => contact,
    removeDraft: async (key) => void removed.push(key),
  })
  renderScreen(<DraftsCard directory={people} />, { store })
  return removed
}

it('tells of a form of somebody who has left this phone, and throws it away only when asked twice', async () => {
  const removed = cardWith(loaded)
  expect(await screen.findByText(/orang yang sudah tidak ada di HP ini/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: words.drafts.discard }))
  expect(screen.getByText(words.drafts.discardText)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Batal' }))
  expect(removed).toEqual([])
  await userEvent.click(screen.getByRole('button', { name: words.drafts.discard }))
  const [, confirm] = screen.getAllByRole('button', { name: words.drafts.discard })
  if (!confirm) throw new Error('no confirmation')
  await userEvent.click(confirm)
  await waitFor(() => expect(removed).toEqual([draft.key]))
})

it('says nothing of the kind while people are still being loaded, nor of who is here', async () => {
  cardWith({ ...loaded, firstLoadDone: false })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(screen.queryByText(/sudah tidak ada di HP ini/)).toBeNull()
  cleanup()
  cardWith(loaded, [{ id: '01a2', name: 'Melati' }])
  expect(await screen.findByText('Melati')).toBeTruthy()
  expect(screen.queryByText(/sudah tidak ada di HP ini/)).toBeNull()
})
