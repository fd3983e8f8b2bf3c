import pg from 'pg'
import { noVault, type Vault } from '#server/sealing/vault.ts'
import type { Database, Prepared, Queries, Row } from './database.ts'
import { scopeStatement } from './scope-statement.ts'

/**
 * `url`: of the application's role. `vault`: of the key that its rows are sealed under. `connections`: at most so many at
 * once.
 */
export type ConnectOptions = { readonly url: string; readonly vault: Vault; readonly connections?: number }

/**
 * Opens the pool of the application's role. A connection that breaks while idle is replaced by the pool; one that
 * breaks inside a transaction makes that work fail, and nothing of it is kept.
 */
export function connect({ url, vault, connections = 10 }: ConnectOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    pipeline: true,
    application_name: 'teratai',
  })
  // Without a listener an idle connection that breaks (the database was stopped) would end the process.
  pool.on('error', () => undefined)
  return {
    vault,
    withScope: async (scope, work) => inTransaction(pool, vault, scopeStatement(scope), work),
    answers: () => answers(pool),
    close: () => pool.end(),
  }
}

/**
 * Nothing here waits where it need not: the scope goes out with the first statements and the commit with the last.
 * PostgreSQL runs them in their order, and once one has failed, nothing behind it: a commit is a rollback then.
 */
async function inTransaction<T>(
  pool: pg.Pool,
  vault: Vault,
  begin: string,
  work: (queries: Queries) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const begun = client.query(begin)
    begun.catch(() => undefined)
    const queries = queriesOf(client, vault)
    const result = await work(queries)
    await begun
    const committed = client.query('commit')
    committed.catch(() => undefined)
    await queries.settle()
    if ((await committed).command !== 'COMMIT') throw new Error('the transaction was rolled back')
    return result
  } catch (error) {
    await client.query('rollback').catch((reason: Error) => {
      broken = reason
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** Parametrised queries on one connection. Without a vault, as for its owner, nothing is sealed or opened on it. */
export function queriesOf(client: pg.ClientBase, vault: Vault = noVault): Queries {
  let sent: Promise<unknown>[] = []
  const run = <R extends Row>(sql: string | Prepared, parameters: readonly unknown[]) =>
    client.query<R>(
      typeof sql === 'string' ? { text: sql, values: [...parameters] } : { ...sql, values: [...parameters] },
    )
  return {
    vault,
    query: async <R extends Row>(sql: string | Prepared, parameters: readonly unknown[] = []) =>
      (await run<R>(sql, parameters)).rows,
    send(sql, parameters = []) {
      const one = run(sql, parameters)
      // Its failure is told by whoever settles; until then it is nobody's.
      one.catch(() => undefined)
      sent.push(one)
    },
    async settle() {
      const all = sent
      sent = []
      await Promise.all(all)
    },
  }
}

async function answers(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query('select 1')
    return true
  } catch {
    return false
  }
}
