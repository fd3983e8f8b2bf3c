import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import axe from 'axe-core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import words from '#device/i18n/id/lock.json' with { type: 'json' }
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { HandOverScreen } from './hand-over-screen.tsx'
import { LockScreen } from './lock-screen.tsx'
import { WhoScreen } from './who-screen.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
const pin = '284915'
afterEach(cleanup)

async function tap(digits: string) {
  for (const digit of digits) await userEvent.click(screen.getByRole('button', { name: digit }))
}

/** Bu Sari and Bu Rini, each named; locked, and it was Bu Rini last. */
async function sharedVault() {
  const vault = await vaultPhone().openAll()
  const first = await vault.setUp(pin)
  if (!first.ok) throw new Error(first.code)
  await vault.noteUse(first.id)
  vault.lock()
  await vault.begin()
  const second = await vault.setUp('905172')
  if (!second.ok) throw new Error(second.code)
  await vault.noteUse(second.id, 'Bu Rini')
  vault.lock()
  return { vault, first, second }
}

describe('who is there', () => {
  it('SL8 is chosen by name, or by number where nobody has said one yet; passes axe', async () => {
    const { vault, first } = await sharedVault()
    await vault.ask()
    const { container } = renderScreen(<WhoScreen vault={vault} />, { store: fakeStore() })
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Pemakai 1',
      'Bu Rini',
    ])
    const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
    expect(violations).toEqual([])
    await userEvent.click(screen.getByRole('button', { name: 'Pemakai 1' }))
    await waitFor(() => expect(vault.chosen()?.id).toBe(first.id))
  })

  it('SL7 whose data was wiped still stands there, and is told so', async () => {
    const { vault, second } = await sharedVault()
    await vault.wipe('revoked')
    await vault.ask()
    renderScreen(<WhoScreen vault={vault} />, { store: fakeStore() })
    await userEvent.click(screen.getByRole('button', { name: /^Bu Rini/ }))
    await waitFor(() => expect([vault.chosen()?.id, vault.state()]).toEqual([second.id, 'wiped']))
    cleanup()
    renderScreen(<LockScreen vault={vault} onOpen={async () => undefined} />, { store: fakeStore() })
    expect(screen.getByText(words.wiped.why.revoked)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: words.other }))
    await waitFor(() => expect(vault.state()).toBe('unchosen'))
  })

  it('SL8 may be somebody new', async () => {
    const { vault } = await sharedVault()
    await vault.ask()
    renderScreen(<WhoScreen vault={vault} />, { store: fakeStore() })
    await userEvent.click(screen.getByRole('button', { name: words.who.new }))
    await waitFor(() => expect(vault.state()).toBe('none'))
  })

  it('SL8 is said where the PIN is asked for, and can be said otherwise', async () => {
    const { vault } = await sharedVault()
    renderScreen(<LockScreen vault={vault} onOpen={async () => undefined} />, { store: fakeStore() })
    expect(screen.getByRole('alert').textContent).toBe('Bu Rini, ketik 6 angka PIN Anda.')
    await userEvent.click(screen.getByRole('button', { name: words.other }))
    await waitFor(() => expect(vault.state()).toBe('unchosen'))
  })
})

describe('handing a phone over', () => {
  const balance =
    (waiting: number, held = 0) =>
    async () => ({ saved: 5, received: 5 - waiting - held, waiting, held })
  const unlock = async () => ({ ok: true, id: 'v', key: {} as CryptoKey, store: undefined }) as const

  it('says what is held, which nobody at this phone can mend afterwards', async () => {
    renderScreen(<HandOverScreen />, { store: fakeStore({ balance: balance(0, 2) }) })
    await screen.findByText(/^2 catatan ditahan puskesmas/)
    expect(screen.queryByText(words.handOver.none)).toBeNull()
    expect(screen.getByRole('link', { name: words.handOver.toQueue })).toBeTruthy()
  })

  it('says what waits, and needs the PIN', async () => {
    const handOver = vi.fn(async () => ({ ok: true }) as const)
    renderScreen(<HandOverScreen />, {
      store: fakeStore({ balance: balance(3) }),
      pin: { unlock },
      holder: { handOver },
    })
    await screen.findByText(/^3 catatan belum terkirim/)
    expect(screen.getByText(words.handOver.surat)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: words.handOver.next }))
    expect(handOver).not.toHaveBeenCalled()
    await tap(pin)
    await waitFor(() => expect(handOver).toHaveBeenCalledOnce())
  })

  it('does nothing by a wrong PIN', async () => {
    const handOver = vi.fn(async () => ({ ok: true }) as const)
    renderScreen(<HandOverScreen />, { store: fakeStore({ balance: balance(0) }), holder: { handOver } })
    await screen.findByText(words.handOver.none)
    await userEvent.click(screen.getByRole('button', { name: words.handOver.next }))
    await tap(pin)
    await screen.findByText(/PIN salah/)
    expect(handOver).not.toHaveBeenCalled()
  })

  it.each([
    ['onlyHere', async () => ({ ok: false, code: 'onlyHere' }) as const],
    ['failed', () => Promise.reject(new Error('no'))],
  ] as const)('says why it was not done: %s', async (code, handOver) => {
    renderScreen(<HandOverScreen />, {
      store: fakeStore({ balance: balance(1) }),
      pin: { unlock },
      holder: { handOver },
    })
    await userEvent.click(await screen.findByRole('button', { name: words.handOver.next }))
    await tap(pin)
    expect(await screen.findByText(words.handOver[code])).toBeTruthy()
  })
})
