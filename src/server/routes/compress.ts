import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { acceptedEncoding } from './accepted-encoding.ts'

const pack = promisify(gzip)
/** Shorter answers gain nothing. */
const leastBytes = 1024

/**
 * Gzips an answer where the caller takes it. For routes of phones only: their answers are large, and nothing that a
 * stranger chose stands in them beside a secret.
 */
export async function compress(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  void reply.header('vary', 'accept-encoding')
  if (typeof payload !== 'string' || payload.length < leastBytes) return payload
  if (!acceptedEncoding(request.headers['accept-encoding'], ['gzip'])) return payload
  void reply.header('content-encoding', 'gzip')
  return pack(payload, { level: 6 })
}
