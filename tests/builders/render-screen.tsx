import { configure, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { startWords, words } from '#device/i18n/i18n.ts'
import { type Phone, PhoneContext } from '#device/phone/phone.ts'
import type { Store } from '#device/store/store.ts'
import { StoreContext } from '#device/store/use-store.ts'
import type { SyncStatus } from '#device/sync/status.ts'

// Waits end with what they wait for; the limit only ends a test that has failed, on the slowest machine too.
configure({ asyncUtilTimeout: 30_000 })

/** A page without an update. */
export const openUpdates: Phone['updates'] = {
  state: () => 'none',
  listen: () => () => undefined,
  apply: async () => 'gone',
}

/** A lock that takes every new PIN, and opens for none. */
export const testPin: Phone['pin'] = {
  lockAll: () => undefined,
  unlock: async () => ({ ok: false, code: 'wrongPin', triesLeft: 9, waitMs: 0 }),
  changePin: async () => ({ ok: true }),
  biometrics: {
    isOn: () => false,
    isOffered: async () => false,
    turnOn: async () => ({ ok: false, code: 'cannot' }),
    turnOff: async () => undefined,
    unlock: async () => ({ ok: false, code: 'notDone' }),
  },
}

/** One person alone on their phone. */
export const testHolder: Phone['holder'] = {
  name: () => undefined,
  listen: () => () => undefined,
  othersWaiting: async () => 0,
  handOver: async () => ({ ok: true }),
}

type World = {
  readonly store: Store
  readonly enrol?: Phone['enrol']
  readonly history?: Phone['history']
  readonly surat?: Partial<Phone['surat']>
  readonly updates?: Partial<Phone['updates']>
  readonly pin?: Partial<Phone['pin']>
  readonly holder?: Partial<Phone['holder']>
  readonly status?: SyncStatus
  readonly path?: string
}

/** A screen in Indonesian on a phone with this store; `where()` tells the address that it led to. */
export function renderScreen(
  screen: ReactNode,
  { store, enrol, history, surat, updates, pin, holder, status, path = '/' }: World,
) {
  if (!words.isInitialized) startWords()
  // jsdom paints nothing: it neither scrolls, watches what comes into sight nor knows how the app is displayed.
  window.scrollTo = () => undefined
  Element.prototype.scrollIntoView = () => undefined
  Object.assign(window, { matchMedia: () => ({ matches: false }) })
  const location = memoryLocation({ path, record: true })
  const current: SyncStatus = status ?? { state: 'idle' }
  const requests: string[] = []
  const phone: Phone = {
    version: 'test',
    sync: {
      status: () => current,
      listen: () => () => undefined,
      request: (reason) => requests.push(reason),
    },
    updates: { ...openUpdates, ...updates },
    pin: { ...testPin, ...pin },
    holder: { ...testHolder, ...holder },
    surat: {
      write: async () => ({ ok: false, code: 'keysUnknown' }),
      handedOut: async () => undefined,
      take: async () => ({ ok: false, code: 'notASurat' }),
      ...surat,
    },
    history: history ?? (async () => ({ ok: false, code: 'network' })),
    enrol: enrol ?? (async () => ({ ok: false, code: 'network' })),
  }
  const view = render(
    <Router hook={location.hook}>
      <StoreContext value={store}>
        <PhoneContext value={phone}>{screen}</PhoneContext>
      </StoreContext>
    </Router>,
  )
  return { ...view, requests, where: () => location.history.at(-1) }
}
