import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import words from '#device/i18n/id/lock.json' with { type: 'json' }
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { LockScreen } from './lock-screen.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
const pin = '284915'
const wrong = '771203'

beforeEach(() => {
  // jsdom opens no modal dialogs; showing them is all that is needed here.
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true
    },
    close: () => undefined,
  })
})
afterEach(() => {
  vi.useRealTimers()
  cleanup()
})

/** The screen of a phone with a PIN; `change` replaces what the vault does. */
async function lockedScreen(change: Partial<PhoneVault> = {}) {
  const phone = vaultPhone()
  const vault = await phone.openAll()
  await vault.setUp(pin)
  vault.lock()
  const onOpen = vi.fn()
  const view = renderScreen(<LockScreen vault={{ ...vault, ...change }} onOpen={onOpen} />, {
    store: fakeStore(),
  })
  return { phone, vault, onOpen, ...view }
}

const key = (digit: string) => screen.getByRole('button', { name: digit })
async function tap(digits: string) {
  for (const digit of digits) await userEvent.click(key(digit))
}
const said = () => screen.getByRole('alert').textContent

describe('the keypad', () => {
  it('opens by six taps, and shows how many digits stand there, but never which', async () => {
    const { onOpen, container } = await lockedScreen()
    await tap(pin.slice(0, 3))
    expect(screen.getByRole('status').textContent).toBe('3 dari 6 angka sudah diketik')
    expect(container.innerHTML).not.toContain(pin.slice(0, 3))
    await tap(pin.slice(3))
    await waitFor(() => expect(onOpen).toHaveBeenCalledOnce())
    expect(onOpen.mock.lastCall?.[0]).toMatchObject({ key: { extractable: false } })
  })

  it('takes the last digit back', async () => {
    const { onOpen } = await lockedScreen()
    await tap('29')
    await userEvent.click(key(words.erase))
    await tap(pin.slice(1))
    await waitFor(() => expect(onOpen).toHaveBeenCalledOnce())
  })

  it('works by a keyboard too, and takes nothing but digits', async () => {
    const { onOpen } = await lockedScreen()
    await userEvent.keyboard('2a9{Backspace}{Control>}1{/Control}84915')
    await waitFor(() => expect(onOpen).toHaveBeenCalledOnce())
  })

  it('takes no seventh digit while six are looked at', async () => {
    const unlock = vi.fn<PhoneVault['unlock']>(() => new Promise(() => undefined))
    await lockedScreen({ unlock })
    await tap(`${pin}771`)
    expect(unlock).toHaveBeenCalledExactlyOnceWith(pin)
    expect(said()).toBe(words.checking)
    expect(key('1').getAttribute('aria-disabled')).toBe('true')
  })

  it('names nobody, and passes axe', async () => {
    const { container } = await lockedScreen()
    expect(screen.getByRole('heading', { name: words.title })).toBeTruthy()
    expect(container.textContent).not.toContain('Kader Contoh')
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})

describe('a wrong PIN', () => {
  it('is told with the tries left; from five on also what follows the last', async () => {
    const { phone } = await lockedScreen()
    await tap(wrong)
    await waitFor(() => expect(said()).toBe('PIN salah. Masih bisa dicoba 9 kali.'))
    expect(screen.getByRole('status').textContent).toContain('0 dari 6')
    for (const left of [8, 7, 6]) {
      await tap(wrong)
      await waitFor(() => expect(said()).toContain(`${left} kali.`))
    }
    expect(said()).not.toContain('dihapus')
    await tap(wrong)
    await waitFor(() =>
      expect(said()).toContain('5 kali. Kalau habis, data Anda di HP ini dihapus. Tunggu 30 detik'),
    )
    expect((await phone.kept())?.row.tries.wrong).toBe(5)
  })

  it('counts the wait down, takes nothing meanwhile, and then asks again', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] })
    const unlock = vi.fn<PhoneVault['unlock']>(async () => ({
      ok: false,
      code: 'wrongPin',
      triesLeft: 4,
      waitMs: 61_000,
    }))
    await lockedScreen({ unlock })
    // The tools of other tests wait by the timers that stand still here.
    const press = async (digits: string) => {
      for (const digit of digits) await act(async () => key(digit).click())
    }
    await press(wrong)
    expect(said()).toContain('Tunggu 2 menit, lalu coba lagi.')
    expect(screen.getByText('1:01')).toBeTruthy()
    await act(() => vi.advanceTimersByTimeAsync(52_000))
    expect(screen.getByText('0:09')).toBeTruthy()
    await press(wrong)
    expect(unlock).toHaveBeenCalledOnce()
    await act(() => vi.advanceTimersByTimeAsync(9_000))
    expect(said()).toBe('PIN salah. Masih bisa dicoba 4 kali. Kalau habis, data Anda di HP ini dihapus.')
    await press(wrong)
    expect(unlock).toHaveBeenCalledTimes(2)
  })

  it('says that there is no room to count it', async () => {
    const { phone } = await lockedScreen()
    Object.assign(phone.full, { database: true, shelf: true })
    await tap(wrong)
    await waitFor(() => expect(said()).toBe(words.storageFull))
  })

  it('for the tenth time leads to what is left: the queue, and a new code', async () => {
    const { vault, phone, onOpen } = await lockedScreen()
    for (let i = 0; i < 9; i += 1) {
      await act(() => vault.unlock(wrong))
      phone.clock.pass(15 * 60_000)
    }
    await tap(wrong)
    expect(await screen.findByRole('heading', { name: words.wiped.title })).toBeTruthy()
    expect(screen.getByText(words.wiped.queue)).toBeTruthy()
    expect(screen.getByRole('link', { name: words.wiped.enrol }).getAttribute('href')).toBe('/enrol')
    expect(onOpen).not.toHaveBeenCalled()
  })
})

describe('a forgotten PIN', () => {
  const open = () => userEvent.click(screen.getByRole('button', { name: words.forgot.open }))
  const erase = () => userEvent.click(screen.getByRole('button', { name: words.forgot.erase }))

  it('erases only once the word was typed', async () => {
    const { phone } = await lockedScreen()
    await open()
    expect(screen.getByText(words.forgot.queue)).toBeTruthy()
    await erase()
    await userEvent.type(screen.getByLabelText(/ketik HAPUS/), 'hapu')
    await erase()
    expect((await phone.kept())?.keys).toBeDefined()
    await userEvent.type(screen.getByLabelText(/ketik HAPUS/), 's')
    await erase()
    expect(await screen.findByText(words.wiped.title)).toBeTruthy()
    expect([(await phone.kept())?.keys, phone.wipes.asked]).toEqual([undefined, 1])
  })

  it('can be remembered after all; digits typed in the sheet are no PIN', async () => {
    const { onOpen, phone } = await lockedScreen()
    await open()
    await userEvent.type(screen.getByLabelText(/ketik HAPUS/), pin)
    await userEvent.click(screen.getByRole('button', { name: 'Batal' }))
    expect(onOpen).not.toHaveBeenCalled()
    await tap(pin)
    await waitFor(() => expect(onOpen).toHaveBeenCalledOnce())
    expect(phone.wipes.asked).toBe(0)
  })

  it('says that the browser did not erase', async () => {
    await lockedScreen({ wipe: () => Promise.reject(new Error('no')) })
    await open()
    await userEvent.type(screen.getByLabelText(/ketik HAPUS/), 'HAPUS')
    await erase()
    expect(await screen.findByText(words.forgot.failed)).toBeTruthy()
  })
})
