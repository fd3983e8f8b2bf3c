import { createSignal, type Unsubscribe } from '#device/platform/listen.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import type { OpenVault } from '#device/vault/vault.ts'
import type { Session } from './session.ts'

/** This tab's session, one at a time. */
export type Sessions = {
  readonly current: () => Session | undefined
  readonly listen: (listener: () => void) => Unsubscribe
  /** With what a right PIN has opened. */
  readonly open: (opened: OpenVault) => Promise<void>
}

/** Begins a session with each unlocking; the lock ends it, whoever locked, and then nothing here holds the key. */
export function createSessions(
  vault: Pick<PhoneVault, 'state' | 'listen' | 'isOpen'>,
  begin: (opened: OpenVault) => Promise<Session>,
): Sessions {
  const changed = createSignal<void>()
  let current: Session | undefined
  let ending = Promise.resolve()
  let opening = Promise.resolve()
  const openOne = async (opened: OpenVault) => {
    // What was typed last before the lock is there for who reads now.
    await ending
    if (current || !vault.isOpen(opened.id)) return
    const session = await begin(opened)
    if (!vault.isOpen(opened.id)) return session.end()
    current = session
    changed.tell()
  }
  vault.listen((state) => {
    if (state === 'open' || !current) return
    const { end } = current
    current = undefined
    changed.tell()
    ending = end().catch(() => undefined)
  })
  return {
    current: () => current,
    listen: (listener) => changed.listen(listener),
    open(opened) {
      // One after the other: PIN and finger may both have opened.
      const turn = opening.then(() => openOne(opened))
      opening = turn.catch(() => undefined)
      return turn
    },
  }
}
