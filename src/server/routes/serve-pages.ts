import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorBody, errorStatus } from '#server/errors.ts'

/** Scripts come from here only; WebAssembly is the QR decoder's; the static shell has its styles inline. */
const contentSecurity = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Serves the built client: the desk at `/puskesmas` and below, the phone's page for every other path that names
 * no file. Hashed assets are immutable, all else is asked for anew. Below `/api` there are no pages.
 */
export async function servePages(
  app: FastifyInstance,
  dist: string | undefined,
  onUnknown: (request: FastifyRequest) => void,
): Promise<void> {
  const hasPages = dist !== undefined && existsSync(join(dist, 'index.html'))
  if (hasPages) {
    await app.register(fastifyStatic, {
      root: dist,
      index: false,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (reply, path) => {
        const immutable = path.startsWith(join(dist, 'assets') + sep)
        void reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
        void reply.header('content-security-policy', contentSecurity)
        void reply.header('referrer-policy', 'no-referrer')
      },
    })
    app.get('/', (_request, reply) => reply.sendFile('index.html'))
  }
  app.setNotFoundHandler((request, reply) => {
    const page = hasPages ? pageFor(request) : undefined
    if (page) return reply.code(200).sendFile(page)
    return unknown(request, reply, onUnknown)
  })
}

function pageFor(request: FastifyRequest): string | undefined {
  const path = request.url.split(/[?#]/)[0] ?? '/'
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined
  if (/^\/api(\/|$)/.test(path) || /\.[^/]*$/.test(path)) return undefined
  return /^\/puskesmas(\/|$)/.test(path) ? 'desk.html' : 'index.html'
}

function unknown(request: FastifyRequest, reply: FastifyReply, onUnknown: (request: FastifyRequest) => void) {
  onUnknown(request)
  return reply.code(errorStatus.unknownRoute).send(errorBody('unknownRoute'))
}
