import { afterEach, describe, expect, it, vi } from 'vitest'
import { prfAuthenticator } from './prf-authenticator.ts'

afterEach(() => vi.unstubAllGlobals())

const salt = new Uint8Array(32).fill(7)
const given = new Uint8Array(32).fill(9)
const credentialId = Uint8Array.of(1, 2, 3)

type Prf = AuthenticationExtensionsPRFOutputs | undefined

const credentialWith = (prf: Prf) =>
  // What is read of a credential, and nothing else of that large type.
  ({
    rawId: credentialId.buffer,
    getClientExtensionResults: () => ({ prf }),
  }) as unknown as Credential

/** A browser that makes and finds credentials with these results, and keeps what it was asked. */
function browser(made: () => Promise<Prf>, found: () => Promise<Prf> = async () => undefined) {
  const create = vi.fn<CredentialsContainer['create']>(async () => credentialWith(await made()))
  const get = vi.fn<CredentialsContainer['get']>(async () => credentialWith(await found()))
  return { create, get, check: prfAuthenticator({ create, get }) }
}
const refusing = (name: string) => async (): Promise<Prf> => {
  throw new DOMException('no', name)
}

describe('a credential', () => {
  it('is made on this phone, for whom it knows, with nothing of the person in it', async () => {
    const { create, get, check } = browser(async () => ({ enabled: true, results: { first: given.buffer } }))
    expect(await check.make('some id', salt)).toEqual({ ok: true, credentialId, output: given })
    expect(get).not.toHaveBeenCalled()
    expect(create.mock.lastCall?.[0]?.publicKey).toMatchObject({
      rp: { id: 'localhost', name: 'Teratai' },
      user: { id: new TextEncoder().encode('some id'), name: 'Teratai', displayName: 'Teratai' },
      authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
      attestation: 'none',
      extensions: { prf: { eval: { first: salt } } },
    })
  })

  it('is asked once more where the browser gives the bytes only then', async () => {
    const { get, check } = browser(
      async () => ({ enabled: true }),
      async () => ({ results: { first: given } }),
    )
    expect(await check.make('some id', salt)).toEqual({ ok: true, credentialId, output: given })
    expect(get.mock.lastCall?.[0]?.publicKey).toMatchObject({
      rpId: 'localhost',
      allowCredentials: [{ type: 'public-key', id: credentialId }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: salt } } },
    })
  })

  it.each<[string, () => Promise<Prf>, string]>([
    ['that gives no bytes', async () => ({ enabled: false }), 'cannot'],
    ['of a browser that knows nothing of it', async () => undefined, 'cannot'],
    ['that the browser does not support', refusing('NotSupportedError'), 'cannot'],
    ['for an address that has no name', refusing('SecurityError'), 'cannot'],
    ['from which the person turned away', refusing('NotAllowedError'), 'notDone'],
    ['that made, is not found', async () => ({ enabled: true }), 'notDone'],
  ])('%s is none', async (_, made, code) => {
    expect(await browser(made).check.make('some id', salt)).toEqual({ ok: false, code })
  })

  it.each<[string, () => Promise<Prf>]>([
    ['turns away', refusing('NotAllowedError')],
    ['has changed the fingers of the phone', refusing('InvalidStateError')],
    ['has a browser that gives nothing', async () => undefined],
    ['has a browser that gives too little', async () => ({ results: { first: given.slice(1) } })],
  ])('gives nothing where the person %s', async (_, found) => {
    const { check } = browser(async () => undefined, found)
    expect(await check.ask(credentialId, salt)).toBeUndefined()
  })

  it('is made and found by no browser that has none', async () => {
    vi.stubGlobal('navigator', {})
    const check = prfAuthenticator()
    expect(await check.make('some id', salt)).toMatchObject({ code: 'cannot' })
    expect(await check.ask(credentialId, salt)).toBeUndefined()
  })
})

describe('the check', () => {
  const offered = (known: object | undefined) => {
    vi.stubGlobal('PublicKeyCredential', known)
    return prfAuthenticator({ create: vi.fn(), get: vi.fn() }).isOffered()
  }
  const sensor = { isUserVerifyingPlatformAuthenticatorAvailable: async () => true }
  const able = (prf: boolean) => ({ getClientCapabilities: async () => ({ 'extension:prf': prf }) })

  it.each<[string, object | undefined, boolean]>([
    ['a sensor, in a browser that does not tell more', sensor, true],
    ['a sensor and a browser that can', { ...sensor, ...able(true) }, true],
    ['a browser that says that it cannot', { ...sensor, ...able(false) }, false],
    ['no sensor', { isUserVerifyingPlatformAuthenticatorAvailable: async () => false, ...able(true) }, false],
    ['an old browser', undefined, false],
    ['a browser that fails', { ...sensor, getClientCapabilities: refusing('UnknownError') }, false],
  ])('with %s', async (_, known, answer) => expect(await offered(known)).toBe(answer))

  it.each(['192.168.1.7', '[fe80::1]'])('is not offered at %s: WebAuthn wants a name', async (hostname) => {
    vi.stubGlobal('location', { hostname })
    expect(await offered(sensor)).toBe(false)
  })
})
