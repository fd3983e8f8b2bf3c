import type { Socket } from 'node:net'
import cookie from '@fastify/cookie'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { parse } from 'zod/mini'
import { callFor } from './routes/call.ts'
import { compress } from './routes/compress.ts'
import { checkContent, checkOrigin, readInput } from './routes/check-request.ts'
import { LateReadings, noteInTrail } from './routes/note-in-trail.ts'
import { openApiRoute } from './routes/open-api.ts'
import { isBinary, type Route, type ServerDeps } from './routes/route.ts'
import { recogniseSession } from './routes/recognise-session.ts'
import { routes as allRoutes } from './routes/routes.ts'
import { addSecurityHeaders } from './routes/security-headers.ts'
import { servePages } from './routes/serve-pages.ts'
import { leastTls, type Tls } from './hosting/certificate.ts'
import { codeOf, errorBody, errorStatus, type ErrorCode } from './errors.ts'

export type AppDeps = ServerDeps & {
  /** The built client; without it only the API is served. */
  readonly dist?: string
  /** Where the server speaks TLS itself. */
  readonly tls?: Tls | undefined
  /** How long a sender may take, in place of what is usual. */
  readonly patience?: Patience
}

/** How long headers and a whole request may take, and how often that is looked after, ms. */
export type Patience = { readonly headers: number; readonly request: number; readonly check: number }

const jsonBytes = 256 * 1024
/** Over the slowest link that is hoped for, 1 KB/s: a kilobyte of headers, and a full batch. */
const usualPatience: Patience = { headers: 20_000, request: 300_000, check: 5_000 }

/**
 * The whole HTTP side, ready for `listen` or `inject`. Every error leaves as `{ error: { code, field? } }` by the
 * one table in `errors.ts`; the log has method, route pattern, status, code and duration, and nothing personal.
 */
export async function buildApp(
  deps: AppDeps,
  routes: readonly Route[] = allRoutes,
): Promise<FastifyInstance> {
  const patience = deps.patience ?? usualPatience
  const slow = { headersTimeout: patience.headers, connectionsCheckingInterval: patience.check }
  const app = Fastify({
    logger: false,
    bodyLimit: jsonBytes,
    requestTimeout: patience.request,
    http: slow,
    // Fastify's types have one kind of server or the other; the rest of the app is the same on both.
    ...(deps.tls && {
      https: { ...deps.tls, minVersion: leastTls, ...slow } as never,
    }),
    // Generic over replies that no route has defined yet: as a plain one it takes the body that all errors have.
    frameworkErrors: (_error, _request, reply) => refuseAddress(reply as unknown as FastifyReply),
    clientErrorHandler: refuseSocket,
  })
  const codes = new WeakMap<FastifyRequest, ErrorCode>()
  await app.register(cookie)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { code, field, retryAfter } = codeOf(error)
    codes.set(request, code)
    if (code === 'internal') deps.log?.({ event: 'internalError', ...withoutValues(error) })
    if (retryAfter !== undefined) void reply.header('retry-after', retryAfter)
    return reply.code(errorStatus[code]).send(errorBody(code, field, retryAfter))
  })
  addSecurityHeaders(app, deps.address)
  app.addHook('onResponse', async (request, reply) => {
    const code = codes.get(request)
    deps.log?.({
      event: 'request',
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ...(code && { code }),
      ms: Math.round(reply.elapsedTime),
    })
  })
  addBinaryParsers(app, routes)
  const late = new LateReadings()
  for (const route of [...routes, openApiRoute(routes)]) addRoute(app, deps, route, late)
  await servePages(app, deps.dist, (request) => codes.set(request, 'unknownRoute'))
  return app
}

function addRoute(app: FastifyInstance, deps: ServerDeps, route: Route, late: LateReadings): void {
  app.route({
    method: route.method,
    url: route.path,
    ...(isBinary(route.body) && { bodyLimit: route.body.maxBytes }),
    ...(route.access === 'device' && { onSend: compress }),
    onRequest: async (request) => {
      checkOrigin(request, deps.address)
      await recogniseSession(request, route, deps)
    },
    preParsing: async (request, _reply, payload) => {
      checkContent(request, route.body)
      return payload
    },
    handler: async (request, reply) => {
      const input = readInput(route, request)
      const call = callFor(request, reply, deps, input)
      await noteInTrail(route, call, late)
      const answer = await route.handle(call)
      // What the schema does not name stays here; the phone's answers are large and made by typed code alone.
      return reply.send(route.access === 'device' ? answer : parse(route.answer, answer))
    },
  })
}

/** An address that cannot be read; here Fastify's types know no status, hence the plain reply. */
function refuseAddress(reply: FastifyReply): void {
  void reply.code(errorStatus.unknownRoute).send(errorBody('unknownRoute'))
}

/** What is no HTTP at all gets the same kind of answer, and its connection ends. */
function refuseSocket(_error: Error, socket: Socket): void {
  if (!socket.writable) return
  const body = JSON.stringify(errorBody('malformedRequest'))
  const length = Buffer.byteLength(body)
  socket.end(
    `HTTP/1.1 ${errorStatus.malformedRequest} Bad Request\r\ncontent-type: application/json\r\n` +
      `content-length: ${length}\r\nconnection: close\r\n\r\n${body}`,
  )
}

/** Raw bodies arrive as buffers, whatever routes declare them. */
function addBinaryParsers(app: FastifyInstance, routes: readonly Route[]): void {
  const types = new Set(routes.flatMap(({ body }) => (isBinary(body) ? body.contentTypes : [])))
  for (const type of types) {
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  }
}

/** What may be logged of an unexpected error: never its message or details, which can hold values. */
function withoutValues(error: Error) {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    name: error.name,
    ...('code' in error && { sqlState: String(error.code) }),
    at: frames.slice(0, 6).map((line) => line.trim()),
  }
}
