import { expect, it, vi } from 'vitest'
import { fakeStore } from '#tests/fakes/store.ts'
import { createSignal } from '#device/platform/listen.ts'
import { lateStore } from './late-store.ts'
import type { Store } from './store.ts'
import type { StoreTrouble } from './store-error.ts'

/** Nothing here takes so long. */
const patienceMs = 60_000

function lateWith(store: Store) {
  let loads = 0
  let bring: (store: Store) => void = () => undefined
  const whenLoaded = new Promise<Store>((resolve) => {
    bring = resolve
  })
  const { store: late, settled } = lateStore(() => {
    loads += 1
    bring(store)
    return whenLoaded
  }, whenLoaded)
  return { late, settled, loads: () => loads }
}

it('answers every question as the store behind it', async () => {
  const store = fakeStore({ people: [{ id: 'a', name: 'Melati' }] })
  const { late } = lateWith(store)
  const names = Object.keys(late) as (keyof Store)[]
  // All that a store has, so that none is forgotten here.
  expect(names.sort()).toEqual(
    Object.keys(store)
      .filter((name) => name !== 'saves' && name !== 'keptDrafts')
      .sort(),
  )
  expect(await late.directory()).toEqual([{ id: 'a', name: 'Melati' }])
  await late.saveDraft('visit/a', { weightKg: 8 })
  await late.save([{ kind: 'person', id: 'a', set: { name: 'Mawar' } }], { clearDraft: 'visit/a' })
  expect(store.saves).toEqual([
    { changes: [{ kind: 'person', id: 'a', set: { name: 'Mawar' } }], clearDraft: 'visit/a' },
  ])
  expect(await late.drafts()).toEqual([])
})

it('loads when it is asked, and does not wait once the store is here', async () => {
  const { late, loads } = lateWith(fakeStore())
  expect(loads()).toBe(0)
  await late.settings()
  await late.settings()
  expect(loads()).toBe(1)
})

it('hears of troubles once the store is here, without being a reason to load it', async () => {
  const troubles = createSignal<StoreTrouble>()
  const { late, loads } = lateWith(fakeStore({ onTrouble: (listener) => troubles.listen(listener) }))
  const heard: string[] = []
  const end = late.onTrouble((trouble) => heard.push(`kept ${trouble}`))
  late.onTrouble((trouble) => heard.push(`gone ${trouble}`))()
  expect(loads()).toBe(0)
  await late.settings()
  troubles.tell('storageFull')
  end()
  troubles.tell('reconnected')
  expect(heard).toEqual(['kept storageFull'])
})

it('is asked again after it could not be loaded', async () => {
  const store = fakeStore()
  let fails = true
  const { store: late } = lateStore(
    async () => {
      if (fails) throw new Error('importing a module script failed')
      return store
    },
    new Promise(() => undefined),
  )
  await expect(late.settings()).rejects.toThrow('importing')
  fails = false
  expect(await late.settings()).toEqual({})
})

it('is settled once all that was asked has its answer, and what is asked upon that', async () => {
  const writing: (() => void)[] = []
  const store = fakeStore({ saveDraft: () => new Promise((resolve) => writing.push(resolve)) })
  const { late, settled } = lateWith(store)
  // As a form does: what is typed during a write is written after it.
  const typed = async () => {
    await late.saveDraft('visit/a', { weightKg: 8 })
    await late.saveDraft('visit/a', { weightKg: 8.7 })
  }
  void typed()
  let isSettled = false
  const settling = (async () => {
    await settled(patienceMs)
    isSettled = true
  })()
  for (const count of [1, 2]) {
    await vi.waitFor(() => expect(writing).toHaveLength(count))
    expect(isSettled).toBe(false)
    writing.at(-1)?.()
  }
  await settling
  expect(writing).toHaveLength(2)
})

it('is settled by a failed answer too', async () => {
  const { late, settled } = lateWith(fakeStore({ settings: () => Promise.reject(new Error('broken')) }))
  const asked = late.settings().catch(() => 'failed')
  await settled(patienceMs)
  expect(await asked).toBe('failed')
})

it('waits for no answer for ever', async () => {
  const { late, settled } = lateWith(fakeStore({ settings: () => new Promise(() => undefined) }))
  void late.settings()
  await settled(1)
  expect(await late.drafts()).toEqual([])
})
