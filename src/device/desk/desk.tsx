import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Redirect, Route, Router, Switch } from 'wouter'
import { type MeAnswer, meAnswerSchema, nothingSchema, type Purpose } from '#protocol/messages/access.ts'
import { ButtonLink } from '#device/ui/button.tsx'
import { EmptyState, ErrorState, LoadingState } from '#device/ui/states.tsx'
import { Toasts } from '#device/ui/toast.tsx'
import { AccountsPage } from './access/accounts-page.tsx'
import { EnrolPage } from './access/enrol-page.tsx'
import { ForPurpose } from './access/for-purpose.tsx'
import { LogInScreen } from './access/log-in-screen.tsx'
import { MyAccountPage } from './access/my-account-page.tsx'
import { PosyanduPage } from './access/posyandu-page.tsx'
import { call, type Problem, whenLoggedOut, whenPurposeMissing } from './api/call.ts'
import { DevicesPage } from './devices/devices-page.tsx'
import { Frame, type Place } from './frame/frame.tsx'
import { Trap } from './frame/trap.tsx'
import { ImportPage } from './import/import-page.tsx'
import { LostPhonePage } from './lost-phone/lost-phone-page.tsx'
import { PeoplePage } from './people/people-page.tsx'
import { PersonPage } from './people/person-page.tsx'
import { SamePersonPage } from './same-person/same-person-page.tsx'
import { SessionContext, useSession } from './session.ts'
import { SettingsPage } from './settings/settings-page.tsx'
import { SuratPage } from './surat/surat-page.tsx'
import { useProblemWords } from './use-problem.ts'
import { VisitsPage } from './visits/visits-page.tsx'

type Who =
  | { readonly state: 'asking' }
  | { readonly state: 'nobody'; readonly ended?: true }
  | { readonly state: 'someone'; readonly me: MeAnswer }
  | { readonly state: 'unknown'; readonly problem: Problem }

const nakesPlaces: readonly Place[] = [
  { to: '/', name: 'visits', icon: 'today' },
  { to: '/warga', name: 'people', icon: 'people', below: '/warga/*' },
  { to: '/kode', name: 'enrol', icon: 'add' },
  { to: '/hp', name: 'devices', icon: 'received', below: '/hp/*' },
  { to: '/surat', name: 'surat', icon: 'queue' },
  { to: '/saya', name: 'me', icon: 'settings' },
]
const adminPlaces: readonly Place[] = [
  { to: '/', name: 'kader', icon: 'people' },
  { to: '/akun', name: 'accounts', icon: 'edit' },
  { to: '/posyandu', name: 'posyandu', icon: 'home' },
  { to: '/kode', name: 'enrol', icon: 'add' },
  { to: '/hp', name: 'devices', icon: 'received' },
  { to: '/surat', name: 'surat', icon: 'queue' },
  { to: '/impor', name: 'import', icon: 'pulled' },
  { to: '/setelan', name: 'settings', icon: 'settings' },
  { to: '/saya', name: 'me', icon: 'check' },
]

/** The puskesmas's desk: everything below `/puskesmas`, for whoever is logged in. */
export function Desk() {
  const [who, setWho] = useState<Who>({ state: 'asking' })
  useEffect(() => {
    whenLoggedOut(() =>
      setWho((before) => ({ state: 'nobody', ...(before.state === 'someone' && { ended: true }) })),
    )
    whenPurposeMissing(() => setWho((before) => withPurpose(before, undefined)))
    void whoIsThere().then(setWho)
  }, [])
  const onPurpose = (purpose: Purpose | undefined) => setWho((before) => withPurpose(before, purpose))
  const logOut = async () => {
    await call(nothingSchema, '/api/v1/log-out', { method: 'POST' })
    // Whoever logs in next, perhaps in another role, begins at the beginning.
    window.history.replaceState(null, '', '/puskesmas')
    setWho({ state: 'nobody' })
  }
  return (
    <Router base="/puskesmas">
      <Trap>
        {who.state === 'someone' ? (
          <SessionContext value={{ me: who.me, isAdmin: who.me.account.role === 'admin', logOut, onPurpose }}>
            <Places />
          </SessionContext>
        ) : (
          <Entrance
            who={who}
            onRetry={async () => setWho(await whoIsThere())}
            onLoggedIn={(me) => setWho({ state: 'someone', me })}
          />
        )}
      </Trap>
      <Toasts />
    </Router>
  )
}

function withPurpose(who: Who, purpose: Purpose | undefined): Who {
  if (who.state !== 'someone') return who
  const { purpose: _, ...me } = who.me
  return { ...who, me: { ...me, ...(purpose && { purpose }) } }
}

async function whoIsThere(): Promise<Who> {
  const result = await call(meAnswerSchema, '/api/v1/me')
  if (result.ok) return { state: 'someone', me: result.value }
  return result.problem.code === 'notLoggedIn'
    ? { state: 'nobody' }
    : { state: 'unknown', problem: result.problem }
}

type EntranceProps = {
  readonly who: Exclude<Who, { state: 'someone' }>
  readonly onRetry: () => Promise<void>
  readonly onLoggedIn: (me: MeAnswer) => void
}

function Entrance({ who, onRetry, onLoggedIn }: EntranceProps) {
  const { t } = useTranslation('desk')
  const say = useProblemWords()
  if (who.state === 'asking') {
    return (
      <main>
        <LoadingState />
      </main>
    )
  }
  if (who.state === 'nobody') {
    return <LogInScreen onLoggedIn={onLoggedIn} {...(who.ended && { note: t('sessionEnded') })} />
  }
  return (
    <main>
      <ErrorState code={who.problem.code} title={t('notLoaded')} text={say(who.problem)} onRetry={onRetry} />
    </main>
  )
}

/** A place that a role does not have is not there: an admin sees nobody's visits. */
function Places() {
  const { isAdmin } = useSession()
  return (
    <Frame places={isAdmin ? adminPlaces : nakesPlaces}>{isAdmin ? <AdminRoutes /> : <NakesRoutes />}</Frame>
  )
}

function NakesRoutes() {
  return (
    <Switch>
      <Route path="/">
        <ForPurpose>
          <VisitsPage />
        </ForPurpose>
      </Route>
      <Route path="/warga">
        <ForPurpose>
          <PeoplePage />
        </ForPurpose>
      </Route>
      <Route path="/warga/:id/sama">
        {({ id }) => (
          <ForPurpose>
            <SamePersonPage key={id} id={id} />
          </ForPurpose>
        )}
      </Route>
      <Route path="/warga/:id">
        {({ id }) => (
          <ForPurpose>
            <PersonPage key={id} id={id} />
          </ForPurpose>
        )}
      </Route>
      <Route path="/hp/:id/hilang">
        {({ id }) => (
          <ForPurpose>
            <LostPhonePage key={id} id={id} />
          </ForPurpose>
        )}
      </Route>
      {sharedRoutes()}
    </Switch>
  )
}

function AdminRoutes() {
  return (
    <Switch>
      <Route path="/">
        <AccountsPage key="kader" of="kader" />
      </Route>
      <Route path="/akun">
        <AccountsPage key="staff" of="staff" />
      </Route>
      <Route path="/posyandu">
        <PosyanduPage />
      </Route>
      <Route path="/impor">
        <ImportPage />
      </Route>
      <Route path="/setelan">
        <SettingsPage />
      </Route>
      {sharedRoutes()}
    </Switch>
  )
}

/** Elements, not a component: a `Switch` looks at its own children only. */
function sharedRoutes() {
  return [
    <Route key="enrol" path="/kode">
      <EnrolPage />
    </Route>,
    <Route key="devices" path="/hp">
      <ForPurpose>
        <DevicesPage />
      </ForPurpose>
    </Route>,
    <Route key="surat" path="/surat">
      <SuratPage />
    </Route>,
    <Route key="me" path="/saya">
      <MyAccountPage />
    </Route>,
    <Route key="index" path="/index.html">
      <Redirect to="/" replace />
    </Route>,
    <Route key="none">
      <NoSuchPage />
    </Route>,
  ]
}

function NoSuchPage() {
  const { t } = useTranslation(['desk', 'common'])
  return (
    <EmptyState title={t('common:error.notFound')}>
      <ButtonLink to="/">{t('toStart')}</ButtonLink>
    </EmptyState>
  )
}
