import type { FastifyRequest } from 'fastify'
import { safeParse } from 'zod/mini'
import { Refusal } from '#server/errors.ts'
import { isBinary, type Route } from './route.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that a page of another origin sent. Browsers name the sender in `Sec-Fetch-Site` or `Origin`;
 * a caller that names none is no browser and carries no one's cookie.
 */
export function checkOrigin(request: FastifyRequest, address: string): void {
  if (safeMethods.has(request.method)) return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('foreignOrigin')
  const origin = request.headers.origin
  if (origin === undefined) return
  const own = [new URL(address).origin, `http://${request.headers.host}`, `https://${request.headers.host}`]
  if (!own.includes(origin)) throw new Refusal('foreignOrigin')
}

/** Refuses a body of another type than the route takes, before a byte of it is read. */
export function checkContent(request: FastifyRequest, body: Route['body']): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
  if (body === undefined || !hasBody) return
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const taken = isBinary(body) ? body.contentTypes : ['application/json']
  if (!taken.includes(type)) throw new Refusal('unsupportedMediaType')
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw new Refusal('unsupportedMediaType')
}

/** The input by the route's schemas; the first part that does not fit is named, its value is not. */
export function readInput(route: Route, request: FastifyRequest) {
  return {
    params: read(route.params, request.params, 'path'),
    query: read(route.query, request.query, 'query'),
    body: isBinary(route.body) ? readBytes(request.body) : read(route.body, request.body, 'body'),
  }
}

function read(schema: Route['params'], value: unknown, whole: string): unknown {
  if (schema === undefined) return undefined
  const parsed = safeParse(schema, value)
  if (parsed.success) return parsed.data
  const path = parsed.error.issues[0]?.path ?? []
  throw new Refusal('invalidInput', path.length > 0 ? path.map(fieldName).join('.') : whole)
}

/** A key that the sender made up could itself be a value; only what looks like a name is repeated. */
function fieldName(key: PropertyKey): string {
  const text = String(key)
  return /^[A-Za-z0-9_]{1,64}$/.test(text) ? text : '*'
}

function readBytes(body: unknown): Uint8Array {
  if (!(body instanceof Uint8Array) || body.length === 0) throw new Refusal('invalidInput', 'body')
  return body
}
