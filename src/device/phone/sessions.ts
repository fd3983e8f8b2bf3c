import { createSignal, type Unsubscribe } from '#device/platform/listen.ts'
import type { DataKey } from '#device/vault/data-key.ts'
import type { Vault } from '#device/vault/vault.ts'
import type { Session } from './session.ts'

/** This tab's session, one at a time. */
export type Sessions = {
  readonly current: () => Session | undefined
  readonly listen: (listener: () => void) => Unsubscribe
  /** With the key that a right PIN has opened. */
  readonly open: (key: DataKey) => Promise<void>
}

/** Begins a session with each unlocking; the lock ends it, whoever locked, and then nothing here holds the key. */
export function createSessions(
  vault: Pick<Vault, 'state' | 'listen'>,
  begin: (key: DataKey) => Promise<Session>,
): Sessions {
  const changed = createSignal<void>()
  let current: Session | undefined
  let ending = Promise.resolve()
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
    async open(key) {
      // What was typed last before the lock is there for who reads now.
      await ending
      const session = await begin(key)
      if (vault.state() !== 'open' || current) return session.end()
      current = session
      changed.tell()
    },
  }
}
