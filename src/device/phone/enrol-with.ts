import type { enrol, EnrolErrorCode } from '#device/enrolment/enrol.ts'
import { StoreError } from '#device/store/store-error.ts'
import { orFull } from '#device/vault/or-full.ts'
import type { Machinery } from './machinery.ts'
import type { Phone } from './phone.ts'
import { appVersion } from './version.ts'

const transport = (path: string, request: RequestInit) => fetch(path, request)

/** Notes that a vault is somebody's, and gives whether it was nobody's until then; takes it back. */
export type UseNotes = {
  readonly note: (name?: string) => Promise<boolean>
  readonly takeBack: () => Promise<void>
}

/** `loadHpke`: seals the first queue key to the puskesmas, which nobody can make up for where the network goes now. */
export type EnrolParts = {
  readonly loadEnrol: () => Promise<{ readonly enrol: typeof enrol }>
  readonly loadHpke: () => Promise<unknown>
}

const ownParts: EnrolParts = {
  loadEnrol: () => import('#device/enrolment/enrol.ts'),
  loadHpke: () => import('#protocol/surat/hpke.ts'),
}

/**
 * Enrols this phone by a code, once all that enrolling and the first save need is loaded: at the very first visit the
 * network can go before the worker has it. What cannot be loaded is `network`; the code was not used then, nor where
 * it rejects with `storageFull`.
 */
export async function enrolWith(
  machinery: () => Promise<Pick<Machinery, 'local' | 'sync'>>,
  code: string,
  use: UseNotes,
  loads: EnrolParts = ownParts,
): ReturnType<Phone['enrol']> {
  const parts = await Promise.all([loads.loadEnrol(), machinery(), loads.loadHpke()]).catch(() => undefined)
  if (!parts) return { ok: false, code: 'network' }
  const [enrolment, { local, sync }] = parts
  // What is asked without a network may not have been asked at all; once it was, only an answer says what came of it.
  if (!navigator.onLine) return { ok: false, code: 'network' }
  // From here on something may lie in this vault that is wanted again.
  const noted = await orFull(use.note())
  if (typeof noted !== 'boolean') throw new StoreError('storageFull')
  const result = await enrolment.enrol({ local, appVersion, transport }, code)
  if (result.ok) {
    sync.request('button')
    await use.note(result.enrolment.person.name).catch(() => undefined)
  } else if (noted && isRefused(result.code)) await use.takeBack().catch(() => undefined)
  return result
}

/**
 * Whether the puskesmas has not enrolled this phone for certain. Where nobody answered it may have: then the same code
 * and key are wanted again.
 */
const isRefused = (code: EnrolErrorCode) =>
  code === 'codeWrong' || code === 'codeExpired' || code === 'codeUsed' || code === 'tooMany'
