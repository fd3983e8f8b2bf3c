import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pin } from '#tests/builders/locked-phone.ts'
import { keptKeys, shown, touchPhone } from '#tests/builders/touch-phone.ts'
import { makeDeviceKey } from './wrap-key.ts'

const notDone = { ok: false, code: 'notDone' }

describe('what lies on the phone for it', () => {
  it('opens on no other phone, whatever the check there gives', async () => {
    const { phone, open } = await touchPhone()
    const { row, keys } = keptKeys(await phone.kept())
    await phone.database.keep(row, { ...keys, deviceKey: await makeDeviceKey() })
    expect(await (await open()).biometrics.unlock()).toEqual(notDone)
  })

  it('opens no more once any bit of it was changed', async () => {
    const { phone, vault, bytes } = await touchPhone()
    const { row, keys, biometric } = keptKeys(await phone.kept())
    const parts = ['credentialId', 'salt', 'nonce', 'sealed'] as const
    const changes = fc.tuple(fc.constantFrom(...parts), fc.nat(), fc.nat(7))
    await fc.assert(
      fc.asyncProperty(changes, async ([part, at, bit]) => {
        const changed = { ...biometric, [part]: flipped(biometric[part], at, bit) }
        await phone.database.keep(row, { ...keys, biometric: changed })
        expect(await vault.biometrics.unlock()).toEqual(notDone)
      }),
    )
    await phone.database.keep(row, { ...keys, biometric })
    expect(await shown(vault, bytes)).toBe('Bu Sari')
  })

  it('is another wrapping each time', async () => {
    const { phone, vault } = await touchPhone()
    const first = keptKeys(await phone.kept()).biometric
    await vault.biometrics.turnOn(pin)
    const second = keptKeys(await phone.kept()).biometric
    for (const part of ['credentialId', 'salt', 'nonce'] as const)
      expect(second[part]).not.toEqual(first[part])
  })
})

function flipped(from: Uint8Array | ArrayBuffer, at: number, bit: number) {
  const bytes = new Uint8Array(from.slice(0))
  const place = at % bytes.length
  bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
  return from instanceof ArrayBuffer ? bytes.buffer : bytes
}
