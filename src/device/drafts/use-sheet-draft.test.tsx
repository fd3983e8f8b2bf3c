import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { StoreContext } from '#device/store/use-store.ts'
import { type FakeStore, fakeStore } from '#tests/fakes/store.ts'
import { useSheetDraft } from './use-sheet-draft.ts'

const userEvent = events.setup({ delay: null })
afterEach(cleanup)

type Entry = { readonly note: string; readonly reason?: string | undefined }

function Sheet({ save }: { readonly save?: (clearDraft: string) => Promise<void> }) {
  const draft = useSheetDraft<Entry>('sheet:test', { note: '' })
  return (
    <>
      <input
        aria-label="note"
        value={draft.entry.note}
        onChange={(event) => draft.change({ note: event.target.value })}
      />
      <button
        type="button"
        onClick={() => void draft.saving(save ?? (async () => undefined)).catch(() => undefined)}
      >
        save
      </button>
      <button type="button" onClick={() => void draft.discard()}>
        close
      </button>
    </>
  )
}

const open = (store: FakeStore, save?: (clearDraft: string) => Promise<void>) =>
  render(
    <StoreContext value={store}>
      <Sheet {...(save && { save })} />
    </StoreContext>,
  )
const box = () => screen.getByLabelText<HTMLInputElement>('note')

it('is there when the sheet is opened again, whatever ended the app in between', async () => {
  const store = fakeStore()
  const { unmount } = open(store)
  await userEvent.type(box(), 'di rumah Bu RT')
  unmount()
  await waitFor(() => expect(store.keptDrafts.get('sheet:test')).toEqual({ note: 'di rumah Bu RT' }))
  open(store)
  await waitFor(() => expect(box().value).toBe('di rumah Bu RT'))
})

it('does not write over what is typed before it was read', async () => {
  let answer: () => void = () => undefined
  const store = fakeStore({
    draft: (key) =>
      new Promise((resolve) => {
        answer = () => resolve({ key, savedAt: 0, value: { note: 'of before' } })
      }),
  })
  open(store)
  await userEvent.type(box(), 'new')
  await act(async () => answer())
  expect(box().value).toBe('new')
})

it('keeps the boxes of before that were not typed in again, on the disk too', async () => {
  let answer: () => void = () => undefined
  const store = fakeStore({
    draft: (key) =>
      new Promise((resolve) => {
        answer = () => resolve({ key, savedAt: 0, value: { note: 'of before', reason: 'other' } })
      }),
  })
  open(store)
  await userEvent.type(box(), 'new')
  await waitFor(() => expect(store.keptDrafts.get('sheet:test')).toEqual({ note: 'new' }))
  await act(async () => answer())
  await waitFor(() => expect(store.keptDrafts.get('sheet:test')).toEqual({ note: 'new', reason: 'other' }))
})

it.each([['a text'], [null], [['list']], [7]])('takes nothing of what is no entry: %j', async (value) => {
  const store = fakeStore()
  store.keptDrafts.set('sheet:test', value)
  open(store)
  await act(async () => undefined)
  expect(box().value).toBe('')
})

it('goes with its own save, in one transaction; a save that fails leaves it', async () => {
  const store = fakeStore()
  const save = vi.fn(async (clearDraft: string) => store.save([], { clearDraft }))
  save.mockRejectedValueOnce(new Error('no room'))
  open(store, save)
  await userEvent.type(box(), 'a')
  await userEvent.click(screen.getByRole('button', { name: 'save' }))
  await waitFor(() => expect(store.keptDrafts.get('sheet:test')).toEqual({ note: 'a' }))
  await userEvent.type(box(), 'b')
  await waitFor(() => expect(store.keptDrafts.get('sheet:test')).toEqual({ note: 'ab' }))
  await userEvent.click(screen.getByRole('button', { name: 'save' }))
  await waitFor(() => expect(store.saves).toEqual([{ changes: [], clearDraft: 'sheet:test' }]))
  expect(store.keptDrafts.size).toBe(0)
})

it('goes when the sheet is closed', async () => {
  const store = fakeStore()
  open(store)
  await userEvent.type(box(), 'a')
  await userEvent.click(screen.getByRole('button', { name: 'close' }))
  await waitFor(() => expect(store.keptDrafts.size).toBe(0))
  // What is typed while it closes does not bring it back.
  await userEvent.type(box(), 'b')
  expect(store.keptDrafts.size).toBe(0)
})
