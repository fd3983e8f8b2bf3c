import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { enrol, type EnrolResult } from '#device/enrolment/enrol.ts'
import { sealInPlace } from '#device/sealing/seal-in-place.ts'
import { sealsUnder, type SealsUnder } from '#device/sealing/seals-under.ts'
import { createLocalLocks, type Locks } from '#device/platform/locks.ts'
import { createStore, type LocalStore } from '#device/store/create-store.ts'
import { createSuratDoor } from '#device/surat/surat-door.ts'
import { schemaVersions, type SchemaVersion } from '#device/store/schema.ts'
import type { Change } from '#device/store/store.ts'
import { ageOut } from '#device/store/age-out.ts'
import { foldReceipts } from '#device/store/fold-receipts.ts'
import { askHistory, type HistoryResult } from '#device/sync/ask-history.ts'
import { runSync } from '#device/sync/engine.ts'
import { createIntake } from '#device/sync/intake.ts'
import type { Portions } from '#device/sync/portions.ts'
import type { Transport } from '#device/sync/send.ts'
import { syncLock } from '#device/sync/sync-lock.ts'
import type { DataKey } from '#device/vault/data-key.ts'
import type { Stamp } from '#protocol/stamp.ts'
import { fakeAssess } from '#tests/fakes/assess.ts'
import type { Kader } from './desk.ts'
import { type DiskFate, DiskSession } from './disk.ts'
import { eraseDisk } from './wipe.ts'

/** One process of the app: what it holds in memory is gone with it. */
type Life = { readonly session: DiskSession; readonly locks: Locks; readonly local: LocalStore }

/** How a piece of work on a phone ended. */
export type Ending<T> =
  | { readonly how: 'done'; readonly value: T }
  | { readonly how: 'failed'; readonly error: unknown }
  | { readonly how: 'died' }

/** A form that was opened and may be saved later: what it showed, by field. */
export type OpenForm = {
  readonly recordId: string
  readonly shown: Readonly<Record<string, readonly Stamp[]>>
}

/** Later editions of the phone's database: an index more, and a store more. */
const laterVersions: readonly SchemaVersion[] = [
  { version: 101, stores: { records: 'id, kind, personId, left, stream' } },
  {
    version: 102,
    stores: { simulated: 'id', outbox: '[deviceId+number], [state+deviceId+number], about, kind' },
  },
]

/** Under which key this phone lies sealed, and how many lives it lies open before that. */
export type Sealing = { readonly key: DataKey; readonly openLives: number }

/** A phone: a lasting disk, a clock that may be wrong, and one life of the app after another. */
export class SimulatedPhone {
  readonly name: string
  /** For whom it was enrolled last. */
  kader: Kader = { accounts: [], posyandu: [] }
  readonly #disk = new IDBFactory()
  readonly #now: () => number
  /** How much one exchange carries. */
  readonly #portions: Portions
  /** How far its clock is off, ms. */
  clockOff = 0
  /** How many later editions of the database it has been given. */
  editions = 0
  form: OpenForm | undefined
  #sealing: Sealing | undefined
  #lives = 0
  #life: Life

  constructor(name: string, now: () => number, portions: Portions, sealing?: Sealing) {
    this.name = name
    this.#portions = portions
    this.#now = now
    this.#sealing = sealing
    this.#life = this.#begin()
  }

  /** Which the puskesmas has given it; what it believes itself is `serves`. */
  get posyandu(): readonly string[] {
    return this.kader.posyandu
  }

  get local(): LocalStore {
    return this.#life.local
  }

  /** Write points that this life has passed. */
  get points(): number {
    return this.#life.session.points
  }

  /** A second tab: the same database and locks, another memory. */
  secondTab(): LocalStore {
    return this.#open(this.#life.session, this.#life.locks)
  }

  restart(): void {
    this.#life.session.kill()
    this.#life.local.close()
    this.#life = this.#begin()
  }

  /** Whether it lies sealed by now, behind a PIN. */
  get hasPin(): boolean {
    return this.#sealing !== undefined && this.#lives > this.#sealing.openLives
  }

  /**
   * Its data key is destroyed, and all that it opened; what is saved from now on lies under another. Says whether the
   * disk let it be done at once.
   */
  async wipe(next: DataKey, fate?: DiskFate): Promise<boolean> {
    this.close()
    this.form = undefined
    const isWhole = await eraseDisk(this.#disk, this.#options(createLocalLocks()), fate)
    this.#sealing = { key: next, openLives: 0 }
    this.#life = this.#begin()
    return isWhole
  }

  /** Whether nobody is enrolled here since it was wiped. */
  async isWiped(): Promise<boolean> {
    return this.hasPin && (await this.local.store.enrolment()) === undefined
  }

  /** What is to befall its disk from now on; nothing, where left out. */
  plan(fate?: DiskFate): void {
    this.#life.session.plan(fate)
  }

  /** The process ends now, as when the person wipes the app away. */
  kill(): void {
    this.#life.session.kill()
  }

  /** Works until it is done or the process dies; then a new one begins. */
  async live<T>(work: (local: LocalStore, locks: Locks) => Promise<T>): Promise<Ending<T>> {
    const { session, local, locks } = this.#life
    const ended = session.ended.then((): Ending<T> => ({ how: 'died' }))
    const worked = work(local, locks).then(
      (value): Ending<T> => ({ how: 'done', value }),
      (error: unknown): Ending<T> => ({ how: 'failed', error }),
    )
    const ending = await Promise.race([worked, ended])
    if (!session.isDead) return ending
    if (this.#life.session === session) this.restart()
    return ending.how === 'done' ? ending : { how: 'died' }
  }

  save(changes: readonly Change[]): Promise<Ending<void>> {
    return this.live((local) => local.store.save(changes))
  }

  /** Runs the engine, as the open page does or as the worker does that only pushes, and opens nothing. */
  sync(transport: Transport, by: 'page' | 'worker' = 'page'): Promise<Ending<boolean>> {
    const { session } = this.#life
    return this.live(async (local, locks) => {
      if (by === 'page') await sealedWhole(local)
      const { intake, queueSeal, ...pushOnly } = this.#engine(local, whileAlive(transport, session))
      const engine =
        by === 'page' ? { ...pushOnly, queueSeal, intake } : { ...pushOnly, queueSeal: undefined }
      const outcome = await locks.holdIfFree(syncLock, () => runSync(engine))
      return outcome?.ok ?? false
    })
  }

  /** The posyandu that its screens offer, by the last word of the puskesmas. */
  async serves(): Promise<readonly string[]> {
    const enrolment = await this.local.store.enrolment()
    return enrolment?.posyandu.map(({ id }) => id) ?? []
  }

  /** Writes a surat jalan; gives its text, nothing where it cannot. */
  writeSurat(): Promise<Ending<string | undefined>> {
    return this.live(async (local) => {
      const written = await createSuratDoor(local, 'simulation').write()
      return written.ok ? written.surat.text : undefined
    })
  }

  /** Takes a surat balasan in; gives why not, nothing where it did. */
  takeSurat(text: string): Promise<Ending<string | undefined>> {
    return this.live(async (local) => {
      const taken = await createSuratDoor(local, 'simulation').take(text)
      return taken.ok ? undefined : taken.code
    })
  }

  /** What runs behind a sync while nobody waits. */
  ageOut(): Promise<Ending<void>> {
    const atOnce = () => Promise.resolve()
    return this.live(async (local) => {
      await foldReceipts(local.planner.database, atOnce)
      await ageOut(local, atOnce)
    })
  }

  /** People of whom older visits are at the puskesmas only. */
  async peopleWithOlder(): Promise<string[]> {
    const rows = await this.local.planner.database.records.where('kind').equals('person').toArray()
    return rows.filter((row) => row.older).map(({ id }) => id)
  }

  /** Somebody asks for the older visits of a person. */
  askHistory(transport: Transport, personId: string): Promise<Ending<HistoryResult>> {
    const { session } = this.#life
    return this.live((local) =>
      askHistory(local, this.#engine(local, whileAlive(transport, session)), personId),
    )
  }

  enrol(transport: Transport, code: string): Promise<Ending<EnrolResult>> {
    const { session } = this.#life
    const deps = { transport: whileAlive(transport, session), appVersion: 'simulation' }
    return this.live((local) => enrol({ local, ...deps }, code))
  }

  close(): void {
    this.#life.session.kill()
    this.#life.local.close()
  }

  #engine(local: LocalStore, transport: Transport) {
    return {
      database: local.planner.database,
      queueSeal: local.planner.seals.queue,
      clock: local.clock,
      transport,
      appVersion: 'simulation',
      intake: createIntake(local),
      portions: this.#portions,
    }
  }

  #begin(): Life {
    this.#lives += 1
    const session = new DiskSession(this.#disk)
    const locks = createLocalLocks()
    return { session, locks, local: this.#open(session, locks) }
  }

  #open(session: DiskSession, locks: Locks): LocalStore {
    const { key, openLives = 0 } = this.#sealing ?? {}
    return createStore({
      ...this.#options(locks),
      ...(key && this.#lives > openLives && { seals: (database) => sealsUnder(database, key) }),
      indexedDB: session.indexedDB,
    })
  }

  #options(locks: Locks) {
    return {
      IDBKeyRange,
      clock: { now: () => this.#now() + this.clockOff },
      locks,
      loadAssess: async () => fakeAssess,
      versions: [...schemaVersions, ...laterVersions.slice(0, this.editions)],
    }
  }
}

/** What an unlocked app does behind its first screen: it seals what lies open, and looks after the queue's keys. */
export async function sealedWhole(local: LocalStore): Promise<void> {
  const { seals } = local.planner
  if (!('queueKeys' in seals)) return
  // Only `sealsUnder` gives seals with keys.
  const { queueKeys } = seals as SealsUnder
  await sealInPlace(local, queueKeys)
  await queueKeys.tidy()
}

/** A dead process sends nothing and hears nothing. */
function whileAlive(transport: Transport, session: DiskSession): Transport {
  const mustLive = () => {
    if (session.isDead) throw new TypeError('the process died')
  }
  return async (path, request) => {
    mustLive()
    const answer = await transport(path, request)
    mustLive()
    return answer
  }
}
