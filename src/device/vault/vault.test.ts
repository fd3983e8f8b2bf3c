import { describe, expect, it } from 'vitest'
import { lockedPhone, openedWith, pin, wrongPin } from '#tests/builders/locked-phone.ts'
import { tabsTogether, vaultPhone } from '#tests/fakes/vault-phone.ts'
import type { Vault, VaultState } from './vault.ts'

describe('a chosen PIN', () => {
  it('opens what was sealed, also after a new start, and the key gives itself to nobody', async () => {
    const { phone, vault, bytes } = await lockedPhone()
    for (const one of [vault, await phone.open()]) {
      expect(one.state()).toBe('locked')
      const result = await one.unlock(pin)
      if (!result.ok) throw new Error(result.code)
      expect(one.state()).toBe('open')
      expect(await openedWith(result.key, bytes)).toBe('Bu Sari')
      expect([...result.key.usages].sort()).toEqual(['decrypt', 'encrypt', 'unwrapKey', 'wrapKey'])
      await expect(crypto.subtle.exportKey('raw', result.key)).rejects.toThrow()
    }
  })

  it('is told of in every state', async () => {
    const phone = vaultPhone()
    const vault = await phone.open()
    const states: VaultState[] = [vault.state()]
    const stop = vault.listen((state) => states.push(state))
    await vault.setUp(pin)
    vault.lock()
    vault.lock()
    await vault.unlock(pin)
    await vault.wipe()
    vault.lock()
    stop()
    await vault.setUp(pin)
    expect(states).toEqual(['none', 'open', 'locked', 'open', 'wiped'])
  })

  it('is refused where anybody would guess it, and then nothing is kept', async () => {
    const phone = vaultPhone()
    const vault = await phone.open()
    expect(await vault.setUp('123456')).toEqual({ ok: false, code: 'weakPin', why: 'run' })
    expect([vault.state(), await phone.kept()]).toEqual(['none', undefined])
  })

  it('is not chosen twice: the second tab has to type it', async () => {
    const phone = vaultPhone()
    const [one, other] = await Promise.all([phone.open(), phone.open()])
    await one.setUp(pin)
    expect(await other.setUp('905172')).toEqual({ ok: false, code: 'alreadySet' })
    expect(other.state()).toBe('locked')
    expect(await other.unlock(pin)).toMatchObject({ ok: true })
  })

  it('is not kept where there is no room', async () => {
    const phone = vaultPhone()
    const vault = await phone.open()
    phone.full.database = true
    expect(await vault.setUp(pin)).toEqual({ ok: false, code: 'storageFull' })
    phone.full.database = false
    expect(await vault.setUp(pin)).toMatchObject({ ok: true })
  })

  it('is asked of nobody before it is chosen', async () => {
    const vault = await vaultPhone().open()
    await expect(vault.unlock(pin)).rejects.toThrow('no PIN')
  })
})

describe('another PIN', () => {
  it('opens the same data key, and the old one opens nothing', async () => {
    const { phone, vault, bytes } = await lockedPhone()
    expect(await vault.changePin(pin, '905172')).toEqual({ ok: true })
    const later = await phone.open()
    expect(await later.unlock(pin)).toMatchObject({ ok: false, code: 'wrongPin' })
    const result = await later.unlock('905172')
    expect(result.ok && (await openedWith(result.key, bytes))).toBe('Bu Sari')
  })

  it('is not taken by a wrong old one, which counts, nor where it is weak, which does not', async () => {
    const { vault } = await lockedPhone()
    expect(await vault.changePin(wrongPin, '905172')).toMatchObject({ code: 'wrongPin', triesLeft: 9 })
    expect(await vault.changePin(wrongPin, '111111')).toMatchObject({ code: 'weakPin', why: 'sameDigits' })
    expect(await vault.unlock(wrongPin)).toMatchObject({ triesLeft: 8 })
  })

  it('leaves the old one in force where there is no room for it, or the app is killed', async () => {
    const { phone, vault, bytes } = await lockedPhone()
    phone.full.database = true
    expect(await vault.changePin(pin, '905172')).toEqual({ ok: false, code: 'storageFull' })
    phone.full.database = false
    const second = await phone.open()
    // The count and its end are written, in two places each; the new wrapping is not.
    phone.killAfter(4)
    expect(await phone.settled(second.changePin(pin, '905172'))).toBe('killed')
    const result = await (await phone.open()).unlock(pin)
    expect(result.ok && (await openedWith(result.key, bytes))).toBe('Bu Sari')
  })

  it('may have more rounds, which an older key gets with its next right PIN', async () => {
    const { phone } = await lockedPhone()
    const newer = await phone.open({ rounds: 3 })
    await newer.unlock(wrongPin)
    expect((await phone.kept())?.keys?.wrapped.rounds).toBe(1)
    await newer.unlock(pin)
    expect((await phone.kept())?.keys?.wrapped.rounds).toBe(3)
    await (await phone.open()).unlock(pin)
    expect((await phone.kept())?.keys?.wrapped.rounds).toBe(3)
    expect(await newer.unlock(pin)).toMatchObject({ ok: true })
  })

  it('opens although there is no room to raise its rounds', async () => {
    const { phone } = await lockedPhone()
    phone.full.database = true
    expect(await (await phone.open({ rounds: 3 })).unlock(pin)).toMatchObject({ ok: true })
  })
})

describe('two tabs', () => {
  async function bothOpen() {
    const { phone } = await lockedPhone()
    const tab = tabsTogether()
    const [one, other] = await Promise.all([phone.open({ tabs: tab() }), phone.open({ tabs: tab() })])
    await one.unlock(pin)
    await other.unlock(pin)
    return { phone, one, other }
  }
  const states = (...vaults: readonly Vault[]) => vaults.map((vault) => vault.state())

  it('are locked together when somebody asks for it, and each by itself when it is idle', async () => {
    const { one, other } = await bothOpen()
    one.lock()
    expect(states(one, other)).toEqual(['locked', 'open'])
    await one.unlock(pin)
    one.lockAll()
    expect(states(one, other)).toEqual(['locked', 'locked'])
  })

  it('both know of a wipe', async () => {
    const { phone, one, other } = await bothOpen()
    await one.wipe()
    await expect.poll(() => states(one, other)).toEqual(['wiped', 'wiped'])
    expect(phone.wipes.asked).toBe(1)
  })

  it('of two people do not wipe each other', async () => {
    const phone = vaultPhone()
    const tab = tabsTogether()
    const [one, other] = await Promise.all([
      phone.open({ id: 'a', tabs: tab() }),
      phone.open({ id: 'b', tabs: tab() }),
    ])
    await one.setUp(pin)
    await other.setUp(pin)
    await one.wipe()
    await (await phone.open({ id: 'b' })).unlock(wrongPin)
    expect(states(one, other)).toEqual(['wiped', 'open'])
  })
})

it('keeps the vaults of several people apart', async () => {
  const phone = vaultPhone()
  const [one, other] = await Promise.all([phone.open({ id: 'a' }), phone.open({ id: 'b' })])
  await one.setUp(pin)
  await other.setUp('905172')
  await one.wipe()
  expect((await phone.open({ id: 'a' })).state()).toBe('wiped')
  const again = await phone.open({ id: 'b' })
  expect(await again.unlock(pin)).toMatchObject({ ok: false, triesLeft: 9 })
  expect(await again.unlock('905172')).toMatchObject({ ok: true })
})
