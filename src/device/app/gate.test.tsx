import { act, cleanup, render, screen } from '@testing-library/react'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { startWords } from '#device/i18n/i18n.ts'
import words from '#device/i18n/id/lock.json' with { type: 'json' }
import type { Sessions } from '#device/phone/sessions.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import { vaultPhone } from '#tests/fakes/vault-phone.ts'
import { Gate } from './gate.tsx'

vi.setConfig({ testTimeout: 60_000 })
afterEach(cleanup)
beforeAll(() => {
  startWords()
  window.scrollTo = () => undefined
})

const pin = '284915'
const secret = 'Melati binti Contoh'
const nobody: Sessions = {
  current: () => undefined,
  listen: () => () => undefined,
  open: async () => undefined,
}

function gateOf(vault: PhoneVault, path = '/') {
  const location = memoryLocation({ path })
  return render(
    <Router hook={location.hook}>
      <Gate vault={vault} sessions={nobody}>
        <p>{secret}</p>
      </Gate>
    </Router>,
  )
}

it('asks a new phone for a PIN before anything else, whatever phone it is (lesson 45)', async () => {
  gateOf(await vaultPhone().openAll())
  expect(await screen.findByRole('heading', { name: words.set.title })).toBeTruthy()
})

it('shows a locked phone the keys, whatever the address, and nothing of what lies behind', async () => {
  const vault = await vaultPhone().openAll()
  await vault.setUp(pin)
  vault.lock()
  for (const path of ['/', '/people', '/person/01a2', '/enrol']) {
    const { container, unmount } = gateOf(vault, path)
    expect(await screen.findByRole('heading', { name: words.title })).toBeTruthy()
    expect(container.textContent).not.toContain(secret)
    unmount()
  }
})

it('tells of a wipe that comes while the phone is being enrolled, before it asks for a new PIN', async () => {
  const vault = await vaultPhone().openAll()
  await vault.setUp(pin)
  gateOf(vault, '/enrol')
  await act(() => vault.wipe('revoked'))
  expect(await screen.findByText(words.wiped.why.revoked)).toBeTruthy()
})

it('tells of a wipe, and where the phone is to be enrolled asks for a PIN as on a new one', async () => {
  const vault = await vaultPhone().openAll()
  await vault.setUp(pin)
  gateOf(vault)
  await act(() => vault.wipe())
  expect(await screen.findByRole('heading', { name: words.wiped.title })).toBeTruthy()
  cleanup()
  gateOf(vault, '/enrol')
  expect(await screen.findByRole('heading', { name: words.set.title })).toBeTruthy()
})
