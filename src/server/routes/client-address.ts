import { type BlockList, isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'

/**
 * From where a request comes, as far as that can be believed: the connection's own address, or, where that is a
 * trusted proxy, the last address in `X-Forwarded-For` that is none. What stands further left anyone could have
 * written. `undefined` where nothing tells callers apart: this machine itself, or a proxy that names nobody.
 */
export function clientAddress(request: FastifyRequest, proxies: BlockList | undefined): string | undefined {
  const own = plain(request.socket.remoteAddress)
  if (own === undefined) return undefined
  if (!isAmong(proxies, own)) return isThisMachine(own) ? undefined : asCaller(own)
  const named = String(request.headers['x-forwarded-for'] ?? '').split(',')
  for (const one of named.toReversed()) {
    const address = plain(one.trim())
    if (address === undefined) return undefined
    if (!isAmong(proxies, address)) return asCaller(address)
  }
  return undefined
}

/** An address in one spelling: IPv4 that came over an IPv6 socket as IPv4. */
function plain(address: string | undefined): string | undefined {
  const unmapped = address?.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  return unmapped && isIP(unmapped) ? unmapped : undefined
}

const isAmong = (proxies: BlockList | undefined, address: string) =>
  proxies?.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4') ?? false

const isThisMachine = (address: string) => address === '::1' || address.startsWith('127.')

/** Who has one IPv6 address has the 2^64 beside it: they count as one caller. */
function asCaller(address: string): string {
  if (isIP(address) === 4) return address
  const [before = '', after] = address.toLowerCase().split('::')
  const head = before === '' ? [] : before.split(':')
  const tail = after ? after.split(':') : []
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length
  return [...head, ...Array.from({ length: zeros }, () => '0'), ...tail]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')
}
