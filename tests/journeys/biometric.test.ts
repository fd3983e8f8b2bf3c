import type { CDPSession } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goTo } from './kader.ts'
import { type OneKader, oneKader } from './one-kader.ts'
import { kaderPin, pinKeys, typesPinItself } from './phone.ts'
import { violationsOn } from './violations.ts'

const child = 'Melati Contoh'
const touchName = 'Pakai sidik jari atau wajah'
const turnOnName = 'Buka dengan sidik jari atau wajah'

describe('a phone that knows its kader', () => {
  let stage: OneKader
  let session: CDPSession
  let authenticatorId: string
  const page = () => stage.phone.page
  const touchKey = () => page().getByRole('button', { name: touchName })
  const locked = () => page().getByRole('heading', { name: 'Teratai terkunci' }).waitFor()
  const today = () => page().getByRole('heading', { name: 'Hari ini' }).waitFor()
  const typePin = async () => {
    await pinKeys(page()).waitFor()
    await page().keyboard.type(kaderPin)
  }
  const lockNow = async () => {
    await goTo(page(), 'Setelan')
    await page().getByRole('button', { name: 'Kunci sekarang' }).click()
    await locked()
  }
  const seesTheList = async () => {
    await goTo(page(), 'Warga')
    await page().getByText(child).first().waitFor()
  }
  /** A phone's own check of finger or face, as Chromium plays one. */
  const addSensor = async () => {
    const added = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        hasPrf: true,
        automaticPresenceSimulation: true,
      },
    })
    authenticatorId = added.authenticatorId
  }

  beforeAll(async () => {
    stage = await oneKader([child])
    await typesPinItself(page())
    await page().goto(stage.server.gate.address)
    await typePin()
    await today()
  })
  afterAll(() => stage?.close())

  it('is not offered it where the phone has no sensor', async () => {
    await goTo(page(), 'Setelan')
    await page().getByRole('button', { name: 'Kunci sekarang' }).waitFor()
    // The part that asks the browser is here, and the browser has answered.
    await page().waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/biometrics-')),
    )
    expect(
      await page().evaluate(() => PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()),
    ).toBe(false)
    expect(await page().getByRole('link', { name: turnOnName }).count()).toBe(0)
    await page().getByRole('button', { name: 'Kunci sekarang' }).click()
    await locked()
    await pinKeys(page()).waitFor()
    expect(await touchKey().count()).toBe(0)
    await typePin()
    await page().getByRole('button', { name: 'Kunci sekarang' }).waitFor()
  })

  it('opens by it once it was turned on with the PIN, without any PIN', async () => {
    session = await stage.phone.context.newCDPSession(page())
    await session.send('WebAuthn.enable')
    await addSensor()
    await goTo(page(), 'Hari ini')
    await goTo(page(), 'Setelan')
    await page().getByRole('link', { name: turnOnName }).click()
    await page().getByRole('button', { name: 'Nyalakan' }).waitFor()
    expect(await violationsOn(page())).toEqual([])
    await page().getByRole('button', { name: 'Nyalakan' }).click()
    await typePin()
    await page().getByRole('button', { name: 'Matikan sidik jari atau wajah' }).waitFor()
    await lockNow()
    await touchKey().waitFor()
    expect(await violationsOn(page())).toEqual([])
    await touchKey().click()
    await page().getByRole('heading', { name: 'Setelan' }).waitFor()
    await seesTheList()
  })

  it('opens by it after a new start too', async () => {
    await page().goto(stage.server.gate.address)
    await locked()
    await touchKey().click()
    await today()
    await seesTheList()
  })

  it('opens by the PIN where the phone does not know who is there', async () => {
    await lockNow()
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await touchKey().click()
    await page().getByText('Belum berhasil. Coba lagi, atau ketik PIN.').waitFor()
    await locked()
    await typePin()
    await page().getByRole('heading', { name: 'Setelan' }).waitFor()
  })

  it('keeps no key that can be read, and nothing personal in the credential', async () => {
    const kept = await page().evaluate(async () => {
      const answered = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', () => reject(request.error))
        })
      const database = await answered(indexedDB.open('teratai-vault'))
      const [row] = await answered(database.transaction('keys').objectStore('keys').getAll())
      database.close()
      const { deviceKey, biometric } = row as { deviceKey: CryptoKey; biometric: Record<string, unknown> }
      const exported = await crypto.subtle.exportKey('raw', deviceKey).then(
        () => 'read',
        () => 'not read',
      )
      return { exported, extractable: deviceKey.extractable, parts: Object.keys(biometric).sort() }
    })
    expect(kept).toEqual({
      exported: 'not read',
      extractable: false,
      parts: ['credentialId', 'nonce', 'salt', 'sealed'],
    })
    const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toHaveLength(1)
    expect(credentials[0]).toMatchObject({ rpId: 'localhost', userName: 'Teratai' })
    expect(JSON.stringify(credentials)).not.toContain('Kader')
  })

  it('opens by nothing but the PIN once its fingers were changed, and is turned on anew', async () => {
    // As after a reset: what the old one knew is gone, and so is that it had shut itself after an unknown finger.
    await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    await addSensor()
    await lockNow()
    await touchKey().click()
    await page().getByText('Belum berhasil. Coba lagi, atau ketik PIN.').waitFor()
    await typePin()
    await page().getByRole('button', { name: 'Matikan sidik jari atau wajah' }).click()
    await page().getByRole('link', { name: turnOnName }).click()
    await page().getByRole('button', { name: 'Nyalakan' }).click()
    await typePin()
    await page().getByRole('button', { name: 'Matikan sidik jari atau wajah' }).waitFor()
    await lockNow()
    await touchKey().click()
    await page().getByRole('heading', { name: 'Setelan' }).waitFor()
  })

  it('has no such key any more once it was turned off', async () => {
    await page().getByRole('button', { name: 'Matikan sidik jari atau wajah' }).click()
    await page().getByRole('link', { name: turnOnName }).waitFor()
    await lockNow()
    await pinKeys(page()).waitFor()
    expect(await touchKey().count()).toBe(0)
  })
})
