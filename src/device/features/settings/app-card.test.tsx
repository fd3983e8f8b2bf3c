import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { visitDraftKey } from '#device/drafts/draft-keys.ts'
import words from '#device/i18n/id/settings.json' with { type: 'json' }
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { AppCard } from './app-card.tsx'
import './settings-words.ts'

afterEach(cleanup)

/** A phone with an update that waits, Siti and one half-filled visit. */
function withDraftOf(personId: string) {
  const store = fakeStore({
    directory: async () => [{ id: 'siti', name: 'Siti' }],
    drafts: async () => [{ key: visitDraftKey(personId), value: {}, savedAt: 0 }],
  })
  renderScreen(<AppCard />, { store, updates: { state: () => 'waiting' } })
}

it('UP5 offers no update while a form is half filled that can be finished here', async () => {
  withDraftOf('siti')
  expect(await screen.findByText(words.app.updateDraft)).toBeTruthy()
  expect(screen.queryByRole('button', { name: words.app.updateNow })).toBeNull()
})

it('UP5 offers it where the form is of somebody who is not on this phone any more', async () => {
  withDraftOf('gone')
  expect(await screen.findByRole('button', { name: words.app.updateNow })).toBeTruthy()
  expect(await screen.findByText(words.app.updateWhen)).toBeTruthy()
})
