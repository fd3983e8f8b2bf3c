import pg from 'pg'
import { queriesOf } from './connect.ts'
import type { Queries } from './database.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'

/** A database as its owner reaches it, and the password that the application's own role is to have. */
export type Owned = {
  readonly ownerUrl: string
  readonly applicationPassword: string
  /** In tests: those of an earlier edition. */
  readonly list?: readonly Migration[]
}

export type Prepared = {
  /** Of the application's role, for `connect`. */
  readonly applicationUrl: string
  /** Ids of the migrations that were applied now. */
  readonly applied: readonly string[]
}

/**
 * Brings a database up to date as its owner: the application's role (its own log-in, owns nothing, may create
 * nothing), then the migrations that are missing. Safe to run at every start and from two servers at once.
 */
export async function prepareDatabase({ ownerUrl, applicationPassword, list }: Owned): Promise<Prepared> {
  return asOwner(ownerUrl, async (queries) => {
    // Two servers that start at once do this one after the other.
    await takeTurn(queries)
    const role = await applicationRole(queries)
    await ensureRole(queries, role, applicationPassword)
    const applied = await migrate(queries, role, list)
    return { applicationUrl: urlAs(ownerUrl, role, applicationPassword), applied }
  })
}

/** Waits until nobody else prepares or restores this database; others wait until this connection ends. */
export const takeTurn = (queries: Queries) => queries.query(`select pg_advisory_lock(hashtext('teratai'), 1)`)

/** Runs `work` on one connection of the owner; no transaction and no scope around it. */
export async function asOwner<T>(ownerUrl: string, work: (queries: Queries) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(queriesOf(client))
  } finally {
    await client.end().catch(() => undefined)
  }
}

/**
 * The role that migrations gave their grants to, which stays when the database is renamed or copied. Roles belong to
 * the whole server, so the first is named after its database.
 */
export async function applicationRole(queries: Queries): Promise<string> {
  const [granted] = await queries.query<{ grantee: string }>(
    `select r.rolname as grantee from pg_class c, aclexplode(c.relacl) a, pg_roles r
     where c.oid = to_regclass('public.puskesmas') and r.oid = a.grantee and a.grantee <> c.relowner limit 1`,
  )
  if (granted) return granted.grantee
  const [row] = await queries.query<{ name: string }>('select current_database() as name')
  return `${(row?.name ?? 'teratai').slice(0, 50)}_application`
}

/** Makes that role where it is missing; it may log in with this password, and make nothing. */
export async function ensureRole(queries: Queries, role: string, password: string): Promise<void> {
  const [found] = await queries.query('select 1 from pg_roles where rolname = $1', [role])
  const name = pg.escapeIdentifier(role)
  const attributes = 'login nosuperuser nocreatedb nocreaterole noinherit noreplication nobypassrls'
  // A utility statement takes no parameters; the password is quoted by the driver.
  const statement = found
    ? `alter role ${name} with login password ${pg.escapeLiteral(password)}`
    : `create role ${name} with ${attributes} password ${pg.escapeLiteral(password)}`
  await queries.query(statement)
  await queries.query('revoke create on schema public from public')
  await queries.query(`grant usage on schema public to ${name}`)
}

/** The same server and database under another log-in. */
export function urlAs(url: string, user: string, password: string): string {
  const other = new URL(url)
  other.username = encodeURIComponent(user)
  other.password = encodeURIComponent(password)
  return other.href
}
