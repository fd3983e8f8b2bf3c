import { createDecipheriv, createECDH, createHmac, type ECDH } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { openSealed, sealTo } from './hpke.ts'

const opening = Uint8Array.from([1, 2, 3])
const seal = { info: 'a test', opening }

async function makePair() {
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' } as const
  const made = await crypto.subtle.generateKey(algorithm, true, ['deriveBits'])
  const jwk = await crypto.subtle.exportKey('jwk', made.privateKey)
  const privateKey = await crypto.subtle.importKey('jwk', { ...jwk, ext: false }, algorithm, false, [
    'deriveBits',
  ])
  const raw = Buffer.from(await crypto.subtle.exportKey('raw', made.publicKey))
  const reckoned = createECDH('prime256v1')
  reckoned.setPrivateKey(Buffer.from(String(jwk.d), 'base64url'))
  return { keys: { privateKey, publicKey: made.publicKey }, point: raw.toString('base64url'), reckoned }
}

const hmac = (key: Buffer, ...parts: (Buffer | string)[]) => {
  const hash = createHmac('sha256', key)
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const u16 = (number: number) => Buffer.of(number >> 8, number & 255)
const empty = Buffer.alloc(0)
/** RFC 9180 §4: LabeledExtract and LabeledExpand for lengths up to one hash. */
const extract = (suite: Buffer, salt: Buffer, label: string, ikm: Buffer) =>
  hmac(salt.length > 0 ? salt : Buffer.alloc(32), 'HPKE-v1', suite, label, ikm)
const expand = (suite: Buffer, prk: Buffer, label: string, info: Buffer, length: number) =>
  hmac(prk, u16(length), 'HPKE-v1', suite, label, info, Buffer.of(1)).subarray(0, length)

/** RFC 9180 §4.1: Decap of DHKEM(P-256, HKDF-SHA256). */
function decapsulate(recipient: ECDH, encapsulated: Buffer): Buffer {
  const suite = Buffer.concat([Buffer.from('KEM'), u16(0x0010)])
  const context = Buffer.concat([encapsulated, recipient.getPublicKey()])
  const prk = extract(suite, empty, 'eae_prk', recipient.computeSecret(encapsulated))
  return expand(suite, prk, 'shared_secret', context, 32)
}

/** RFC 9180 §5.1 and §5.2: base mode, HKDF-SHA256 (1), AES-256-GCM (2), the first message. */
function openByFormula(shared: Buffer, info: string, aad: Buffer, ciphertext: Buffer): Buffer {
  const suite = Buffer.concat([Buffer.from('HPKE'), u16(0x0010), u16(1), u16(2)])
  const context = Buffer.concat([
    Buffer.of(0),
    extract(suite, empty, 'psk_id_hash', empty),
    extract(suite, empty, 'info_hash', Buffer.from(info)),
  ])
  const secret = extract(suite, shared, 'secret', empty)
  const key = expand(suite, secret, 'key', context, 32)
  const nonce = expand(suite, secret, 'base_nonce', context, 12)
  const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(aad)
  cipher.setAuthTag(ciphertext.subarray(-16))
  return Buffer.concat([cipher.update(ciphertext.subarray(0, -16)), cipher.final()])
}

describe('the seal', () => {
  let own: Awaited<ReturnType<typeof makePair>>
  beforeAll(async () => {
    own = await makePair()
  })

  it('SJ5 opens with the private half, though that never leaves its keeping', async () => {
    const sealed = await sealTo(own.point, seal, Uint8Array.from([9, 8, 7]))
    expect(await openSealed(own.keys, seal, sealed)).toEqual(Uint8Array.from([9, 8, 7]))
    expect(sealed).toHaveLength(65 + 3 + 16)
  })

  it('SJ5 opens with no other key, for no other use, beside no other opening', async () => {
    const sealed = await sealTo(own.point, seal, Uint8Array.from([9]))
    const other = await makePair()
    expect(await openSealed(other.keys, seal, sealed)).toBeUndefined()
    expect(await openSealed(own.keys, { ...seal, info: 'another' }, sealed)).toBeUndefined()
    expect(await openSealed(own.keys, { ...seal, opening: Uint8Array.from([1, 2]) }, sealed)).toBeUndefined()
  })

  it('SJ3 does not open with any byte changed or cut', async () => {
    const sealed = await sealTo(
      own.point,
      seal,
      Uint8Array.from({ length: 40 }, (_, i) => i),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = sealed.slice()
        changed[at] = (changed[at] ?? 0) ^ flip
        expect(await openSealed(own.keys, seal, changed)).toBeUndefined()
        expect(await openSealed(own.keys, seal, sealed.slice(0, at))).toBeUndefined()
      }),
      { numRuns: 60 },
    )
  })

  it('SJ5 is HPKE of RFC 9180, reckoned here once more from its formulas', async () => {
    const sealed = Buffer.from(await sealTo(own.point, seal, Uint8Array.from([4, 5, 6])))
    const recipient = own.reckoned
    const secret = sealed.subarray(0, 65)
    const shared = decapsulate(recipient, secret)
    expect(openByFormula(shared, 'a test', Buffer.from(opening), sealed.subarray(65))).toEqual(
      Buffer.of(4, 5, 6),
    )
  })

  it('never seals alike twice', async () => {
    const [one, two] = await Promise.all([1, 2].map(() => sealTo(own.point, seal, Uint8Array.from([9]))))
    expect(one).not.toEqual(two)
  })
})
