import { cleanup, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, it } from 'vitest'
import words from '#device/i18n/id/settings.json' with { type: 'json' }
import type { Phone } from '#device/phone/phone.ts'
import { renderScreen, testPin } from '#tests/builders/render-screen.tsx'
import { fakeStore } from '#tests/fakes/store.ts'
import './settings-words.ts'
import { BiometricLine } from './biometric-line.tsx'

afterEach(cleanup)

/** The line on a phone of which this is true; tells what was turned off. */
function lineOf(change: Partial<Phone['pin']['biometrics']>) {
  const done = { off: 0, asked: 0 }
  const biometrics: Phone['pin']['biometrics'] = {
    ...testPin.biometrics,
    turnOff: async () => void (done.off += 1),
    ...change,
    async isOffered() {
      done.asked += 1
      return change.isOffered?.() ?? false
    },
  }
  renderScreen(<BiometricLine />, { store: fakeStore(), pin: { biometrics } })
  return done
}

it('leads to turning it on where the phone offers it', async () => {
  lineOf({ isOffered: async () => true })
  const link = await screen.findByRole('link', { name: words.lock.touch })
  expect(link.getAttribute('href')).toBe('/settings/biometric')
})

it('is not there where the phone does not', async () => {
  const done = lineOf({ isOffered: async () => false })
  await waitFor(() => expect(done.asked).toBe(1))
  expect([screen.queryByRole('link'), screen.queryByRole('button')]).toEqual([null, null])
})

it('turns it off, also where the phone no longer offers it', async () => {
  const done = lineOf({ isOn: () => true })
  await userEvent.click(screen.getByRole('button', { name: words.lock.touchOff }))
  await waitFor(() => expect(screen.queryByRole('button')).toBeNull())
  expect(done.off).toBe(1)
})
