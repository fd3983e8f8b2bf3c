import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

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
  if (!takesGzip(request.headers['accept-encoding'])) return payload
  void reply.header('content-encoding', 'gzip')
  return pack(payload, { level: 6 })
}

function takesGzip(accepted: string | string[] | undefined): boolean {
  const offers = String(accepted ?? '')
    .toLowerCase()
    .split(',')
  return offers.some((offer) => {
    const [name, ...parameters] = offer.split(';').map((part) => part.trim())
    return (
      (name === 'gzip' || name === '*') && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
    )
  })
}
