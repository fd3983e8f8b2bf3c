import { useSyncExternalStore } from 'react'

/** In no TypeScript lib: Chrome's own event, https://wicg.github.io/manifest-incubations/ */
type InstallEvent = Event & { readonly prompt: () => Promise<{ readonly outcome: string }> }

/** `offered`: the browser would ask now. `unknown`: only its own menu leads there. */
export type Install = 'installed' | 'offered' | 'unknown'

let offered: InstallEvent | undefined
const listeners = new Set<() => void>()

const become = (event: InstallEvent | undefined) => {
  offered = event
  for (const listener of listeners) listener()
}

/** Catches the browser's offer, which comes once and early, to be made when a person asks for it. */
export function watchInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    become(event as InstallEvent)
  })
  window.addEventListener('appinstalled', () => become(undefined))
}

export async function askToInstall(): Promise<void> {
  await offered?.prompt()
  become(undefined)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function state(): Install {
  if (window.matchMedia('(display-mode: standalone)').matches) return 'installed'
  return offered ? 'offered' : 'unknown'
}

export const useInstall = (): Install => useSyncExternalStore(subscribe, state)
