import { describe, expect, it } from 'vitest'
import { longestWait, pin, wrongPin } from '#tests/builders/locked-phone.ts'
import { phoneCheck } from '#tests/fakes/phone-check.ts'
import { tabsTogether, type VaultPhone, vaultPhone } from '#tests/fakes/vault-phone.ts'
import { destroyFromOutside } from './destroy-keys.ts'
import type { PhoneState, PhoneVault } from './phone-vault.ts'
import type { SetUpResult, UnlockResult } from './vault.ts'
import { createLocalLocks } from '#device/platform/locks.ts'

const secondPin = '905172'

function idOf(result: SetUpResult) {
  if (!result.ok) throw new Error(result.code)
  return result
}

/** Bu Sari's phone; then Bu Rini begins on it too. Both have enrolled. */
async function sharedPhone() {
  const phone = vaultPhone()
  const vault = await phone.openAll()
  const first = idOf(await vault.setUp(pin))
  await vault.noteUse(first.id, 'Bu Sari')
  vault.lock()
  await vault.begin()
  const second = idOf(await vault.setUp(secondPin))
  await vault.noteUse(second.id, 'Bu Rini')
  vault.lock()
  return { phone, vault, first, second }
}

/** What a right PIN gives, without the key: that one looks like any other. */
const openedBy = (result: UnlockResult) => (result.ok ? { id: result.id, store: result.store } : result)
const named = (vault: PhoneVault) => vault.holders().map(({ name }) => name)

async function tryWrong(phone: VaultPhone, vault: PhoneVault, times: number) {
  for (let i = 0; i < times; i += 1) {
    await vault.unlock(wrongPin)
    phone.clock.pass(longestWait)
  }
}

describe('one person on a phone', () => {
  it('SL8 is asked for nothing but the PIN, and not named to whoever finds the phone', async () => {
    const phone = vaultPhone()
    const vault = await phone.openAll()
    expect([vault.state(), vault.holders()]).toEqual(['none', []])
    const { id } = idOf(await vault.setUp(pin))
    await vault.noteUse(id, 'Bu Sari')
    const later = await phone.openAll()
    expect([later.state(), named(later), later.chosen()?.name]).toEqual(['locked', [undefined], undefined])
    expect(JSON.stringify((await phone.kept())?.row)).not.toContain('Sari')
    expect(openedBy(await later.unlock(pin))).toMatchObject({ store: undefined })
  })

  it('SL8 keeps the store that was there before any had a name', async () => {
    const { first, second } = await sharedPhone()
    expect(first.store).toBeUndefined()
    expect(second.store).toBe(`teratai-${second.id}`)
  })
})

describe('several people on a phone', () => {
  it('SL8 are asked who is there; each PIN opens the own vault and store, and no other', async () => {
    const { phone, first, second } = await sharedPhone()
    const vault = await phone.openAll()
    expect([vault.state(), vault.chosen()]).toEqual(['unchosen', undefined])
    await vault.choose(first.id)
    expect(vault.state()).toBe('locked')
    expect(await vault.unlock(secondPin)).toMatchObject({ ok: false, code: 'wrongPin', triesLeft: 9 })
    expect(openedBy(await vault.unlock(pin))).toEqual({ id: first.id, store: undefined })
    vault.lock()
    await vault.ask()
    await vault.choose(second.id)
    expect(await vault.unlock(pin)).toMatchObject({ ok: false, code: 'wrongPin', triesLeft: 9 })
    expect(openedBy(await vault.unlock(secondPin))).toEqual({ id: second.id, store: second.store })
  })

  it('SL8 have data keys of their own', async () => {
    const { vault, first, second } = await sharedPhone()
    const cipher = { name: 'AES-GCM', iv: new Uint8Array(12) }
    const sealed = await crypto.subtle.encrypt(cipher, first.key, new TextEncoder().encode('Bu Sari'))
    await expect(crypto.subtle.decrypt(cipher, second.key, sealed)).rejects.toThrow()
    await vault.choose(first.id)
    const again = await vault.unlock(pin)
    if (!again.ok) throw new Error(again.code)
    expect(new TextDecoder().decode(await crypto.subtle.decrypt(cipher, again.key, sealed))).toBe('Bu Sari')
  })

  it('SL8 are named from then on, each once they have opened their own', async () => {
    const { phone, vault, first } = await sharedPhone()
    expect(named(vault)).toEqual([undefined, 'Bu Rini'])
    await vault.choose(first.id)
    await vault.unlock(pin)
    await vault.noteUse(first.id, 'Bu Sari')
    expect(vault.chosen()?.name).toBe('Bu Sari')
    expect(named(await phone.openAll())).toEqual(['Bu Sari', 'Bu Rini'])
  })

  it('SL8 stay who they are over a lock, until somebody else is asked for', async () => {
    const { vault, second } = await sharedPhone()
    expect([vault.state(), vault.chosen()?.id]).toEqual(['locked', second.id])
    const states: PhoneState[] = []
    vault.listen((state) => states.push(state))
    await vault.ask()
    await vault.choose(second.id)
    await vault.unlock(secondPin)
    vault.lock()
    expect(states).toEqual(['unchosen', 'locked', 'open', 'locked'])
  })

  it('SL8 have tries of their own: ten wrong ones destroy one vault and leave the other', async () => {
    const { phone, vault, first, second } = await sharedPhone()
    await vault.choose(first.id)
    await tryWrong(phone, vault, 10)
    expect([vault.state(), vault.wiped(), phone.wipes.asked, phone.wipes.store]).toEqual([
      'wiped',
      undefined,
      1,
      undefined,
    ])
    await vault.ask()
    expect(vault.holders()).toMatchObject([
      { id: first.id, number: 1, isWiped: true },
      { name: 'Bu Rini', number: 2, isWiped: false },
    ])
    await vault.choose(second.id)
    expect(await vault.unlock(secondPin)).toMatchObject({ ok: true })
    const later = await phone.openAll()
    expect([later.state(), later.chosen()?.id]).toEqual(['locked', second.id])
  })

  it('SL8 who asks for another while a PIN is looked at opens nothing, and can come back', async () => {
    const { vault, first, second } = await sharedPhone()
    await vault.choose(first.id)
    const unlocking = vault.unlock(pin)
    await vault.ask()
    expect(openedBy(await unlocking)).toEqual({ id: first.id, store: undefined })
    expect([vault.state(), vault.chosen(), vault.isOpen(first.id)]).toEqual(['unchosen', undefined, false])
    await vault.choose(first.id)
    expect(vault.state()).toBe('locked')
    const again = vault.unlock(pin)
    await vault.choose(second.id)
    await again
    expect([vault.state(), vault.chosen()?.id]).toEqual(['locked', second.id])
    await vault.unlock(secondPin)
    expect([vault.isOpen(first.id), vault.isOpen(second.id)]).toEqual([false, true])
  })

  it('SL8 of two that are tapped, the last is asked for a PIN', async () => {
    const { phone, first, second } = await sharedPhone()
    const vault = await phone.openAll()
    await Promise.all([vault.choose(first.id), vault.choose(second.id), vault.choose(first.id)])
    expect(vault.chosen()?.id).toBe(first.id)
    await Promise.all([vault.begin(), vault.ask()])
    expect(vault.state()).toBe('unchosen')
  })

  it('SL8 are no longer named once one alone is left', async () => {
    const { phone, vault, first, second } = await sharedPhone()
    await vault.unlock(secondPin)
    await vault.wipe('handedOver')
    expect([phone.wipes.store, vault.wiped()]).toEqual([second.store, 'handedOver'])
    await vault.ask()
    await vault.choose(first.id)
    await vault.unlock(pin)
    await vault.noteUse(first.id, 'Bu Sari')
    expect(named(vault)).toEqual([undefined])
  })
})

describe('somebody new', () => {
  it('SL8 whose PIN another tab has chosen meanwhile is asked for it', async () => {
    const phone = vaultPhone()
    const [vault, other] = [await phone.openAll(), await phone.openAll()]
    await vault.begin()
    await other.begin()
    const set = idOf(await other.setUp(pin))
    expect(await vault.setUp(secondPin)).toEqual({ ok: false, code: 'alreadySet' })
    expect(vault.state()).toBe('locked')
    expect(openedBy(await vault.unlock(pin))).toEqual({ id: set.id, store: undefined })
    expect(vault.isOpen(set.id)).toBe(true)
  })

  it('SL8 whose PIN another tab has chosen meanwhile, after a wipe, is asked for it', async () => {
    const phone = vaultPhone()
    const before = await phone.openAll()
    idOf(await before.setUp(pin))
    await before.wipe()
    const [vault, other] = [await phone.openAll(), await phone.openAll()]
    expect(vault.state()).toBe('wiped')
    idOf(await other.setUp(secondPin))
    expect(await vault.setUp(pin)).toEqual({ ok: false, code: 'alreadySet' })
    expect(vault.state()).toBe('locked')
  })

  it('SL8 gets a PIN of their own, and can go back before it is chosen', async () => {
    const { phone, vault } = await sharedPhone()
    await vault.begin()
    expect(vault.state()).toBe('none')
    await vault.ask()
    expect([vault.state(), named(vault).length]).toEqual(['unchosen', 2])
    expect(await phone.database.list()).toHaveLength(2)
  })

  it('SL8 who never came to enrol is missed by nobody: the place goes to the next', async () => {
    const { phone, vault } = await sharedPhone()
    await vault.begin()
    const child = await vault.setUp('771204')
    vault.lock()
    const later = await phone.openAll()
    expect(named(later)).toHaveLength(2)
    await later.begin()
    expect(later.state()).toBe('none')
    const next = await later.setUp('640218')
    expect(next.ok && child.ok && [next.id === child.id, next.store === child.store]).toEqual([true, true])
    expect(await phone.database.list()).toHaveLength(3)
  })

  it('SL8 who gave up before a code was good is missed by nobody', async () => {
    const { vault } = await sharedPhone()
    await vault.begin()
    const child = idOf(await vault.setUp('771204'))
    expect(await vault.noteUse(child.id)).toBe(true)
    expect(await vault.noteUse(child.id)).toBe(false)
    expect(named(vault)).toHaveLength(3)
    await vault.noteNoUse(child.id)
    expect(named(vault)).toHaveLength(2)
  })

  it('SL7 who began and never enrolled stands before nobody who was wiped', async () => {
    const { phone, vault, first, second } = await sharedPhone()
    await vault.begin()
    idOf(await vault.setUp('771204'))
    vault.lock()
    for (const { id } of [first, second]) {
      await vault.ask()
      await vault.choose(id)
      await vault.wipe('revoked')
    }
    const later = await phone.openAll()
    expect([later.state(), later.wiped(), later.chosen()?.id]).toEqual(['wiped', 'revoked', second.id])
  })

  it('SL8 takes the place of one that was wiped, with the queue that lies in its store', async () => {
    const { vault, phone, second } = await sharedPhone()
    await vault.unlock(secondPin)
    await vault.wipe('handedOver')
    await vault.begin()
    expect(vault.state()).toBe('none')
    const next = await vault.setUp('640218')
    expect(next.ok && [next.id, next.store]).toEqual([second.id, second.store])
    expect(vault.state()).toBe('open')
    await vault.noteUse(second.id, 'Bu Tuti')
    expect(named(await phone.openAll())).toEqual([undefined, 'Bu Tuti'])
  })
})

describe('finger or face', () => {
  it('SL8 opens a phone of one person only: with a second one nobody knows whose it is', async () => {
    const phone = vaultPhone()
    const authenticator = phoneCheck()
    const vault = await phone.openAll({ authenticator })
    const first = idOf(await vault.setUp(pin))
    await vault.noteUse(first.id, 'Bu Sari')
    expect(await vault.biometrics.turnOn(pin)).toEqual({ ok: true })
    expect([vault.biometrics.isOn(), await vault.biometrics.isOffered()]).toEqual([true, true])
    vault.lock()
    expect(openedBy(await vault.unlock(pin))).toMatchObject({ id: first.id })
    vault.lock()
    expect(await vault.biometrics.unlock()).toMatchObject({ ok: true, id: first.id })
    vault.lock()
    await vault.begin()
    const second = idOf(await vault.setUp(secondPin))
    await vault.noteUse(second.id, 'Bu Rini')
    expect([vault.biometrics.isOn(), await vault.biometrics.isOffered()]).toEqual([false, false])
    expect((await phone.database.list()).map(({ keys }) => keys?.biometric)).toEqual([undefined, undefined])
    vault.lock()
    await vault.choose(first.id)
    expect(vault.biometrics.isOn()).toBe(false)
    expect(await vault.biometrics.unlock()).toMatchObject({ ok: false })
    expect(await vault.unlock(pin)).toMatchObject({ ok: true })
    expect(await vault.biometrics.turnOn(pin)).toEqual({ ok: false, code: 'cannot' })
    expect((await phone.database.list()).map(({ keys }) => keys?.biometric)).toEqual([undefined, undefined])
  })

  it('SL8 is turned off before a second person is noted, whenever the app is ended between', async () => {
    const phone = vaultPhone()
    const vault = await phone.openAll({ authenticator: phoneCheck() })
    await vault.noteUse(idOf(await vault.setUp(pin)).id, 'Bu Sari')
    expect(await vault.biometrics.turnOn(pin)).toEqual({ ok: true })
    vault.lock()
    await vault.begin()
    const { id } = idOf(await vault.setUp(secondPin))
    phone.killAfter(1)
    expect(await phone.settled(vault.noteUse(id, 'Bu Rini'))).toBe('killed')
    const later = await phone.openAll()
    await later.choose(id)
    expect(await later.unlock(secondPin)).toMatchObject({ ok: true })
    await later.noteUse(id, 'Bu Rini')
    const kept = await phone.database.list()
    expect(kept.map(({ row, keys }) => [row.isUsed, keys?.biometric])).toEqual([
      [true, undefined],
      [true, undefined],
    ])
  })
})

describe('keys that are destroyed from outside', () => {
  it('SL7 close every page that is open under them, which deletes what lay there', async () => {
    const phone = vaultPhone()
    const tabs = tabsTogether()
    const locks = createLocalLocks()
    const vault = await phone.openAll({ tabs: tabs(), locks })
    const set = await vault.setUp(pin)
    if (!set.ok) throw new Error(set.code)
    await destroyFromOutside(set.id, 'revoked', { database: phone.database, locks, tabs: tabs() })
    await expect.poll(() => phone.wipes.asked).toBe(1)
    expect([vault.state(), vault.wiped()]).toEqual(['wiped', 'revoked'])
    expect((await phone.kept())?.keys).toBeUndefined()
    await expect.poll(async () => (await phone.kept())?.row.isCleared).toBe(true)
  })

  it('SL7 are gone for a page that starts later, which says why and deletes what lay there', async () => {
    const { phone, vault, second } = await sharedPhone()
    vault.lock()
    const outside = { database: phone.database, locks: createLocalLocks(), tabs: tabsTogether()() }
    await destroyFromOutside(second.id, 'revoked', outside)
    const later = await phone.openAll()
    expect([phone.wipes.asked, phone.wipes.store]).toEqual([1, second.store])
    expect([later.state(), later.chosen()?.isWiped]).toEqual(['locked', false])
    await later.ask()
    expect(later.holders().map(({ name, isWiped }) => [name, isWiped])).toEqual([
      [undefined, false],
      ['Bu Rini', true],
    ])
    await later.choose(second.id)
    expect([later.state(), later.wiped()]).toEqual(['wiped', 'revoked'])
  })
})
