import { afterPaint } from '#device/platform/after-paint.ts'
import { once } from '#device/platform/once.ts'
import { dataSeal } from '#device/sealing/data-seal.ts'
import { awaitFirst, type FirstAnswers } from '#device/store/first-answers.ts'
import { readFirst } from '#device/store/first-reads.ts'
import { lateStore } from '#device/store/late-store.ts'
import type { Store } from '#device/store/store.ts'
import { type LoadWatch, loadWatch } from '#device/store/use-store.ts'
import type { SuratDoor } from '#device/surat/surat-door.ts'
import type { PhoneVault } from '#device/vault/phone-vault.ts'
import type { OpenVault } from '#device/vault/vault.ts'
import { createHolder } from './holder.ts'
import type { LatePageUpdates } from './late-updates.ts'
import { lateSync } from './late-sync.ts'
import type { Machinery } from './machinery.ts'
import type { Phone } from './phone.ts'
import { enrolWith } from './enrol-with.ts'
import { appVersion } from './version.ts'

/** The phone as its screens see it from one unlocking to the next lock. */
export type Session = {
  readonly phone: Phone
  readonly store: Store
  readonly loadWatch: LoadWatch
  readonly answers: FirstAnswers
  /** To be called once the first screen is drawn. What cannot be loaded now is loaded when it is asked for. */
  readonly behind: () => Promise<void>
  /** Lets what was asked of the store come to its end, then closes it. Nothing can be asked any more after that. */
  readonly end: () => Promise<void>
}

/** What a phone writes at a lock takes a small part of it. */
const endingMs = 3_000

/** What the page has for as long as it stands, locked or not. */
export type PageParts = {
  readonly updates: LatePageUpdates
  readonly vault: PhoneVault
}

/**
 * Begins a session in an open vault. What the screens run on (the store's writers, the rules, sync) is loaded once the
 * first of them has been painted, or before where something asks for it.
 */
export async function startSession(opened: OpenVault, { updates, vault }: PageParts): Promise<Session> {
  const reads = readFirst({
    seal: (isAllSealed) => dataSeal(opened.key, async () => isAllSealed),
    ...(opened.store && { name: opened.store }),
  })
  let started: ((machinery: Machinery) => void) | undefined
  const whenStarted = new Promise<Machinery>((resolve) => {
    started = resolve
  })
  let running: Machinery | undefined
  let ended = false
  const machinery = once(async () => {
    const [{ startMachinery }, first] = await Promise.all([
      import('./machinery.ts'),
      reads.catch(() => undefined),
    ])
    if (ended) throw new DOMException('locked', 'DatabaseClosedError')
    running = startMachinery({ vault: opened, appVersion, seed: first?.seed })
    started?.(running)
    return running
  })
  const late = lateStore(
    async () => (await machinery()).local.store,
    whenStarted.then(({ local }) => local.store),
  )
  const useNotes = {
    note: (name?: string) => vault.noteUse(opened.id, name),
    takeBack: () => vault.noteNoUse(opened.id),
  }
  const endUpdates = updates.during(async () => (await machinery()).local)
  const load = async () => {
    const [watch] = await Promise.all([loadWatch(), machinery()])
    return watch
  }
  return {
    store: late.store,
    answers: await awaitFirst(reads),
    loadWatch: load,
    async behind() {
      await afterPaint()
      // What stays undone here is done after the next unlocking.
      await load()
        .then(machinery)
        .then(({ sealRest }) => sealRest())
        .catch(() => undefined)
      const enrolment = await late.store.enrolment().catch(() => undefined)
      if (enrolment) await useNotes.note(enrolment.person.name).catch(() => undefined)
    },
    async end() {
      endUpdates()
      running?.sync.stop()
      await late.settled(endingMs)
      ended = true
      running?.local.close()
    },
    phone: {
      version: appVersion,
      sync: lateSync(machinery, whenStarted),
      updates,
      pin: vault,
      holder: createHolder({ vault, store: opened.store, machinery }),
      history: (personId) => historyWith(machinery, personId),
      enrol: (code) => enrolWith(machinery, code, useNotes),
      surat: {
        write: () => withSurat(machinery, (door) => door.write()),
        async handedOut(surat) {
          await withSurat(machinery, (door) => door.handedOut(surat))
        },
        async take(file) {
          const taken = await withSurat(machinery, (door) => door.take(file))
          await running?.afterContact().catch(() => undefined)
          return taken
        },
      },
    },
  }
}

async function historyWith(machinery: () => Promise<Machinery>, personId: string) {
  const running = await machinery().catch(() => undefined)
  return running ? running.sync.history(personId) : ({ ok: false, code: 'partNotLoaded' } as const)
}

/** The seal and what goes with it are loaded when a surat is written or taken in. */
async function withSurat<T>(
  machinery: () => Promise<Machinery>,
  work: (door: SuratDoor) => Promise<T>,
): Promise<T | { readonly ok: false; readonly code: 'partNotLoaded' }> {
  const parts = await Promise.all([import('#device/surat/surat-door.ts'), machinery()]).catch(() => undefined)
  if (!parts) return { ok: false, code: 'partNotLoaded' }
  const [{ createSuratDoor }, { local }] = parts
  return work(createSuratDoor(local, appVersion))
}
