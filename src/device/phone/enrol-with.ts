import type { enrol } from '#device/enrolment/enrol.ts'
import { StoreError } from '#device/store/store-error.ts'
import { orFull } from '#device/vault/or-full.ts'
import type { Machinery } from './machinery.ts'
import type { Phone } from './phone.ts'
import { appVersion } from './version.ts'

const transport = (path: string, request: RequestInit) => fetch(path, request)

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
  noteUse: (name?: string) => Promise<void>,
  loads: EnrolParts = ownParts,
): ReturnType<Phone['enrol']> {
  const parts = await Promise.all([loads.loadEnrol(), machinery(), loads.loadHpke()]).catch(() => undefined)
  if (!parts) return { ok: false, code: 'network' }
  const [enrolment, { local, sync }] = parts
  // From here on something may lie in this vault that is wanted again.
  if ((await orFull(noteUse()))?.code === 'storageFull') throw new StoreError('storageFull')
  const result = await enrolment.enrol({ local, appVersion, transport }, code)
  if (result.ok) {
    sync.request('button')
    await noteUse(result.enrolment.person.name).catch(() => undefined)
  }
  return result
}
