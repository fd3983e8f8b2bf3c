import { expect, it, vi } from 'vitest'
import { fakeStore } from '#tests/fakes/store.ts'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { openUpdates, testHolder, testPin } from '#tests/builders/render-screen.tsx'
import type { Session } from './session.ts'
import { createSessions } from './sessions.ts'

const pin = '284915'

/** A session of which only its end is looked at. */
function sessionOf(end: () => Promise<void>): Session {
  return {
    store: fakeStore(),
    phone: {
      version: 'test',
      sync: { status: () => ({ state: 'idle' }), listen: () => () => undefined, request: () => undefined },
      updates: openUpdates,
      pin: testPin,
      holder: testHolder,
      history: async () => ({ ok: false, code: 'network' }),
      enrol: async () => ({ ok: false, code: 'network' }),
      surat: {
        write: async () => ({ ok: false, code: 'keysUnknown' }),
        handedOut: async () => undefined,
        take: async () => ({ ok: false, code: 'notASurat' }),
      },
    },
    loadWatch: () => new Promise(() => undefined),
    answers: { known: () => undefined, forget: () => undefined },
    behind: async () => undefined,
    end,
  }
}

async function unlocked(begin?: () => Promise<Session>) {
  const vault = await vaultPhone().openAll()
  const end = vi.fn(async () => undefined)
  const sessions = createSessions(vault, begin ?? (async () => sessionOf(end)))
  const result = await vault.setUp(pin)
  if (!result.ok) throw new Error(result.code)
  return { vault, sessions, end, opened: result }
}

it('ends with the lock, and tells whoever draws', async () => {
  const { vault, sessions, end, opened } = await unlocked()
  const told: boolean[] = []
  sessions.listen(() => told.push(sessions.current() !== undefined))
  await sessions.open(opened)
  expect(end).not.toHaveBeenCalled()
  vault.lock()
  expect(sessions.current()).toBeUndefined()
  expect(end).toHaveBeenCalledOnce()
  expect(told).toEqual([true, false])
})

it('ends with a wipe', async () => {
  const { vault, sessions, end, opened } = await unlocked()
  await sessions.open(opened)
  await vault.wipe()
  expect([sessions.current(), end.mock.calls.length]).toEqual([undefined, 1])
})

it('does not begin where the phone was locked while it was being made', async () => {
  let made: (session: Session) => void = () => undefined
  const end = vi.fn(async () => undefined)
  const { vault, sessions, opened } = await unlocked(() => new Promise((resolve) => (made = resolve)))
  const opening = sessions.open(opened)
  await new Promise((resolve) => setTimeout(resolve))
  vault.lock()
  made(sessionOf(end))
  await opening
  expect([sessions.current(), end.mock.calls.length]).toEqual([undefined, 1])
})

it('begins once where finger and PIN have both opened', async () => {
  const begun = vi.fn(async () => sessionOf(async () => undefined))
  const { sessions, opened } = await unlocked(begun)
  await Promise.all([sessions.open(opened), sessions.open(opened)])
  expect([begun.mock.calls.length, sessions.current() !== undefined]).toEqual([1, true])
})

it('SL8 does not begin under somebody else who has opened theirs meanwhile', async () => {
  let made: (session: Session) => void = () => undefined
  const end = vi.fn(async () => undefined)
  const { vault, sessions, opened } = await unlocked(() => new Promise((resolve) => (made = resolve)))
  await vault.noteUse(opened.id)
  const opening = sessions.open(opened)
  await new Promise((resolve) => setTimeout(resolve))
  vault.lock()
  await vault.begin()
  const second = await vault.setUp('905172')
  if (!second.ok) throw new Error(second.code)
  expect(vault.isOpen(second.id)).toBe(true)
  made(sessionOf(end))
  await opening
  expect([sessions.current(), end.mock.calls.length]).toEqual([undefined, 1])
})

it('begins only once the last one has come to its end: what was typed last is there', async () => {
  let ended: () => void = () => undefined
  const begun: string[] = []
  const { vault, sessions, opened } = await unlocked(async () => {
    begun.push('begun')
    return sessionOf(() => new Promise((resolve) => (ended = resolve)))
  })
  await sessions.open(opened)
  vault.lock()
  const result = await vault.unlock(pin)
  if (!result.ok) throw new Error(result.code)
  const opening = sessions.open(result)
  await new Promise((resolve) => setTimeout(resolve))
  expect(begun).toHaveLength(1)
  ended()
  await opening
  expect([begun.length, sessions.current() !== undefined]).toEqual([2, true])
})
