import { errorName } from './error-name.ts'

/** A credential of this phone, and what asking it with a salt always gives: 32 bytes that nobody else can have. */
export type MadeCredential = {
  readonly ok: true
  readonly credentialId: Uint8Array<ArrayBuffer>
  readonly output: Uint8Array<ArrayBuffer>
}
/** `notDone`: the person turned away, or the phone did not know them. `cannot`: this phone or browser gives no such bytes. */
export type NotMade = { readonly ok: false; readonly code: 'notDone' | 'cannot' }

/** The phone's own fingerprint or face check, through WebAuthn and its extension PRF. */
export type PrfAuthenticator = {
  /** As far as the browser tells without asking anybody; whether it truly gives bytes shows when one is made. */
  readonly isOffered: () => Promise<boolean>
  /** Shows the system's sheet. A later one for the same user takes the place of this one. */
  readonly make: (userId: string, salt: Uint8Array<ArrayBuffer>) => Promise<MadeCredential | NotMade>
  /** Shows the system's sheet; nothing where the person turned away, was not known, or the credential is gone. */
  readonly ask: (
    credentialId: Uint8Array<ArrayBuffer>,
    salt: Uint8Array<ArrayBuffer>,
  ) => Promise<Uint8Array<ArrayBuffer> | undefined>
}

/** What PRF gives, by WebAuthn level 3. */
const outputBytes = 32
const challengeBytes = 32
/** What the phone shows in its own sheet and lists: nobody's name. */
const shownName = 'Teratai'
/** ES256, and RS256 for Windows Hello (IANA COSE algorithms). */
const algorithms = [-7, -257]

/** No server looks at what is signed: only the bytes of PRF are used, and they do not depend on this. */
const challenge = () => crypto.getRandomValues(new Uint8Array(challengeBytes))

export function prfAuthenticator(
  credentials: Pick<CredentialsContainer, 'create' | 'get'> | undefined = browserCredentials(),
): PrfAuthenticator {
  const ask: PrfAuthenticator['ask'] = async (credentialId, salt) => {
    const publicKey: PublicKeyCredentialRequestOptions = {
      challenge: challenge(),
      rpId: location.hostname,
      allowCredentials: [{ type: 'public-key', id: credentialId, transports: ['internal'] }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: salt } } },
    }
    // Whatever the browser refuses it for: the PIN opens all the same.
    const found = await credentials?.get({ publicKey }).catch(() => null)
    return outputOf(prfOf(found)?.results)
  }
  const make: PrfAuthenticator['make'] = async (userId, salt) => {
    const id = new TextEncoder().encode(userId)
    const publicKey: PublicKeyCredentialCreationOptions = {
      challenge: challenge(),
      rp: { id: location.hostname, name: shownName },
      user: { id, name: shownName, displayName: shownName },
      pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
      // Android gives these bytes for passkeys only, which are what it makes where a resident key is wanted.
      authenticatorSelection: {
        authenticatorAttachment: 'platform',
        userVerification: 'required',
        residentKey: 'preferred',
      },
      attestation: 'none',
      extensions: { prf: { eval: { first: salt } } },
    }
    try {
      const made = await credentials?.create({ publicKey })
      const prf = prfOf(made)
      if (!made || prf?.enabled !== true) return { ok: false, code: 'cannot' }
      const credentialId = new Uint8Array((made as PublicKeyCredential).rawId)
      // Older browsers give the bytes only to who asks.
      const output = outputOf(prf.results) ?? (await ask(credentialId, salt))
      return output ? { ok: true, credentialId, output } : { ok: false, code: 'notDone' }
    } catch (error) {
      // So the browser says that somebody turned away, or was not known; all else will not be different next time.
      const isTurnedAway = ['NotAllowedError', 'AbortError'].includes(errorName(error))
      return { ok: false, code: isTurnedAway ? 'notDone' : 'cannot' }
    }
  }
  return { isOffered, make, ask }
}

const browserCredentials = () => (navigator as Partial<Navigator>).credentials

/** WebAuthn needs a name; an address in numbers has none. */
const isNumbers = (hostname: string) => /^[\d.]+$|^\[/.test(hostname)

type CredentialClass = typeof PublicKeyCredential
/** Older browsers have less of it, or nothing (Chrome 109 cannot tell its capabilities). */
type KnownOfIt = Partial<Omit<CredentialClass, 'prototype'>> | undefined

async function isOffered(): Promise<boolean> {
  if (isNumbers(location.hostname)) return false
  const known = (globalThis as { readonly PublicKeyCredential?: KnownOfIt }).PublicKeyCredential
  const [hasSensor, can] = await Promise.all([
    known?.isUserVerifyingPlatformAuthenticatorAvailable?.() ?? false,
    known?.getClientCapabilities?.() ?? {},
  ]).catch(() => [false, {}] as const)
  const capabilities: PublicKeyCredentialClientCapabilities = can
  return hasSensor && capabilities['extension:prf'] !== false
}

/** Only public keys were asked for, so nothing else is answered. */
const prfOf = (credential: Credential | null | undefined) =>
  (credential as PublicKeyCredential | null | undefined)?.getClientExtensionResults().prf

function outputOf(
  results: AuthenticationExtensionsPRFValues | undefined,
): Uint8Array<ArrayBuffer> | undefined {
  if (!results) return undefined
  const { first } = results
  const output = ArrayBuffer.isView(first)
    ? Uint8Array.from(new Uint8Array(first.buffer, first.byteOffset, first.byteLength))
    : new Uint8Array(first)
  return output.length === outputBytes ? output : undefined
}
