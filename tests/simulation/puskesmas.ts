import { v7 } from 'uuid'
import type { Transport } from '#device/sync/send.ts'
import type { RecordState } from '#protocol/merge.ts'
import type { SuratTaken } from '#protocol/messages/surat.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { openContent } from '#server/records/sealed-content.ts'
import { storedState } from '#server/records/stored-state.ts'
import { publishKeys } from '#server/surat/published-keys.ts'
import { SimulatedDesk } from './desk.ts'
import type { OwnDeed } from './server-book.ts'
import { type ServerFate, ServerProcess } from './server-process.ts'
import type { Stage } from './stage.ts'

/** What the puskesmas holds of one device: how often each number was accepted, and which are held or were resolved. */
export type Holdings = {
  readonly accepted: ReadonlyMap<number, number>
  readonly held: ReadonlySet<number>
  readonly resolved: ReadonlySet<number>
}

export const noHoldings: Holdings = { accepted: new Map(), held: new Set(), resolved: new Set() }

type Backup = { readonly at: number; readonly rows: ReadonlyMap<string, readonly string[]> }

export type StoredRecord = { readonly state: RecordState; readonly posyanduId: string | undefined }

/** A puskesmas whose server dies, is started again and comes back from backups, on a real database. */
export class SimulatedPuskesmas {
  readonly id = v7()
  readonly posyandu: string[] = []
  readonly desk: SimulatedDesk
  /** Rises with every restore. */
  generation = 0
  /** Whether anything was asked of it since somebody last looked. */
  isTouched = true
  backups: Backup[] = []
  readonly #underWay = new Set<Promise<unknown>>()
  readonly #stage: Stage
  readonly #now: () => number
  #process: ServerProcess | undefined

  private constructor(stage: Stage, now: () => number) {
    this.#stage = stage
    this.#now = now
    this.desk = new SimulatedDesk(stage, this.id, now)
  }

  static async open(stage: Stage, now: () => number, posyanduCount: number): Promise<SimulatedPuskesmas> {
    const puskesmas = new SimulatedPuskesmas(stage, now)
    await stage.owner.query('insert into puskesmas (puskesmas_id, name, demo) values ($1, $2, false)', [
      puskesmas.id,
      'Puskesmas Simulasi',
    ])
    for (let n = 1; n <= posyanduCount; n++)
      puskesmas.posyandu.push(await puskesmas.desk.open(`Posyandu ${n}`))
    await puskesmas.start()
    return puskesmas
  }

  /** Takes requests; one that dies is started anew before the next request. */
  readonly transport: Transport = (path, request) => this.#ask((process) => process.fetch(path, request))

  /** Takes a surat jalan in, by hand. Rejects with what refuses it, or with the end of the server. */
  takeSurat(text: string): Promise<SuratTaken> {
    return this.#ask((process) => process.takeSurat(text))
  }

  async #ask<T>(question: (process: ServerProcess) => Promise<T>): Promise<T> {
    this.isTouched = true
    if (!this.#process || this.#process.isDead) await this.start()
    const answer = question(this.#process as ServerProcess)
    this.#underWay.add(answer)
    return answer.finally(() => this.#underWay.delete(answer))
  }

  /** Waits for the requests whose senders may be gone. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay)
  }

  async start(): Promise<void> {
    const { database, keys } = this.#stage
    await database.withScope({ puskesmasId: this.id, posyandu: 'none' }, (queries) =>
      publishKeys(queries, this.id, keys.all, this.#now()),
    )
    this.#process = await ServerProcess.start({ database, keys, puskesmasId: this.id, now: this.#now })
  }

  plan(fate: ServerFate | undefined): void {
    this.#process?.plan(fate)
  }

  /** Puts all rows of this puskesmas aside. */
  async backUp(): Promise<void> {
    const rows = new Map<string, readonly string[]>()
    await Promise.all(
      this.#stage.tables.map(async (table) => {
        const found = await this.#stage.owner.query<{ row: string }>(
          `select t::text as row from ${table} t where puskesmas_id = $1`,
          [this.id],
        )
        rows.set(
          table,
          found.map(({ row }) => row),
        )
      }),
    )
    this.backups.push({ at: this.#now(), rows })
  }

  /** The server stops and comes back with the database as it was at a backup. */
  async restore({ rows }: Backup): Promise<void> {
    const { owner } = this.#stage
    await this.idle()
    // What it still did by itself holds locks.
    await this.#process?.stop()
    await owner.query('begin')
    try {
      for (const [table, texts] of rows) this.#putBack(table, texts)
      await owner.settle()
    } finally {
      // After a failure the database makes a rollback of it.
      await owner.query('commit')
    }
    this.generation += 1
    this.isTouched = true
    await this.desk.decideAgain()
    await this.start()
  }

  #putBack(table: string, rows: readonly string[]): void {
    const { owner } = this.#stage
    owner.send(`delete from ${table} where puskesmas_id = $1`, [this.id])
    if (rows.length > 0)
      owner.send(
        `insert into ${table} select (saved.line::public.${table}).* from unnest($1::text[]) as saved (line)`,
        [rows],
      )
  }

  async holdings(): Promise<ReadonlyMap<string, Holdings>> {
    const { owner } = this.#stage
    const [batches, rows] = await Promise.all([
      owner.query<{ device_id: string; accepted: number[] }>(
        'select device_id, accepted from batch where puskesmas_id = $1',
        [this.id],
      ),
      owner.query<{ device_id: string; number: number; outcome: string; resolved: boolean }>(
        'select device_id, number, outcome, resolved from mutation where puskesmas_id = $1',
        [this.id],
      ),
    ])
    const all = new Map<string, { accepted: Map<number, number>; held: Set<number>; resolved: Set<number> }>()
    const of = (deviceId: string) => {
      const known = all.get(deviceId) ?? { accepted: new Map(), held: new Set(), resolved: new Set() }
      all.set(deviceId, known)
      return known
    }
    const accept = (deviceId: string, number: number) => {
      const { accepted } = of(deviceId)
      accepted.set(number, (accepted.get(number) ?? 0) + 1)
    }
    for (const { device_id: deviceId, accepted } of batches)
      for (let i = 0; i < accepted.length; i += 2)
        for (let number = accepted[i] ?? 0; number <= (accepted[i + 1] ?? 0); number++)
          accept(deviceId, number)
    for (const { device_id: deviceId, number, outcome, resolved } of rows)
      if (outcome === 'accepted') accept(deviceId, number)
      else of(deviceId)[resolved ? 'resolved' : 'held'].add(number)
    return all
  }

  /** What the server wrote itself. */
  async ownDeeds(): Promise<readonly OwnDeed[]> {
    const rows = await this.#stage.owner.query<OwnDeed & { readonly content: unknown }>(
      `select m.device_id::text as "deviceId", number, content, outcome,
         exists (select 1 from alias a
           where a.puskesmas_id = $1 and m.record_id in (a.person_id, a.into_id)) as "isJoined"
       from mutation m join server_writer w on w.puskesmas_id = m.puskesmas_id and w.device_id = m.device_id
       where m.puskesmas_id = $1 order by number`,
      [this.id],
    )
    return rows.map((row) => ({
      ...row,
      content: JSON.stringify(openContent(testVault, row.deviceId, row.content)),
    }))
  }

  /** Every record as the database has it. */
  async records(): Promise<ReadonlyMap<string, StoredRecord>> {
    const rows = await this.#stage.owner.query<{
      record_id: string
      kind: string
      posyandu_id: string | null
      state: unknown
    }>('select record_id, kind, posyandu_id, state from record where puskesmas_id = $1', [this.id])
    return new Map(
      rows.map((row) => [
        row.record_id,
        { state: storedState(testVault, row), posyanduId: row.posyandu_id ?? undefined },
      ]),
    )
  }

  /** Leaves nothing behind. */
  async close(): Promise<void> {
    await this.#process?.stop()
    for (const table of this.#stage.tables) this.#putBack(table, [])
    await this.#stage.owner.settle()
  }

  /** The server's own work, and deeds of a nakes that it does in its own scope. */
  atWork<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#stage.database.withScope({ puskesmasId: this.id, posyandu: 'all' }, work)
  }

  /** What makes transactions of its own. */
  assess(work: (database: Database) => Promise<void>): Promise<void> {
    return work(this.#stage.database)
  }
}
