import { lazy, type ReactNode, Suspense, useContext, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Switch } from 'wouter'
import { useLease } from '#device/lease/use-lease.ts'
import { wasWrittenNow } from '#device/lease/written-now.ts'
import { FirstAnswersContext } from '#device/store/first-answers.ts'
import { useHolderName } from '#device/phone/phone.ts'
import { useLive, useStore } from '#device/store/use-store.ts'
import { PeopleScreen } from '#device/features/people/people-screen.tsx'
import { TodayScreen } from '#device/features/today/today-screen.tsx'
import { BottomNav } from '#device/ui/bottom-nav.tsx'
import { ButtonLink } from '#device/ui/button.tsx'
import { HolderContext, NavContext, Screen } from '#device/ui/screen.tsx'
import { EmptyState } from '#device/ui/states.tsx'
import { Toasts } from '#device/ui/toast.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { OpeningScreen } from './opening-screen.tsx'
import { TroubleNote } from './trouble-note.tsx'

const EnrolScreen = lazy(async () => {
  const { EnrolScreen } = await import('#device/features/enrol/enrol-screen.tsx')
  return { default: EnrolScreen }
})
const PersonScreen = lazy(async () => {
  const { PersonScreen } = await import('#device/features/person/person-screen.tsx')
  return { default: PersonScreen }
})
const NewPersonScreen = lazy(async () => {
  const { NewPersonScreen } = await import('#device/features/new-person/new-person-screen.tsx')
  return { default: NewPersonScreen }
})
const EditPersonScreen = lazy(async () => {
  const { EditPersonScreen } = await import('#device/features/new-person/edit-person-screen.tsx')
  return { default: EditPersonScreen }
})
const VisitScreen = lazy(async () => {
  const { VisitScreen } = await import('#device/features/visit/visit-screen.tsx')
  return { default: VisitScreen }
})
const ResultScreen = lazy(async () => {
  const { ResultScreen } = await import('#device/features/visit/result-screen.tsx')
  return { default: ResultScreen }
})
const QueueScreen = lazy(async () => {
  const { QueueScreen } = await import('#device/features/queue/queue-screen.tsx')
  return { default: QueueScreen }
})
const SettingsScreen = lazy(async () => {
  const { SettingsScreen } = await import('#device/features/settings/settings-screen.tsx')
  return { default: SettingsScreen }
})

const BiometricScreen = lazy(async () => {
  const { BiometricScreen } = await import('#device/features/lock/biometric-screen.tsx')
  return { default: BiometricScreen }
})

const ChangePinScreen = lazy(async () => {
  const { ChangePinScreen } = await import('#device/features/lock/change-pin-screen.tsx')
  return { default: ChangePinScreen }
})

const HandOverScreen = lazy(async () => {
  const { HandOverScreen } = await import('#device/features/lock/hand-over-screen.tsx')
  return { default: HandOverScreen }
})

const ClosedPeople = lazy(async () => {
  const { ClosedPeople } = await import('#device/features/lease/closed-screens.tsx')
  return { default: ClosedPeople }
})
const ClosedPerson = lazy(async () => {
  const { ClosedPerson } = await import('#device/features/lease/closed-screens.tsx')
  return { default: ClosedPerson }
})

/** The screens, and over them what happens to the phone by itself. */
export function App() {
  const answers = useContext(FirstAnswersContext)
  // What is drawn from now on must not begin with what was true at the start.
  useEffect(() => answers?.forget(), [answers])
  return (
    <>
      <ErrorBoundary>
        <Screens />
      </ErrorBoundary>
      <TroubleNote />
      <Toasts />
    </>
  )
}

/** Every screen by its address. Before enrolment every address leads to it; no address holds personal data. */
function Screens() {
  const enrolment = useLive(
    (store) => store.enrolment().then((found) => found ?? 'none'),
    [],
    (first) => first.enrolment ?? 'none',
  )
  return (
    <NavContext value={<Navigation />}>
      <HolderContext value={useHolderName()}>
        <Suspense fallback={<OpeningScreen />}>
          <Switch>
            <Route path="/enrol">
              <EnrolScreen />
            </Route>
            {enrolment === 'none' && (
              <Route>
                <Redirect to="/enrol" replace />
              </Route>
            )}
            <Route path="/">
              <TodayScreen />
            </Route>
            <Route path="/people">
              <UnderLease closed={<ClosedPeople />}>
                <PeopleScreen />
              </UnderLease>
            </Route>
            <Route path="/people/new">
              <NewPersonScreen />
            </Route>
            <Route path="/person/:id">
              {({ id }) => (
                <UnderLease closed={<ClosedPerson personId={id} />}>
                  <PersonScreen key={id} id={id} />
                </UnderLease>
              )}
            </Route>
            <Route path="/person/:id/edit">
              {({ id }) => (
                <UnderLease closed={<ClosedPerson personId={id} />}>
                  <EditPersonScreen key={id} id={id} />
                </UnderLease>
              )}
            </Route>
            <Route path="/visit/:personId">
              {({ personId }) => <VisitScreen key={personId} personId={personId} />}
            </Route>
            <Route path="/visit/:personId/:visitId">
              {({ personId, visitId }) => (
                <UnderLease closed={<ClosedPerson personId={personId} />}>
                  <VisitScreen key={visitId} personId={personId} visitId={visitId} />
                </UnderLease>
              )}
            </Route>
            <Route path="/visit/:personId/:visitId/result">
              {({ personId, visitId }) => (
                <UnderLease closed={<ClosedPerson personId={personId} />} visitId={visitId}>
                  <ResultScreen key={visitId} personId={personId} visitId={visitId} />
                </UnderLease>
              )}
            </Route>
            <Route path="/queue">
              <QueueScreen />
            </Route>
            <Route path="/settings">
              <SettingsScreen />
            </Route>
            <Route path="/settings/biometric">
              <BiometricScreen />
            </Route>
            <Route path="/settings/pin">
              <ChangePinScreen />
            </Route>
            <Route path="/settings/hand-over">
              <HandOverScreen />
            </Route>
            <Route>
              <NotFoundScreen />
            </Route>
          </Switch>
        </Suspense>
      </HolderContext>
    </NavContext>
  )
}

type UnderLeaseProps = {
  readonly closed: ReactNode
  /** Of a visit's result: what was written just now is told in any case. */
  readonly visitId?: string
  readonly children: ReactNode
}

/** What shows people's data: while the puskesmas's last word is recent enough (sync-spec LS1), else what stands instead. */
function UnderLease({ closed, visitId, children }: UnderLeaseProps) {
  const store = useStore()
  const lease = useLease()
  if (visitId !== undefined && wasWrittenNow(store, visitId)) return children
  if (!lease) return <OpeningScreen />
  return lease.state === 'closed' ? closed : children
}

function Navigation() {
  const balance = useLive(
    (store) => store.balance(),
    [],
    (first) => first.balance,
  )
  return <BottomNav undelivered={balance ? balance.waiting + balance.held : 0} />
}

function NotFoundScreen() {
  const { t } = useTranslation()
  return (
    <Screen title={t('appName')} nav="shown">
      <EmptyState title={t('error.notFound')} text={t('error.notFoundText')}>
        <ButtonLink to="/">{t('error.toToday')}</ButtonLink>
      </EmptyState>
    </Screen>
  )
}
