import type { FastifyRequest } from 'fastify'
import type { AccountRole } from '#protocol/messages/access.ts'
import { cookieName, findSession, type Session } from '#server/access/session.ts'
import { Refusal } from '#server/errors.ts'
import type { Access, Route, ServerDeps } from './route.ts'

const rolesFor: Readonly<Record<Exclude<Access, 'public' | 'device'>, readonly AccountRole[]>> = {
  session: ['admin', 'nakes', 'dinkes'],
  admin: ['admin'],
  nakes: ['nakes'],
  desk: ['admin', 'nakes'],
}

const sessions = new WeakMap<FastifyRequest, Session>()

/** The session of a request that `recogniseSession` let through. */
export const sessionOf = (request: FastifyRequest) => sessions.get(request)

/** Lets a request through to a route of this access, or refuses with `notLoggedIn` or `forbidden`. */
export async function recogniseSession(request: FastifyRequest, route: Route, deps: ServerDeps) {
  if (route.access === 'public' || route.access === 'device') return
  const token = request.cookies[cookieName('session', deps.address)]
  if (!token) throw new Refusal('notLoggedIn')
  const scope = { puskesmasId: deps.puskesmasId, posyandu: 'none' } as const
  const use = request.headers['teratai-unattended'] === undefined ? 'byPerson' : 'unattended'
  const session = await deps.database.withScope(scope, (queries) =>
    findSession(queries, token, deps.now(), use),
  )
  if (!session) throw new Refusal('notLoggedIn')
  if (!rolesFor[route.access].includes(session.role)) throw new Refusal('forbidden')
  sessions.set(request, session)
}
