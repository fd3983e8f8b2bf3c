import pg from 'pg'
import type { Database, Queries, Row } from './database.ts'
import { scopeStatement } from './scope-statement.ts'

/** `url`: of the application's role. `connections`: at most so many at once. */
export type ConnectOptions = { readonly url: string; readonly connections?: number }

/**
 * Opens the pool of the application's role. A connection that breaks while idle is replaced by the pool; one that
 * breaks inside a transaction makes that work fail, and nothing of it is kept.
 */
export function connect({ url, connections = 10 }: ConnectOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: 'teratai',
  })
  // Without a listener an idle connection that breaks (the database was stopped) would end the process.
  pool.on('error', () => undefined)
  return {
    withScope: async (scope, work) => inTransaction(pool, scopeStatement(scope), work),
    answers: () => answers(pool),
    close: () => pool.end(),
  }
}

async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (queries: Queries) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query(begin)
    const result = await work(queriesOf(client))
    await client.query('commit')
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

/** Parametrised queries on one connection. */
export function queriesOf(client: pg.ClientBase): Queries {
  return {
    query: async <R extends Row>(sql: string, parameters: readonly unknown[] = []) => {
      const result = await client.query<R>(sql, [...parameters])
      return result.rows
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
