import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import touchWords from '#device/i18n/id/biometric.json' with { type: 'json' }
import words from '#device/i18n/id/lock.json' with { type: 'json' }
import { pin, wrongPin } from '#tests/builders/locked-phone.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { type PhoneCheck, phoneCheck } from '#tests/fakes/phone-check.ts'
import { fakeStore } from '#tests/fakes/store.ts'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { BiometricScreen } from './biometric-screen.tsx'
import { LockScreen } from './lock-screen.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

async function openedPhone(change: Partial<PhoneCheck> = {}) {
  const phone = vaultPhone()
  const authenticator = Object.assign(phoneCheck(), change)
  const vault = await phone.openAll({ authenticator })
  await vault.setUp(pin)
  return { phone, authenticator, vault }
}
const said = () => screen.getByRole('alert').textContent
const tap = (name: string) => userEvent.click(screen.getByRole('button', { name }))

describe('the locked screen', () => {
  async function lockedScreen() {
    const opened = await openedPhone()
    await opened.vault.biometrics.turnOn(pin)
    opened.vault.lock()
    const onOpen = vi.fn()
    const view = renderScreen(<LockScreen vault={opened.vault} onOpen={onOpen} />, { store: fakeStore() })
    return { ...opened, onOpen, ...view }
  }

  it('asks for nothing by itself, and opens by one touch', async () => {
    const { authenticator, onOpen, container } = await lockedScreen()
    expect([authenticator.asked, said()]).toEqual([1, words.touch.ask])
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
    await tap(words.touch.use)
    await waitFor(() => expect(onOpen).toHaveBeenCalledOnce())
    expect(onOpen.mock.lastCall?.[0]).toMatchObject({ key: { extractable: false } })
  })

  it('shows one sheet at a time', async () => {
    const { authenticator } = await lockedScreen()
    authenticator.meanwhile = () => new Promise(() => undefined)
    await tap(words.touch.use)
    await waitFor(() => expect(authenticator.asked).toBe(2))
    await tap(words.touch.use)
    expect(authenticator.asked).toBe(2)
  })

  it('says that it did not work, counts nothing, and opens by the PIN', async () => {
    const { authenticator, onOpen, phone } = await lockedScreen()
    authenticator.finger = 'unknown'
    await tap(words.touch.use)
    await waitFor(() => expect(said()).toBe(words.touch.failed))
    expect((await phone.kept())?.row.tries.wrong).toBe(0)
    await userEvent.keyboard(pin)
    await waitFor(() => expect(onOpen).toHaveBeenCalledOnce())
  })

  it('opens by a touch during the wait after wrong PINs', async () => {
    const { onOpen } = await lockedScreen()
    for (const left of [9, 8, 7, 6, 5]) {
      await userEvent.keyboard(wrongPin)
      await waitFor(() => expect(said()).toContain(`${left} kali.`))
    }
    await userEvent.keyboard(pin)
    expect(said()).toContain('Tunggu')
    await tap(words.touch.use)
    await waitFor(() => expect(onOpen).toHaveBeenCalledOnce())
  })

  it('has no such key where it was not turned on', async () => {
    const { vault } = await openedPhone()
    vault.lock()
    renderScreen(<LockScreen vault={vault} onOpen={async () => undefined} />, { store: fakeStore() })
    expect(screen.getAllByRole('button', { name: /^\d$/ })).toHaveLength(10)
    expect(screen.queryByRole('button', { name: words.touch.use })).toBeNull()
  })
})

describe('turning it on', () => {
  async function turningOn(change?: Partial<PhoneCheck>) {
    const opened = await openedPhone(change)
    const path = '/settings/biometric'
    const view = renderScreen(<BiometricScreen />, { store: fakeStore(), pin: opened.vault, path })
    return { ...opened, ...view }
  }
  const begin = async () => {
    await tap(touchWords.turnOn)
    await screen.findByText(touchWords.ask)
  }

  it('says what it means, takes the PIN, then asks the phone, and leads back', async () => {
    const { vault, authenticator, where } = await turningOn()
    expect(screen.getByText(touchWords.who)).toBeTruthy()
    await begin()
    expect(authenticator.asked).toBe(0)
    await userEvent.keyboard(pin)
    await waitFor(() => expect(where()).toBe('/settings'))
    expect(vault.biometrics.isOn()).toBe(true)
  })

  it('shows no sheet over a wrong PIN, which counts', async () => {
    const { authenticator, phone } = await turningOn()
    await begin()
    await userEvent.keyboard(wrongPin)
    await waitFor(() => expect(said()).toBe('PIN salah. Masih bisa dicoba 9 kali.'))
    expect([authenticator.asked, (await phone.kept())?.row.tries.wrong]).toEqual([0, 1])
  })

  it('can be tried again by whom the phone did not know', async () => {
    const { vault, authenticator, where } = await turningOn({ finger: 'unknown' })
    await begin()
    await userEvent.keyboard(pin)
    expect(await screen.findByText(touchWords.notDone)).toBeTruthy()
    authenticator.finger = 'known'
    await tap('Coba lagi')
    await screen.findByText(touchWords.ask)
    await userEvent.keyboard(pin)
    await waitFor(() => expect(where()).toBe('/settings'))
    expect(vault.biometrics.isOn()).toBe(true)
  })

  it.each([
    ['the phone cannot', { hasPrf: false }, false, touchWords.cannot],
    ['there is no room', {}, true, touchWords.storageFull],
  ] as const)('says that %s', async (_, change, isFull, text) => {
    const { vault, phone } = await turningOn(change)
    await begin()
    phone.full.database = isFull
    await userEvent.keyboard(pin)
    expect(await screen.findByText(text)).toBeTruthy()
    expect(vault.biometrics.isOn()).toBe(false)
  })
})
