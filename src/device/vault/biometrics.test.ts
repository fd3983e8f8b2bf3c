import { describe, expect, it } from 'vitest'
import { createLocalLocks } from '#device/platform/locks.ts'
import { lockedPhone, openedWith, pin, tryWrong, wrongPin } from '#tests/builders/locked-phone.ts'
import { shown, touchPhone } from '#tests/builders/touch-phone.ts'
import { phoneCheck } from '#tests/fakes/phone-check.ts'
import type { VaultDatabase } from './vault-database.ts'
import type { Vault } from './vault.ts'

const notDone = { ok: false, code: 'notDone' }

describe('finger or face', () => {
  it('opens what the PIN sealed, also after a new start, and the key gives itself to nobody', async () => {
    const { vault, open, bytes } = await touchPhone()
    for (const one of [vault, await open()]) {
      expect([one.state(), one.biometrics.isOn()]).toEqual(['locked', true])
      expect(await shown(one, bytes)).toBe('Bu Sari')
      expect(one.state()).toBe('open')
      one.lock()
    }
    const result = await vault.biometrics.unlock()
    if (!result.ok) throw new Error(result.code)
    await expect(crypto.subtle.exportKey('raw', result.key)).rejects.toThrow()
  })

  it('is asked of nobody on a phone where it was never turned on', async () => {
    const { phone } = await lockedPhone()
    const authenticator = phoneCheck()
    const vault = await phone.open({ authenticator })
    expect(vault.biometrics.isOn()).toBe(false)
    expect(await vault.biometrics.unlock()).toEqual(notDone)
    expect([vault.state(), authenticator.asked]).toEqual(['locked', 0])
  })

  it('that the phone does not know opens nothing and counts nothing, and the PIN opens', async () => {
    const { vault, authenticator, phone, bytes } = await touchPhone()
    const before = await phone.kept()
    authenticator.finger = 'unknown'
    for (let i = 0; i < 12; i += 1) expect(await vault.biometrics.unlock()).toEqual(notDone)
    expect((await phone.kept())?.row.tries).toEqual(before?.row.tries)
    const result = await vault.unlock(pin)
    expect(result.ok && (await openedWith(result.key, bytes))).toBe('Bu Sari')
  })

  it('whose credential is gone from the phone opens nothing, until it is turned on anew', async () => {
    const { vault, authenticator, bytes } = await touchPhone()
    authenticator.forget()
    expect(await vault.biometrics.unlock()).toEqual(notDone)
    expect(await vault.biometrics.turnOn(pin)).toEqual({ ok: true })
    expect(await shown(vault, bytes)).toBe('Bu Sari')
  })

  it('lasts through another PIN', async () => {
    const { vault, phone, bytes } = await touchPhone()
    expect(await vault.changePin(pin, '905172')).toEqual({ ok: true })
    expect(await shown(vault, bytes)).toBe('Bu Sari')
    expect((await phone.kept())?.keys?.biometric).toBeDefined()
  })

  it('is turned off without touching the PIN', async () => {
    const { vault, phone, authenticator } = await touchPhone()
    const asked = authenticator.asked
    await vault.biometrics.turnOff()
    expect([vault.biometrics.isOn(), (await phone.kept())?.keys?.biometric]).toEqual([false, undefined])
    expect(await vault.biometrics.unlock()).toEqual(notDone)
    expect(authenticator.asked).toBe(asked)
    expect(await vault.unlock(pin)).toMatchObject({ ok: true })
  })
})

describe('turning it on', () => {
  it.each([
    ['by somebody whom the phone does not know', { finger: 'unknown' }, 'notDone'],
    ['on a phone that gives no bytes', { hasPrf: false }, 'cannot'],
  ] as const)('%s keeps nothing and counts nothing', async (_, change, code) => {
    const { phone } = await lockedPhone()
    const vault = await phone.open({ authenticator: Object.assign(phoneCheck(), change) })
    const before = await phone.kept()
    expect(await vault.biometrics.turnOn(pin)).toEqual({ ok: false, code })
    expect([vault.biometrics.isOn(), await phone.kept()]).toEqual([false, before])
  })

  it('takes the PIN: a wrong one counts like any, and keeps nothing', async () => {
    const { phone } = await lockedPhone()
    const vault = await phone.open({ authenticator: phoneCheck() })
    expect(await vault.biometrics.turnOn(wrongPin)).toMatchObject({ code: 'wrongPin', triesLeft: 9 })
    expect((await phone.kept())?.keys?.biometric).toBeUndefined()
    await tryWrong(phone, vault, 8)
    expect(await vault.biometrics.turnOn(wrongPin)).toEqual({ ok: false, code: 'wiped' })
    expect([vault.state(), (await phone.kept())?.keys]).toEqual(['wiped', undefined])
    expect(await vault.biometrics.turnOn(pin)).toEqual({ ok: false, code: 'wiped' })
  })

  it('keeps nothing where there is no room', async () => {
    const { phone } = await lockedPhone()
    const vault = await phone.open({ authenticator: phoneCheck() })
    phone.full.database = true
    expect(await vault.biometrics.turnOn(pin)).toEqual({ ok: false, code: 'storageFull' })
    expect([vault.biometrics.isOn(), (await phone.kept())?.keys?.biometric]).toEqual([false, undefined])
  })

  it('leaves nothing half done when the app is killed at any write', async () => {
    for (let writes = 1; writes <= 4; writes += 1) {
      const { phone, bytes } = await lockedPhone()
      const authenticator = phoneCheck()
      const vault = await phone.open({ authenticator })
      phone.killAfter(writes)
      expect(await phone.settled(vault.biometrics.turnOn(pin))).toBe('killed')
      const later = await phone.open({ authenticator })
      expect([later.biometrics.isOn(), await later.biometrics.unlock()]).toEqual([false, notDone])
      const result = await later.unlock(pin)
      expect(result.ok && (await openedWith(result.key, bytes))).toBe('Bu Sari')
    }
  })
})

describe('while the system asks', () => {
  it('another tab is not kept from its PIN', async () => {
    const { vault, authenticator } = await touchPhone()
    const locked: unknown[] = []
    authenticator.meanwhile = async () => locked.push(await vault.unlock(pin))
    expect(await vault.biometrics.unlock()).toMatchObject({ ok: true })
    expect(await vault.biometrics.turnOn(pin)).toEqual({ ok: true })
    expect(locked).toMatchObject([{ ok: true }, { ok: true }])
  })

  it('nothing is written but alone, and nobody is asked so', async () => {
    const { phone, authenticator } = await touchPhone()
    const locks = createLocalLocks()
    const isAlone = async () => (await locks.holdIfFree('teratai-vault', async () => 'free')) === undefined
    const seen: string[] = []
    const note = async (what: string) => seen.push(`${what} ${(await isAlone()) ? 'alone' : 'beside others'}`)
    authenticator.meanwhile = () => note('asked')
    const database: VaultDatabase = {
      ...phone.database,
      async writeRow(row) {
        await note('written')
        await phone.database.writeRow(row)
      },
      async keep(row, keys) {
        await note('kept')
        await phone.database.keep(row, keys)
      },
    }
    const vault = await phone.open({ authenticator, database, locks })
    await vault.biometrics.unlock()
    await vault.biometrics.turnOn(pin)
    await vault.biometrics.turnOff()
    expect([...new Set(seen)]).toEqual(['asked beside others', 'written alone', 'kept alone'])
    expect(seen.filter((one) => one.startsWith('kept'))).toHaveLength(2)
  })

  it.each([
    ['was turned off', (vault: Vault) => vault.biometrics.turnOff()],
    ['was wiped', (vault: Vault) => vault.wipe()],
    ['was wiped and begun anew', (vault: Vault) => vault.wipe().then(() => vault.setUp('905172'))],
  ])('a vault that %s does not open', async (_, change) => {
    const { vault, authenticator, bytes } = await touchPhone()
    authenticator.meanwhile = () => change(vault)
    expect(await shown(vault, bytes)).toBe('notDone')
  })

  it('a vault that was begun anew is not wrapped with the key of before', async () => {
    const { phone } = await lockedPhone()
    const authenticator = phoneCheck()
    const vault = await phone.open({ authenticator })
    authenticator.meanwhile = async () => {
      await vault.wipe()
      await vault.setUp('905172')
    }
    expect(await vault.biometrics.turnOn(pin)).toMatchObject({ code: 'wrongPin' })
    expect(vault.biometrics.isOn()).toBe(false)
  })
})

describe('wrong PINs and finger or face', () => {
  it('it opens during the wait, and ends the count', async () => {
    const { vault, phone, bytes } = await touchPhone()
    for (let i = 0; i < 5; i += 1) await vault.unlock(wrongPin)
    expect(await vault.unlock(pin)).toMatchObject({ code: 'wait' })
    expect(await shown(vault, bytes)).toBe('Bu Sari')
    expect((await phone.kept())?.row.tries.wrong).toBe(0)
    vault.lock()
    expect(await vault.unlock(wrongPin)).toMatchObject({ triesLeft: 9, waitMs: 0 })
  })

  it('the tenth takes it along with the keys', async () => {
    const { vault, phone, authenticator } = await touchPhone()
    await tryWrong(phone, vault, 10)
    const { asked } = authenticator
    expect([vault.state(), await vault.biometrics.unlock()]).toEqual(['wiped', notDone])
    expect([authenticator.asked, (await phone.kept())?.keys]).toEqual([asked, undefined])
  })

  it('the tenth counts before the keys are gone, also while the system asks', async () => {
    const { vault, phone, authenticator, open } = await touchPhone()
    await tryWrong(phone, vault, 9)
    authenticator.meanwhile = async () => {
      const kept = await phone.kept()
      // As a try leaves it that was killed as it was counted.
      phone.beside.set(kept?.row.id ?? '', '00000099.10.000000000000000')
    }
    expect(await vault.biometrics.unlock()).toEqual(notDone)
    expect((await open()).state()).toBe('wiped')
  })

  it('it opens where there is no room to end the count', async () => {
    const { vault, phone, bytes } = await touchPhone()
    await vault.unlock(wrongPin)
    Object.assign(phone.full, { database: true, shelf: true })
    expect(await shown(vault, bytes)).toBe('Bu Sari')
  })
})
