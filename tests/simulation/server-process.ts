import type { FastifyInstance } from 'fastify'
import type { Transport } from '#device/sync/send.ts'
import { buildApp } from '#server/app.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { enrolRoute } from '#server/routes/enrol.ts'
import { syncRoutes } from '#server/routes/sync.ts'

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
  readonly now: () => number
}

/** One life of the puskesmas's server: the real app, with all that it keeps in memory, on the lasting database. */
export class ServerProcess {
  isDead = false
  #fate: ServerFate | undefined
  #left = 0
  #app: FastifyInstance | undefined

  static async start({ database, puskesmasId, now }: ProcessDeps): Promise<ServerProcess> {
    const process = new ServerProcess()
    const watched: Database = {
      async withScope(scope, work) {
        const result = await database.withScope(scope, async (queries) => {
          const done = await work(watch(queries, process))
          process.mustLive()
          return done
        })
        // The commit stands; whether anybody hears of it is another matter.
        process.point()
        return result
      },
      answers: () => database.answers(),
      close: async () => undefined,
    }
    const deps = { database: watched, puskesmasId, address: 'http://localhost', now }
    process.#app = await buildApp(deps, [...syncRoutes, enrolRoute])
    return process
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
