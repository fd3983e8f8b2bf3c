import { existsSync, type Stats } from 'node:fs'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorBody, errorStatus } from '#server/errors.ts'
import { acceptedEncoding } from './accepted-encoding.ts'
import { contentSecurityOf } from './security-headers.ts'
import { isPackable, PackedFiles, packings } from './packed-files.ts'

/**
 * Serves the built client: the desk at `/puskesmas` and below, the phone's page for every other path that names
 * no file. Hashed assets are immutable, all else is asked for anew, and all of it goes packed to whoever takes it so:
 * a first visit over a slow link is mostly scripts. Below `/api` there are no pages.
 */
export async function servePages(
  app: FastifyInstance,
  dist: string | undefined,
  onUnknown: (request: FastifyRequest) => void,
): Promise<void> {
  const hasPages = dist !== undefined && existsSync(join(dist, 'index.html'))
  if (hasPages) {
    const sent = new WeakMap<FastifyRequest, SentFile>()
    const policies = new Policies()
    app.addHook('onSend', packer(sent))
    await app.register(fastifyStatic, {
      root: dist,
      index: false,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (reply, path, stat) => {
        sent.set(reply.request, { path, stat })
        const immutable = path.startsWith(join(dist, 'assets') + sep)
        void reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
        void reply.header('content-security-policy', policies.of(path, stat))
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

/** The policy of each file, worked out anew when the file was built anew. */
class Policies {
  readonly #known = new Map<string, { readonly mark: string; readonly policy: string }>()

  of(path: string, { mtimeMs, size }: Stats): string {
    const mark = `${mtimeMs} ${size}`
    const known = this.#known.get(path)
    if (known?.mark === mark) return known.policy
    const policy = contentSecurityOf(path)
    this.#known.set(path, { mark, policy })
    return policy
  }
}

type SentFile = { readonly path: string; readonly stat: Stats }

/** Puts the packed form of a file in the place of the file. Parts of a file, and answers without one, go as they are. */
function packer(sent: WeakMap<FastifyRequest, SentFile>) {
  const files = new PackedFiles()
  return async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
    const file = sent.get(request)
    if (!file || !isPackable(file.path, file.stat)) return payload
    void reply.header('vary', 'accept-encoding')
    const packing = acceptedEncoding(request.headers['accept-encoding'], packings)
    if (!packing || request.method !== 'GET' || reply.statusCode !== 200 || !(payload instanceof Readable))
      return payload
    const bytes = await files.read(file.path, file.stat, packing)
    payload.destroy()
    void reply.header('content-encoding', packing).header('content-length', bytes.length)
    return bytes
  }
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
