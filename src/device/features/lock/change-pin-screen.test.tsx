import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import words from '#device/i18n/id/lock.json' with { type: 'json' }
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { ChangePinScreen } from './change-pin-screen.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

const [old, next, wrong] = ['284915', '905172', '771203']

async function openedPhone() {
  const phone = vaultPhone()
  const vault = await phone.open()
  await vault.setUp(old)
  const view = renderScreen(<ChangePinScreen />, { store: fakeStore(), pin: vault, path: '/settings/pin' })
  return { phone, vault, ...view }
}
const type = (digits: string) => userEvent.keyboard(digits)

it('asks for the present PIN, takes another twice, and leads back', async () => {
  const { vault, where } = await openedPhone()
  expect(screen.getByText(words.change.old)).toBeTruthy()
  await type(old)
  expect(await screen.findByText(words.set.choose)).toBeTruthy()
  await type(next)
  expect(await screen.findByText(words.set.repeat)).toBeTruthy()
  await type(next)
  await waitFor(() => expect(where()).toBe('/settings'))
  vault.lock()
  expect(await vault.unlock(old)).toMatchObject({ code: 'wrongPin' })
  expect(await vault.unlock(next)).toMatchObject({ ok: true })
})

it('counts a wrong present PIN as any, and asks again', async () => {
  const { phone } = await openedPhone()
  await type(wrong)
  expect(await screen.findByText('PIN salah. Masih bisa dicoba 9 kali.')).toBeTruthy()
  expect((await phone.kept())?.row.tries.wrong).toBe(1)
})

it('leaves the present PIN in force where the new one is weak, not typed alike, or finds no room', async () => {
  const { phone, vault } = await openedPhone()
  await type(old)
  await screen.findByText(words.set.choose)
  await type('111111')
  expect(await screen.findByText(words.set.weak.sameDigits)).toBeTruthy()
  await type(next)
  await screen.findByText(words.set.repeat)
  await type(wrong)
  expect(await screen.findByText(words.set.different)).toBeTruthy()
  phone.full.database = true
  await type(next)
  await screen.findByText(words.set.repeat)
  await type(next)
  expect(await screen.findByText(words.set.storageFull)).toBeTruthy()
  phone.full.database = false
  vault.lock()
  expect(await vault.unlock(old)).toMatchObject({ ok: true })
})
