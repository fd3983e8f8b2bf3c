import type { FastifyReply, FastifyRequest } from 'fastify'
import { cookieName, sessionLength } from '#server/access/session.ts'
import { browserRemembered } from '#server/access/known-browsers.ts'
import type { Scope } from '#server/database/database.ts'
import { clientAddress } from './client-address.ts'
import { sessionOf } from './recognise-session.ts'
import type { Access, Call, ServerDeps } from './route.ts'

/** Puts together what a handler sees of one request. */
export function callFor(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: ServerDeps,
  input: { params: unknown; query: unknown; body: unknown },
): Call<Access, unknown, unknown, unknown> {
  const session = sessionOf(request)
  const scope: Scope = {
    puskesmasId: deps.puskesmasId,
    posyandu: session?.role === 'nakes' ? session.posyandu : 'none',
  }
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: deps.address.startsWith('https:'),
  } as const
  const sessionCookie = cookieName('session', deps.address)
  const browserCookie = cookieName('browser', deps.address)
  return {
    // Read by the route's own schemas just before, so each has the type that the handler declares.
    input: input as Call<Access, unknown, unknown, unknown>['input'],
    session,
    deps,
    scope,
    inScope: (work) => deps.database.withScope(scope, work),
    header: (name) => {
      const value = request.headers[name.toLowerCase()]
      return Array.isArray(value) ? value[0] : value
    },
    setHeader: (name, value) => void reply.header(name, value),
    callerAddress: clientAddress(request, deps.proxies),
    browserToken: request.cookies[browserCookie],
    setBrowserCookie: (token) =>
      void reply.setCookie(browserCookie, token, { ...options, maxAge: browserRemembered / 1000 }),
    sessionToken: request.cookies[sessionCookie],
    setSessionCookie: (token) => {
      if (token === undefined) void reply.clearCookie(sessionCookie, options)
      else void reply.setCookie(sessionCookie, token, { ...options, maxAge: sessionLength / 1000 })
    },
  }
}
