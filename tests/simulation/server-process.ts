import type { FastifyInstance } from 'fastify'
import type { Transport } from '#device/sync/send.ts'
import { buildApp } from '#server/app.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { enrolRoute } from '#server/routes/enrol.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import type { KeyRing } from '#server/surat/key-ring.ts'
import { takeSuratJalan } from '#server/surat/take-surat-jalan.ts'
import type { SuratTaken } from '#protocol/messages/surat.ts'

/**
 * What is to befall the server at its `after`-th statement or commit from now (1 is the next). `dies`: the process
 * ends; a transaction that is not committed is undone. `fails`: that statement fails once, with SQLSTATE `code`.
 */
export type ServerFate =
  | { readonly kind: 'dies'; readonly after: number }
  | { readonly kind: 'fails'; readonly after: number; readonly code: string }

/** As the driver says that the server was shut down under it. */
class ServerDied extends Error {
  readonly code = '57P01'
}

export type ProcessDeps = {
  readonly database: Database
  readonly puskesmasId: string
  readonly keys: KeyRing
  readonly now: () => number
}

const routes = [...syncRoutes, enrolRoute]

/** One life of the puskesmas's server: the real app, with all that it keeps in memory, on the lasting database. */
export class ServerProcess {
  isDead = false
  #fate: ServerFate | undefined
  #left = 0
  #app: FastifyInstance | undefined
  readonly #deps: ProcessDeps
  readonly #transactions = new Set<Promise<unknown>>()

  private constructor(deps: ProcessDeps) {
    const { database } = deps
    const transact: Database['withScope'] = async (scope, work) => {
      const result = await database.withScope(scope, async (queries) => {
        const done = await work(watch(queries, this))
        this.mustLive()
        return done
      })
      // The commit stands; whether anybody hears of it is another matter.
      this.point()
      return result
    }
    const watched: Database = {
      vault: database.vault,
      withScope: (scope, work) => {
        const transaction = transact(scope, work)
        this.#transactions.add(transaction)
        return transaction.finally(() => this.#transactions.delete(transaction))
      },
      answers: () => database.answers(),
      close: async () => undefined,
    }
    this.#deps = { ...deps, database: watched }
  }

  static async start(deps: ProcessDeps): Promise<ServerProcess> {
    const process = new ServerProcess(deps)
    process.#app = await buildApp({ ...process.#deps, address: 'http://localhost' }, routes)
    return process
  }

  /** Ends this life, and waits until the database has heard of it. */
  async stop(): Promise<void> {
    this.isDead = true
    await Promise.allSettled(this.#transactions)
  }

  plan(fate: ServerFate | undefined): void {
    this.#fate = fate
    this.#left = fate?.after ?? 0
  }

  mustLive(): void {
    if (this.isDead) throw new ServerDied()
  }

  /** Passes a statement or commit. Gives the SQLSTATE with which it is to fail, if it is; throws at the end of this life. */
  point(): string | undefined {
    this.mustLive()
    if (!this.#fate || --this.#left > 0) return undefined
    const fate = this.#fate
    this.#fate = undefined
    if (fate.kind === 'fails') return fate.code
    this.isDead = true
    throw new ServerDied()
  }

  /** As the desk or `npm run surat` takes a file in. */
  async takeSurat(text: string): Promise<SuratTaken> {
    this.mustLive()
    const taken = await takeSuratJalan({ ...this.#deps, file: Buffer.from(text) })
    this.mustLive()
    return taken
  }

  /** `fetch` into the app, without a socket; a dead process answers nothing. */
  readonly fetch: Transport = async (path, { method, headers, body }) => {
    if (this.isDead || !this.#app) throw new TypeError('refused')
    const response = await this.#app.inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url: path,
      headers: Object.fromEntries(new Headers(headers)),
      payload: typeof body === 'string' ? body : Buffer.from(body as Uint8Array),
    })
    if (this.isDead) throw new TypeError('reset')
    const told = Object.entries(response.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ])
    return new Response(response.body, { status: response.statusCode, headers: told })
  }
}

/** A statement that fails, so that the database itself undoes what it has to. */
const failing = (code: string) => `do $$ begin raise exception 'simulated' using errcode = '${code}'; end $$`

function pointOrEnd(process: ServerProcess): string | undefined {
  try {
    return process.point()
  } catch {
    return 'dead'
  }
}

function watch(queries: Queries, process: ServerProcess): Queries {
  return {
    vault: queries.vault,
    query: async (sql, parameters) => {
      const code = process.point()
      return code === undefined ? queries.query(sql, parameters) : queries.query(failing(code))
    },
    send(sql, parameters) {
      // Nobody waits for it: the end is met at the next statement that somebody does, or at the commit.
      const code = pointOrEnd(process)
      if (code === 'dead') return
      if (code === undefined) queries.send(sql, parameters)
      else queries.send(failing(code))
    },
    settle: () => queries.settle(),
  }
}
