import { BlockList } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

const proxies = new BlockList()
proxies.addAddress('127.0.0.1')
proxies.addSubnet('10.0.0.0', 8)

const request = (remoteAddress: string, forwarded?: string) =>
  // Only what the function reads of a request.
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as FastifyRequest

describe('the address of a caller', () => {
  it.each([
    ['203.0.113.7', undefined, '203.0.113.7'],
    ['::ffff:203.0.113.7', undefined, '203.0.113.7'],
    // Whoever is no proxy may write what they like.
    ['203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['::ffff:127.0.0.1', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
    ['127.0.0.1', '198.51.100.1, 10.1.2.3', '198.51.100.1'],
    // A proxy that names nobody, or writes no address, tells nobody apart.
    ['127.0.0.1', undefined, undefined],
    ['127.0.0.1', 'unknown', undefined],
    ['127.0.0.1', '198.51.100.1, unknown', undefined],
    ['127.0.0.1', '10.1.2.3', undefined],
    ['2001:db8:0:1::5', undefined, '2001:db8:0:1'],
    ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', undefined, '2001:db8:0:1'],
    ['2001:db8::5', undefined, '2001:db8:0:0'],
  ])('of a connection from %s that says %j is %s', (remote, forwarded, address) => {
    expect(clientAddress(request(remote, forwarded), proxies)).toBe(address)
  })

  it.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])(
    'is not told by %s where no proxy is named',
    (remote) => {
      expect(clientAddress(request(remote, '198.51.100.1'), undefined)).toBeUndefined()
    },
  )
})
