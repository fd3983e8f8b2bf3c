import {
  loginRequestSchema,
  meAnswerSchema,
  nothingSchema,
  ownPasswordSchema,
  purposeSchema,
} from '#protocol/messages/access.ts'
import { setPassword } from '#server/access/accounts.ts'
import { forgetOldAttempts, judged, logInCounters } from '#server/access/attempts.ts'
import { isKnownBrowser, rememberBrowser } from '#server/access/known-browsers.ts'
import { findPuskesmas, listPosyandu } from '#server/access/named.ts'
import { findPurpose, statePurpose } from '#server/access/purpose.ts'
import { hashPassword, passwordMatches } from '#server/access/password.ts'
import { closeSession, findSession, newToken, openSession, type Session } from '#server/access/session.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { dayIn } from '#server/time/day-in.ts'
import { noteDeed } from './note-in-trail.ts'
import { type Call, defineRoute, type Route } from './route.ts'

type Credentials = { account_id: string; password_hash: string | null }

const findCredentials = (queries: Queries, loginName: string) =>
  queries.query<Credentials>(
    `select account_id, password_hash from account where lower(login_name) = lower($1) and active and role <> 'kader'`,
    [loginName.trim()],
  )

async function describeSession(queries: Queries, session: Session, now: number) {
  const { id, name, demo, timeZone } = await findPuskesmas(queries)
  const purpose = await findPurpose(queries, session.accountId, dayIn(timeZone, now))
  return {
    account: {
      id: session.accountId,
      loginName: session.loginName,
      displayName: session.displayName,
      role: session.role,
    },
    puskesmas: { id, name, demo },
    posyandu: await listPosyandu(queries, session.role === 'admin' ? undefined : session.posyandu),
    expiresAt: session.expiresAt,
    ...(purpose && { purpose }),
  }
}

type Knock = Pick<
  Call<'public', undefined, undefined, undefined>,
  'deps' | 'inScope' | 'callerAddress' | 'browserToken'
>

/** The account whose name and password these are; refuses with `wrongLogin` or `tooManyAttempts`. */
async function checkPassword(
  { deps, inScope, callerAddress, browserToken }: Knock,
  { loginName, password }: { readonly loginName: string; readonly password: string },
): Promise<string> {
  const { found, browser } = await inScope(async (queries) => {
    const [account] = await findCredentials(queries, loginName)
    const isKnown =
      account && browserToken && (await isKnownBrowser(queries, browserToken, account.account_id))
    return { found: account, browser: isKnown ? browserToken : undefined }
  })
  const counters = logInCounters(loginName, { address: callerAddress, browser })
  const matches = await judged(
    deps,
    counters,
    () => passwordMatches(password, found?.password_hash),
    (outcome) => 'value' in outcome && !outcome.value,
  )
  if (!found || !matches) throw new Refusal('wrongLogin')
  return found.account_id
}

const logInRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/log-in',
  summary:
    'Opens a session at the desk; the answer sets its cookie. A wrong name and a wrong password are answered alike.',
  access: 'public',
  body: loginRequestSchema,
  answer: meAnswerSchema,
  errors: ['wrongLogin', 'tooManyAttempts'],
  async handle(call) {
    const { input, inScope, deps, setSessionCookie, setBrowserCookie } = call
    const accountId = await checkPassword(call, input.body)
    const now = deps.now()
    return inScope(async (queries) => {
      const { token } = await openSession(queries, deps.puskesmasId, accountId, now)
      const browserToken = call.browserToken ?? newToken()
      const browser = { puskesmasId: deps.puskesmasId, token: browserToken, accountId }
      await rememberBrowser(queries, browser, now)
      await forgetOldAttempts(queries, now)
      await queries.query('update account set last_login_at = $2 where account_id = $1', [
        accountId,
        new Date(now),
      ])
      const session = await findSession(queries, token, now, 'byPerson')
      if (!session) throw new Refusal('wrongLogin')
      await noteDeed(deps, { action: 'loggedIn', account: { id: accountId, role: session.role } })
      setSessionCookie(token)
      setBrowserCookie(browserToken)
      return describeSession(queries, session, now)
    })
  },
})

const logOutRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/log-out',
  summary: 'Ends the session, if there is one.',
  access: 'public',
  answer: nothingSchema,
  errors: [],
  async handle({ sessionToken, inScope, setSessionCookie }) {
    if (sessionToken) await inScope((queries) => closeSession(queries, sessionToken))
    setSessionCookie(undefined)
    return {}
  },
})

const meRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is logged in, in which puskesmas, for which posyandu.',
  access: 'session',
  answer: meAnswerSchema,
  errors: [],
  handle: ({ inScope, session, deps }) => inScope((queries) => describeSession(queries, session, deps.now())),
})

const ownPasswordRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/me/password',
  summary: "Changes one's own password; all other sessions of the account end.",
  access: 'session',
  body: ownPasswordSchema,
  audit: { action: 'passwordChanged' },
  answer: nothingSchema,
  errors: ['wrongLogin', 'tooManyAttempts'],
  async handle({ input, session, sessionToken, inScope, deps }) {
    const [found] = await inScope((queries) => findCredentials(queries, session.loginName))
    const matches = await judged(
      deps,
      [['session', session.accountId]],
      () => passwordMatches(input.body.current, found?.password_hash),
      (outcome) => 'value' in outcome && !outcome.value,
    )
    if (!matches) throw new Refusal('wrongLogin', 'current')
    const hash = await hashPassword(input.body.password)
    await inScope((queries) => setPassword(queries, session.accountId, hash, sessionToken))
    return {}
  },
})

const purposeRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/me/purpose',
  summary: "Says what people's data are opened for today; `other` says it in words.",
  access: 'nakes',
  body: purposeSchema,
  answer: nothingSchema,
  errors: [],
  async handle({ input: { body }, session, inScope, deps }) {
    if ((body.code === 'other') !== (body.words !== undefined)) throw new Refusal('invalidInput', 'words')
    const account = { id: session.accountId, role: session.role }
    await noteDeed(deps, { action: 'purposeStated', account, purpose: body })
    await inScope(async (queries) => {
      const day = dayIn((await findPuskesmas(queries)).timeZone, deps.now())
      await statePurpose(queries, { puskesmasId: deps.puskesmasId, accountId: session.accountId, day }, body)
    })
    return {}
  },
})

export const logInRoutes: readonly Route[] = [
  logInRoute,
  logOutRoute,
  meRoute,
  ownPasswordRoute,
  purposeRoute,
]
