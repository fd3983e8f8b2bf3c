import { describe, expect, it } from 'vitest'
import { createLocalLocks } from '#device/platform/locks.ts'
import { type VaultPhone, vaultPhone } from '#tests/fakes/vault-phone.ts'
import type { DataKey } from './data-key.ts'
import { triesAllowed } from './tries.ts'
import type { Vault, VaultState } from './vault.ts'

const pin = '284915'
const wrong = '771203'
const longest = 15 * 60_000

const nonce = new Uint8Array(12)
const cipher = { name: 'AES-GCM', iv: nonce } as const
const sealed = (key: DataKey) => crypto.subtle.encrypt(cipher, key, new TextEncoder().encode('Bu Sari'))
const opened = async (key: DataKey, bytes: ArrayBuffer) =>
  new TextDecoder().decode(await crypto.subtle.decrypt(cipher, key, bytes))

/** A phone on which a PIN was chosen, locked again; and something that was sealed while it was open. */
async function lockedPhone() {
  const phone = vaultPhone()
  const vault = await phone.open()
  const result = await vault.setUp(pin)
  if (!result.ok) throw new Error(result.code)
  vault.lock()
  return { phone, vault, bytes: await sealed(result.key) }
}

/** Tries a wrong PIN so often, each as soon as it is looked at. */
async function tryWrong(phone: VaultPhone, vault: Vault, times: number) {
  for (let i = 0; i < times; i += 1) {
    await vault.unlock(wrong)
    phone.clock.pass(longest)
  }
}

describe('a chosen PIN', () => {
  it('opens what was sealed, also after a new start, and the key gives itself to nobody', async () => {
    const { phone, vault, bytes } = await lockedPhone()
    for (const one of [vault, await phone.open()]) {
      expect(one.state()).toBe('locked')
      const result = await one.unlock(pin)
      if (!result.ok) throw new Error(result.code)
      expect(one.state()).toBe('open')
      expect(await opened(result.key, bytes)).toBe('Bu Sari')
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
    expect(result.ok && (await opened(result.key, bytes))).toBe('Bu Sari')
  })

  it('is not taken by a wrong old one, which counts, nor where it is weak, which does not', async () => {
    const { vault } = await lockedPhone()
    expect(await vault.changePin(wrong, '905172')).toMatchObject({ code: 'wrongPin', triesLeft: 9 })
    expect(await vault.changePin(wrong, '111111')).toMatchObject({ code: 'weakPin', why: 'sameDigits' })
    expect(await vault.unlock(wrong)).toMatchObject({ triesLeft: 8 })
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
    expect(result.ok && (await opened(result.key, bytes))).toBe('Bu Sari')
  })

  it('may have more rounds, which an older key gets with its next right PIN', async () => {
    const { phone } = await lockedPhone()
    const newer = await phone.open({ rounds: 3 })
    await newer.unlock(wrong)
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

describe('wrong PINs', () => {
  it('may be four without a wait; then each waits longer, and the tenth destroys the keys', async () => {
    const { phone, vault } = await lockedPhone()
    const answers: unknown[] = []
    for (let i = 0; i < triesAllowed; i += 1) {
      const result = await vault.unlock(wrong)
      answers.push(
        result.ok || (result.code === 'wrongPin' ? [result.triesLeft, result.waitMs] : result.code),
      )
      phone.clock.pass(longest)
    }
    expect(answers).toEqual([
      [9, 0],
      [8, 0],
      [7, 0],
      [6, 0],
      [5, 30_000],
      [4, 60_000],
      [3, 120_000],
      [2, 300_000],
      [1, 900_000],
      'wiped',
    ])
    expect([vault.state(), phone.wipes.asked, (await phone.kept())?.keys]).toEqual(['wiped', 1, undefined])
    expect(await vault.unlock(pin)).toEqual({ ok: false, code: 'wiped' })
  })

  it('are forgotten by a right one', async () => {
    const { phone, vault } = await lockedPhone()
    for (let i = 0; i < 3; i += 1) {
      await tryWrong(phone, vault, 9)
      expect(await vault.unlock(pin)).toMatchObject({ ok: true })
    }
    expect(await vault.unlock(wrong)).toMatchObject({ triesLeft: 9, waitMs: 0 })
  })

  it('let no other be looked at during the wait, not even the right one, and none of it counts', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 4)
    await vault.unlock(wrong)
    phone.clock.pass(29_999)
    expect(await vault.unlock(pin)).toEqual({ ok: false, code: 'wait', waitMs: 1 })
    expect(await (await phone.open()).unlock(wrong)).toEqual({ ok: false, code: 'wait', waitMs: 1 })
    phone.clock.pass(1)
    expect(await vault.unlock(wrong)).toMatchObject({ triesLeft: 4 })
  })

  it('wait as long once more where the clock is set back, and no longer', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 4)
    await vault.unlock(wrong)
    phone.clock.pass(20_000)
    phone.clock.pass(-365 * 24 * 3_600_000)
    expect(await vault.unlock(pin)).toEqual({ ok: false, code: 'wait', waitMs: 30_000 })
    phone.clock.pass(10_000)
    expect(await (await phone.open()).unlock(pin)).toEqual({ ok: false, code: 'wait', waitMs: 20_000 })
    phone.clock.pass(20_000)
    expect(await vault.unlock(pin)).toMatchObject({ ok: true })
  })

  it('are each counted when many are tried at once, in two tabs', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 1)
    const locks = createLocalLocks()
    const [one, other] = await Promise.all([phone.open({ locks }), phone.open({ locks })])
    const answers = await Promise.all([one.unlock(wrong), other.unlock(wrong), one.unlock(wrong)])
    expect(answers.map((one) => !one.ok && one.code === 'wrongPin' && one.triesLeft)).toEqual([8, 7, 6])
  })

  it('are counted before they are looked at: a killed app gives none away', async () => {
    const { phone } = await lockedPhone()
    for (let i = 0; i < triesAllowed; i += 1) {
      const app = await phone.open()
      phone.killAfter(1)
      expect(await phone.settled(app.unlock(wrong))).toBe('killed')
      phone.clock.pass(longest)
    }
    expect((await phone.open()).state()).toBe('wiped')
    expect([(await phone.kept())?.keys, phone.wipes.asked]).toEqual([undefined, 1])
  })
})

describe('a full phone', () => {
  it('counts beside the database, and the higher of both holds', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 2)
    phone.full.database = true
    expect(await vault.unlock(wrong)).toMatchObject({ triesLeft: 7 })
    phone.full.database = false
    expect(await (await phone.open()).unlock(wrong)).toMatchObject({ triesLeft: 6 })
    phone.beside.clear()
    expect(await (await phone.open()).unlock(wrong)).toMatchObject({ triesLeft: 5 })
  })

  it('forgets wrong ones by a right one all the same', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 9)
    phone.full.database = true
    expect(await vault.unlock(pin)).toMatchObject({ ok: true })
    phone.full.database = false
    expect(await (await phone.open()).unlock(wrong)).toMatchObject({ triesLeft: 9 })
  })

  it('looks at no PIN that it cannot count', async () => {
    const { phone, vault } = await lockedPhone()
    Object.assign(phone.full, { database: true, shelf: true })
    expect(await vault.unlock(pin)).toEqual({ ok: false, code: 'storageFull' })
    expect(await vault.unlock(wrong)).toEqual({ ok: false, code: 'storageFull' })
    Object.assign(phone.full, { database: false, shelf: false })
    expect(await vault.unlock(wrong)).toMatchObject({ triesLeft: 9 })
  })

  it('destroys the keys without any room', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 9)
    phone.full.database = true
    expect(await vault.unlock(wrong)).toMatchObject({ code: 'wiped' })
    expect((await phone.kept())?.keys).toBeUndefined()
    expect((await phone.open()).state()).toBe('wiped')
  })
})

describe('a wipe', () => {
  it('may be asked for, and is found by the next start and by another tab', async () => {
    const { phone, vault } = await lockedPhone()
    const other = await phone.open()
    await vault.wipe()
    expect([(await phone.kept())?.keys, phone.wipes.asked]).toEqual([undefined, 1])
    expect((await phone.open()).state()).toBe('wiped')
    expect(await other.unlock(pin)).toEqual({ ok: false, code: 'wiped' })
    expect([other.state(), phone.wipes.asked]).toEqual(['wiped', 1])
  })

  it('goes on at the next start until what lay under the keys is gone, and not again', async () => {
    const { phone, vault } = await lockedPhone()
    phone.wipes.fail = true
    await vault.wipe()
    expect(vault.state()).toBe('wiped')
    await phone.open()
    phone.wipes.fail = false
    await phone.open()
    expect(phone.wipes.asked).toBe(3)
    await phone.open()
    expect(phone.wipes.asked).toBe(3)
  })

  it('lets a new PIN be chosen once all of the old is gone, with all tries and another key', async () => {
    const { phone, vault, bytes } = await lockedPhone()
    await tryWrong(phone, vault, 9)
    phone.wipes.fail = true
    await vault.unlock(wrong)
    await expect(vault.setUp(pin)).rejects.toThrow('not now')
    phone.wipes.fail = false
    const result = await vault.setUp(pin)
    if (!result.ok) throw new Error(result.code)
    await expect(opened(result.key, bytes)).rejects.toThrow()
    const later = await phone.open()
    expect(later.state()).toBe('locked')
    expect(await later.unlock(wrong)).toMatchObject({ triesLeft: 9, waitMs: 0 })
  })

  it('of a phone without a PIN is nothing', async () => {
    const phone = vaultPhone()
    const vault = await phone.open()
    await vault.wipe()
    expect([vault.state(), phone.wipes.asked]).toEqual(['none', 0])
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
