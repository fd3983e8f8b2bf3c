import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newDataKeyBytes } from './data-key.ts'
import { makeDeviceKey, pinRounds, unwrapBytes, wrapBytes } from './wrap-key.ts'

const pin = '284915'
const few = 1

async function wrappedOnce(rounds = few) {
  const deviceKey = await makeDeviceKey()
  const bytes = newDataKeyBytes()
  const before = bytes.slice()
  return { deviceKey, before, wrapped: await wrapBytes({ pin, deviceKey }, rounds, bytes) }
}

describe('a wrapped key', () => {
  it('opens by the same PIN on the same phone, with the rounds of every day', async () => {
    const { deviceKey, before, wrapped } = await wrappedOnce(pinRounds)
    expect(wrapped.rounds).toBeGreaterThanOrEqual(600_000)
    expect(await unwrapBytes({ pin, deviceKey }, wrapped)).toEqual(before)
    expect(await unwrapBytes({ pin: '284916', deviceKey }, wrapped)).toBeUndefined()
  })

  it('opens by no other PIN', async () => {
    const { deviceKey, wrapped } = await wrappedOnce()
    const other = fc.string({ maxLength: 8 }).filter((text) => text !== pin)
    await fc.assert(
      fc.asyncProperty(other, async (wrong) => {
        expect(await unwrapBytes({ pin: wrong, deviceKey }, wrapped)).toBeUndefined()
      }),
    )
  })

  it('opens on no other phone, whatever the PIN', async () => {
    const { wrapped } = await wrappedOnce()
    expect(await unwrapBytes({ pin, deviceKey: await makeDeviceKey() }, wrapped)).toBeUndefined()
  })

  it('opens no more once anything of it was changed', async () => {
    const { deviceKey, wrapped } = await wrappedOnce()
    const flipped = (bytes: Uint8Array) => Uint8Array.from(bytes, (byte, i) => (i === 3 ? byte ^ 1 : byte))
    for (const changed of [
      { ...wrapped, rounds: few + 1 },
      { ...wrapped, salt: flipped(wrapped.salt) },
      { ...wrapped, nonce: flipped(wrapped.nonce) },
      { ...wrapped, sealed: flipped(new Uint8Array(wrapped.sealed)).buffer },
    ])
      expect(await unwrapBytes({ pin, deviceKey }, changed)).toBeUndefined()
  })

  it('looks different each time', async () => {
    const deviceKey = await makeDeviceKey()
    const bytes = newDataKeyBytes()
    const [one, other] = await Promise.all([
      wrapBytes({ pin, deviceKey }, few, bytes),
      wrapBytes({ pin, deviceKey }, few, bytes),
    ])
    expect(one.salt).not.toEqual(other.salt)
    expect(one.nonce).not.toEqual(other.nonce)
    expect(new Uint8Array(one.sealed)).not.toEqual(new Uint8Array(other.sealed))
  })

  it('gives the device key to nobody', async () => {
    const deviceKey = await makeDeviceKey()
    expect(deviceKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', deviceKey)).rejects.toThrow()
  })
})
