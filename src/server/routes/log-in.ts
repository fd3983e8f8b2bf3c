import {
  loginRequestSchema,
  meAnswerSchema,
  nothingSchema,
  ownPasswordSchema,
} from '#protocol/messages/access.ts'
import { setPassword } from '#server/access/accounts.ts'
import { findPuskesmas, listPosyandu } from '#server/access/named.ts'
import { hashPassword, passwordMatches } from '#server/access/password.ts'
import { closeSession, findSession, openSession, type Session } from '#server/access/session.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { defineRoute, type Route } from './route.ts'

type Credentials = { account_id: string; password_hash: string | null }

const findCredentials = (queries: Queries, loginName: string) =>
  queries.query<Credentials>(
    `select account_id, password_hash from account where lower(login_name) = lower($1) and active and role <> 'kader'`,
    [loginName.trim()],
  )

async function describeSession(queries: Queries, session: Session) {
  const { id, name, demo } = await findPuskesmas(queries)
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
  }
}

const logInRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/log-in',
  summary:
    'Opens a session at the desk; the answer sets its cookie. A wrong name and a wrong password are answered alike.',
  access: 'public',
  body: loginRequestSchema,
  answer: meAnswerSchema,
  errors: ['wrongLogin'],
  async handle({ input, inScope, deps, setSessionCookie }) {
    const [found] = await inScope((queries) => findCredentials(queries, input.body.loginName))
    const matches = await passwordMatches(input.body.password, found?.password_hash)
    if (!found || !matches) throw new Refusal('wrongLogin')
    const now = deps.now()
    return inScope(async (queries) => {
      const { token } = await openSession(queries, deps.puskesmasId, found.account_id, now)
      await queries.query('update account set last_login_at = $2 where account_id = $1', [
        found.account_id,
        new Date(now),
      ])
      const session = await findSession(queries, token, now)
      if (!session) throw new Refusal('wrongLogin')
      setSessionCookie(token)
      return describeSession(queries, session)
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
  handle: ({ inScope, session }) => inScope((queries) => describeSession(queries, session)),
})

const ownPasswordRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/me/password',
  summary: "Changes one's own password; all other sessions of the account end.",
  access: 'session',
  body: ownPasswordSchema,
  answer: nothingSchema,
  errors: ['wrongLogin'],
  async handle({ input, session, sessionToken, inScope }) {
    const [found] = await inScope((queries) => findCredentials(queries, session.loginName))
    if (!(await passwordMatches(input.body.current, found?.password_hash))) {
      throw new Refusal('wrongLogin', 'current')
    }
    const hash = await hashPassword(input.body.password)
    await inScope((queries) => setPassword(queries, session.accountId, hash, sessionToken))
    return {}
  },
})

export const logInRoutes: readonly Route[] = [logInRoute, logOutRoute, meRoute, ownPasswordRoute]
