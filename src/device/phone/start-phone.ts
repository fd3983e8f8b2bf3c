import { afterPaint } from '#device/platform/after-paint.ts'
import { once } from '#device/platform/once.ts'
import type { FirstReads } from '#device/store/first-reads.ts'
import { lateStore } from '#device/store/late-store.ts'
import type { Store } from '#device/store/store.ts'
import { type LoadWatch, loadWatch } from '#device/store/use-store.ts'
import type { SuratDoor } from '#device/surat/surat-door.ts'
import { lateSync } from './late-sync.ts'
import { lateUpdates } from './late-updates.ts'
import type { Machinery } from './machinery.ts'
import type { Phone } from './phone.ts'
import { appVersion } from './version.ts'

export type Started = { readonly phone: Phone; readonly store: Store; readonly loadWatch: LoadWatch }

/**
 * The phone as its screens see it. What it runs on (the store's writers, the rules, sync) is loaded once the first
 * screen has been painted, or before where something asks for it.
 */
export function startPhone(reads: Promise<FirstReads | undefined>): Started {
  let started: ((machinery: Machinery) => void) | undefined
  const whenStarted = new Promise<Machinery>((resolve) => {
    started = resolve
  })
  const machinery = once(async () => {
    const [{ startMachinery }, first] = await Promise.all([
      import('./machinery.ts'),
      reads.catch(() => undefined),
    ])
    const running = startMachinery(appVersion, first?.seed)
    started?.(running)
    return running
  })
  const store = lateStore(
    async () => (await machinery()).local.store,
    whenStarted.then(({ local }) => local.store),
  )
  return {
    store,
    async loadWatch() {
      const [watch] = await Promise.all([loadWatch(), machinery()])
      return watch
    },
    phone: {
      version: appVersion,
      sync: lateSync(machinery, whenStarted),
      updates: lateUpdates(machinery),
      history: (personId) => historyWith(machinery, personId),
      enrol: (code) => enrolWith(machinery, code),
      surat: {
        write: () => withSurat(machinery, (door) => door.write()),
        async handedOut(surat) {
          await withSurat(machinery, (door) => door.handedOut(surat))
        },
        take: (file) => withSurat(machinery, (door) => door.take(file)),
      },
    },
  }
}

/** To be called once the first screen is drawn. What cannot be loaded now is loaded when it is asked for. */
export async function startBehind({ loadWatch: load }: Started): Promise<void> {
  await afterPaint()
  await load().catch(() => undefined)
}

const transport = (path: string, request: RequestInit) => fetch(path, request)

async function enrolWith(machinery: () => Promise<Machinery>, code: string): ReturnType<Phone['enrol']> {
  // At the very first visit the network can go before the worker has these parts.
  const parts = await Promise.all([import('#device/enrolment/enrol.ts'), machinery()]).catch(() => undefined)
  if (!parts) return { ok: false, code: 'network' }
  const [{ enrol }, { local, sync }] = parts
  const result = await enrol({ local, appVersion, transport }, code)
  if (result.ok) sync.request('button')
  return result
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
