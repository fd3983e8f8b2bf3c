import type { PrfAuthenticator } from '#device/platform/prf-authenticator.ts'

export type PhoneCheck = PrfAuthenticator & {
  /** What the phone says to whoever holds a finger on it. */
  finger: 'known' | 'unknown'
  /** Whether it gives any bytes. */
  hasPrf: boolean
  /** How often its sheet was shown. */
  asked: number
  /** What happens while its sheet is up. */
  meanwhile: () => Promise<unknown>
  /** Its fingers were changed: no credential of before is there any more. */
  readonly forget: () => void
}

/** A phone's own check of a finger: the same bytes for the same credential and salt, and no others. */
export function phoneCheck(): PhoneCheck {
  const secrets = new Map<string, CryptoKey>()
  const nameOf = (id: Uint8Array) => id.join()
  const check: PhoneCheck = {
    finger: 'known',
    hasPrf: true,
    asked: 0,
    meanwhile: async () => undefined,
    forget: () => secrets.clear(),
    isOffered: async () => true,
    async make(_, salt) {
      check.asked += 1
      await check.meanwhile()
      if (check.finger === 'unknown') return { ok: false, code: 'notDone' }
      if (!check.hasPrf) return { ok: false, code: 'cannot' }
      const credentialId = crypto.getRandomValues(new Uint8Array(16))
      const secret = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
      secrets.set(nameOf(credentialId), secret)
      return { ok: true, credentialId, output: await outputOf(secret, salt) }
    },
    async ask(credentialId, salt) {
      check.asked += 1
      await check.meanwhile()
      const secret = secrets.get(nameOf(credentialId))
      return secret && check.finger === 'known' ? outputOf(secret, salt) : undefined
    },
  }
  return check
}

const outputOf = async (secret: CryptoKey, salt: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.sign('HMAC', secret, salt))
