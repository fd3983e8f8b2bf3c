import { lazy, type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { LockScreen } from '#device/features/lock/lock-screen.tsx'
import { PhoneContext } from '#device/phone/phone.ts'
import { useLeaveScreen } from '#device/features/lock/use-leave-screen.ts'
import type { Session } from '#device/phone/session.ts'
import type { Sessions } from '#device/phone/sessions.ts'
import { FirstAnswersContext } from '#device/store/first-answers.ts'
import { StoreContext, WatchContext } from '#device/store/use-store.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { OpeningScreen } from './opening-screen.tsx'
import { TroubleNote } from './trouble-note.tsx'

const SetPinScreen = lazy(async () => {
  const { SetPinScreen } = await import('#device/features/lock/set-pin-screen.tsx')
  return { default: SetPinScreen }
})

const WhoScreen = lazy(async () => {
  const { WhoScreen } = await import('#device/features/lock/who-screen.tsx')
  return { default: WhoScreen }
})

type GateProps = { readonly vault: PhoneVault; readonly sessions: Sessions; readonly children: ReactNode }

/** Nobody sees the app's screens but who knows the PIN; without one nothing is kept here. */
export function Gate({ vault, sessions, children }: GateProps) {
  const session = useSyncExternalStore(sessions.listen, sessions.current)
  const leave = useLeaveScreen()
  // Whatever the address: who is wiped is told so first.
  useEffect(() => vault.listen((state) => state === 'wiped' && leave()), [vault, leave])
  if (session) return <Within session={session}>{children}</Within>
  return (
    <>
      <ErrorBoundary>
        <Suspense fallback={<OpeningScreen />}>
          <Closed vault={vault} sessions={sessions} />
        </Suspense>
      </ErrorBoundary>
      <TroubleNote />
    </>
  )
}

function Closed({ vault, sessions }: Omit<GateProps, 'children'>) {
  const state = useSyncExternalStore(vault.listen, vault.state)
  const [path] = useLocation()
  if (state === 'open') return <OpeningScreen />
  if (state === 'unchosen') return <WhoScreen vault={vault} />
  // Who goes to enrol a phone that was wiped begins as on a new one.
  if (state === 'none' || (state === 'wiped' && path === '/enrol'))
    return <SetPinScreen vault={vault} onSet={sessions.open} />
  return <LockScreen vault={vault} onOpen={sessions.open} />
}

function Within({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  useEffect(() => void session.behind(), [session])
  return (
    <StoreContext value={session.store}>
      <WatchContext value={session.loadWatch}>
        <FirstAnswersContext value={session.answers}>
          <PhoneContext value={session.phone}>{children}</PhoneContext>
        </FirstAnswersContext>
      </WatchContext>
    </StoreContext>
  )
}
