import pg from 'pg'
import type { Queries } from '#server/database/database.ts'

/** How long after a lost connection it is made anew, ms; Teratai's own. */
const again = 1_000

/**
 * Holds, on a connection of its own, the lock by which `npm run restore` finds a server that runs on this database
 * from another data folder or machine. Made anew whenever the connection breaks. Gives a function that ends it.
 */
export async function holdPresence(ownerUrl: string): Promise<() => Promise<void>> {
  let ended = false
  let client = await connectAndHold(ownerUrl)
  let timer: NodeJS.Timeout | undefined
  const watch = (watched: pg.Client) => watched.once('end', comeBack)
  const comeBack = () => {
    if (ended) return
    timer = setTimeout(() => {
      connectAndHold(ownerUrl).then(async (fresh) => {
        if (ended) return fresh.end()
        client = fresh
        watch(fresh)
        return undefined
      }, comeBack)
    }, again)
    timer.unref()
  }
  watch(client)
  return async () => {
    ended = true
    clearTimeout(timer)
    await client.end().catch(() => undefined)
  }
}

async function connectAndHold(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'teratai presence',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    // Servers share it; it waits while a restore has it alone.
    await client.query(`select pg_advisory_lock_shared(hashtext('teratai'), 2)`)
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

/** Takes that lock alone until this connection ends; `false` while a server holds it. */
export async function takeAlone(queries: Queries): Promise<boolean> {
  const [row] = await queries.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(hashtext('teratai'), 2) as taken`,
  )
  return row?.taken === true
}
