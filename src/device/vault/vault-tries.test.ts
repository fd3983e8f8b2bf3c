import { describe, expect, it } from 'vitest'
import { createLocalLocks } from '#device/platform/locks.ts'
import {
  lockedPhone,
  longestWait,
  openedWith,
  pin,
  tryWrong,
  wrongPin,
} from '#tests/builders/locked-phone.ts'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { triesAllowed } from './tries.ts'

describe('wrong PINs', () => {
  it('may be four without a wait; then each waits longer, and the tenth destroys the keys (lesson 50)', async () => {
    const { phone, vault } = await lockedPhone()
    const answers: unknown[] = []
    for (let i = 0; i < triesAllowed; i += 1) {
      const result = await vault.unlock(wrongPin)
      answers.push(
        result.ok || (result.code === 'wrongPin' ? [result.triesLeft, result.waitMs] : result.code),
      )
      phone.clock.pass(longestWait)
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
    expect(await vault.unlock(wrongPin)).toMatchObject({ triesLeft: 9, waitMs: 0 })
  })

  it('let no other be looked at during the wait, not even the right one, and none of it counts', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 4)
    await vault.unlock(wrongPin)
    phone.clock.pass(29_999)
    expect(await vault.unlock(pin)).toEqual({ ok: false, code: 'wait', waitMs: 1 })
    expect(await (await phone.open()).unlock(wrongPin)).toEqual({ ok: false, code: 'wait', waitMs: 1 })
    phone.clock.pass(1)
    expect(await vault.unlock(wrongPin)).toMatchObject({ triesLeft: 4 })
  })

  it('wait as long once more where the clock is set back, and no longer', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 4)
    await vault.unlock(wrongPin)
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
    const answers = await Promise.all([one.unlock(wrongPin), other.unlock(wrongPin), one.unlock(wrongPin)])
    expect(answers.map((one) => !one.ok && one.code === 'wrongPin' && one.triesLeft)).toEqual([8, 7, 6])
  })

  it('are counted before they are looked at: a killed app gives none away', async () => {
    const { phone } = await lockedPhone()
    for (let i = 0; i < triesAllowed; i += 1) {
      const app = await phone.open()
      phone.killAfter(1)
      expect(await phone.settled(app.unlock(wrongPin))).toBe('killed')
      phone.clock.pass(longestWait)
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
    expect(await vault.unlock(wrongPin)).toMatchObject({ triesLeft: 7 })
    phone.full.database = false
    expect(await (await phone.open()).unlock(wrongPin)).toMatchObject({ triesLeft: 6 })
    phone.beside.clear()
    expect(await (await phone.open()).unlock(wrongPin)).toMatchObject({ triesLeft: 5 })
  })

  it('forgets wrong ones by a right one all the same', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 9)
    phone.full.database = true
    expect(await vault.unlock(pin)).toMatchObject({ ok: true })
    phone.full.database = false
    expect(await (await phone.open()).unlock(wrongPin)).toMatchObject({ triesLeft: 9 })
  })

  it('looks at no PIN that it cannot count', async () => {
    const { phone, vault } = await lockedPhone()
    Object.assign(phone.full, { database: true, shelf: true })
    expect(await vault.unlock(pin)).toEqual({ ok: false, code: 'storageFull' })
    expect(await vault.unlock(wrongPin)).toEqual({ ok: false, code: 'storageFull' })
    Object.assign(phone.full, { database: false, shelf: false })
    expect(await vault.unlock(wrongPin)).toMatchObject({ triesLeft: 9 })
  })

  it('destroys the keys without any room', async () => {
    const { phone, vault } = await lockedPhone()
    await tryWrong(phone, vault, 9)
    phone.full.database = true
    expect(await vault.unlock(wrongPin)).toMatchObject({ code: 'wiped' })
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
    await vault.unlock(wrongPin)
    await expect(vault.setUp(pin)).rejects.toThrow('not now')
    phone.wipes.fail = false
    const result = await vault.setUp(pin)
    if (!result.ok) throw new Error(result.code)
    await expect(openedWith(result.key, bytes)).rejects.toThrow()
    const later = await phone.open()
    expect(later.state()).toBe('locked')
    expect(await later.unlock(wrongPin)).toMatchObject({ triesLeft: 9, waitMs: 0 })
  })

  it('of a phone without a PIN is nothing', async () => {
    const phone = vaultPhone()
    const vault = await phone.open()
    await vault.wipe()
    expect([vault.state(), phone.wipes.asked]).toEqual(['none', 0])
  })
})
