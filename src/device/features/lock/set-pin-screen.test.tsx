import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent as events } from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import words from '#device/i18n/id/lock.json' with { type: 'json' }
import { renderScreen } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { SetPinScreen } from './set-pin-screen.tsx'

const userEvent = events.setup({ delay: null })
vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)

const pin = '284915'

async function newPhone() {
  const phone = vaultPhone()
  const vault = await phone.openAll()
  const onSet = vi.fn()
  renderScreen(<SetPinScreen vault={vault} onSet={onSet} />, { store: fakeStore() })
  return { phone, vault, onSet }
}
const type = (digits: string) => userEvent.keyboard(digits)

it('is typed twice, and then opens', async () => {
  const { vault, onSet } = await newPhone()
  expect(screen.getByText(words.set.why)).toBeTruthy()
  await type(pin)
  expect(await screen.findByText(words.set.repeat)).toBeTruthy()
  expect(vault.state()).toBe('none')
  await type(pin)
  await waitFor(() => expect(onSet).toHaveBeenCalledOnce())
  expect(vault.state()).toBe('open')
  vault.lock()
  expect(await vault.unlock(pin)).toMatchObject({ ok: true })
})

it.each([
  ['555555', words.set.weak.sameDigits],
  ['123456', words.set.weak.run],
  ['876543', words.set.weak.run],
])('%s is refused with the reason, and another is asked for', async (weak, why) => {
  const { onSet } = await newPhone()
  await type(weak)
  expect(await screen.findByText(why)).toBeTruthy()
  expect(screen.getByText(words.set.choose)).toBeTruthy()
  await type(pin)
  expect(await screen.findByText(words.set.repeat)).toBeTruthy()
  expect(screen.queryByText(why)).toBeNull()
  await type(pin)
  await waitFor(() => expect(onSet).toHaveBeenCalledOnce())
})

it('begins anew where the second is another', async () => {
  const { vault, onSet } = await newPhone()
  await type(pin)
  await screen.findByText(words.set.repeat)
  await type('284916')
  expect(await screen.findByText(words.set.different)).toBeTruthy()
  expect(screen.getByText(words.set.choose)).toBeTruthy()
  expect([vault.state(), onSet.mock.calls.length]).toEqual(['none', 0])
})

it('can be chosen otherwise before it is repeated', async () => {
  const { vault, onSet } = await newPhone()
  await type(pin)
  await userEvent.click(await screen.findByRole('button', { name: words.set.again }))
  await type('905172')
  await screen.findByText(words.set.repeat)
  await type('905172')
  await waitFor(() => expect(onSet).toHaveBeenCalledOnce())
  expect(await vault.unlock('905172')).toMatchObject({ ok: true })
})

it('says that there is no room, and that another tab was quicker', async () => {
  const { phone, vault, onSet } = await newPhone()
  const typeTwice = async () => {
    await type(pin)
    await screen.findByText(words.set.repeat)
    await type(pin)
  }
  phone.full.database = true
  await typeTwice()
  expect(await screen.findByText(words.set.storageFull)).toBeTruthy()
  phone.full.database = false
  await vault.setUp('905172')
  await typeTwice()
  expect(await screen.findByText(words.set.alreadySet)).toBeTruthy()
  expect(onSet).not.toHaveBeenCalled()
})
