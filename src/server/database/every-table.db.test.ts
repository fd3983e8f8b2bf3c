import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase, testServers } from '#tests/fresh-database.ts'
import type { Scope } from './database.ts'
import { asOwner } from './prepare-database.ts'

const mine = '0190a000-0000-7000-8000-000000000001'
const other = '0190a000-0000-7000-8000-000000000002'
const post = '0190a000-0000-7000-8000-00000000000a'
const elsewhere = '0190a000-0000-7000-8000-00000000000b'

type Column = { readonly name: string; readonly type: string; readonly allowed: string | null }
type Table = { readonly name: string; readonly columns: readonly Column[] }

describe.each(testServers())('every table that there is on $name', (server) => {
  let fresh: FreshDatabase
  let tables: readonly Table[]

  beforeAll(async () => {
    fresh = await freshDatabase(server)
    tables = await asOwner(fresh.ownerUrl, (q) => q.query<Table>(catalogue))
    // A row in each, of this puskesmas and this posyandu, whatever the table is for.
    for (const table of tables) await asOwner(fresh.ownerUrl, (q) => q.query(rowOf(table)))
  })
  afterAll(() => fresh.drop())

  const seenIn = async (table: string, scope: Scope) =>
    (await fresh.database.withScope(scope, (q) => q.query(`select 1 from ${table}`))).length
  const seenBy = async (scope: Scope) => {
    const seen: string[] = []
    for (const { name } of tables) if ((await seenIn(name, scope)) > 0) seen.push(name)
    return seen
  }

  it('has a row to be seen, and the server’s own scope of this puskesmas sees it', async () => {
    expect(tables.length).toBeGreaterThan(20)
    expect(await seenBy({ puskesmasId: mine, posyandu: 'all' })).toEqual(tables.map(({ name }) => name))
  })

  it('shows nothing to a connection without a scope', async () => {
    const seen = await asOwner(fresh.applicationUrl, async (q) => {
      const found: string[] = []
      for (const { name } of tables) if ((await q.query(`select 1 from ${name}`)).length > 0) found.push(name)
      return found
    })
    expect(seen).toEqual([])
  })

  it('shows nothing to another puskesmas, whatever posyandu it names', async () => {
    for (const posyandu of ['all', 'none', [post]] as const)
      expect(await seenBy({ puskesmasId: other, posyandu }), String(posyandu)).toEqual([])
  })

  it('shows what people’s data are in to nobody with the wrong posyandu', async () => {
    const rest = await seenBy({ puskesmasId: mine, posyandu: 'none' })
    // What is no one’s data: names of places and accounts, phones and how they stand, ids, counts and hashes.
    expect(rest).toEqual(visibleWithoutPosyandu)
    expect(await seenBy({ puskesmasId: mine, posyandu: [elsewhere] })).toEqual(rest)
    expect(await seenBy({ puskesmasId: mine, posyandu: [] })).toEqual(rest)
  })

  it('takes no row for another puskesmas, and lets none be moved to one', async () => {
    for (const table of tables) {
      const intruding = fresh.database.withScope({ puskesmasId: other, posyandu: 'all' }, (q) =>
        q.query(rowOf(table)),
      )
      await expect(intruding, table.name).rejects.toMatchObject({ code: '42501' })
      const moving = fresh.database.withScope({ puskesmasId: mine, posyandu: 'all' }, (q) =>
        q.query(`update ${table.name} set puskesmas_id = '${other}'`),
      )
      await expect(moving, table.name).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('cannot be read around: no view, function or rule steps past the scope', async () => {
    const around = await asOwner(fresh.ownerUrl, (q) =>
      q.query(
        `select relname::text as name from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('v', 'm', 'f')
         union all select proname::text from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
      ),
    )
    expect(around).toEqual([])
  })
})

const visibleWithoutPosyandu = [
  'account',
  'account_posyandu',
  'alias',
  'alias_undo',
  'attempt',
  'device',
  'device_former_posyandu',
  'device_posyandu',
  'enrolment_code',
  'known_browser',
  'posyandu',
  'posyandu_stream',
  'puskesmas',
  'puskesmas_key',
  'session',
  'stated_purpose',
]

/**
 * The tables that the application has any right to, with the columns that a row must fill; `allowed`: what a check says the column may hold.
 */
const catalogue = `
  select c.relname::text as name,
    coalesce((select json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, null),
        'allowed', (select pg_get_constraintdef(k.oid) from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] limit 1)) order by a.attnum)
      from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and (a.attname in ('puskesmas_id', 'posyandu_id') or (a.attnotnull and not a.atthasdef))), '[]') as columns
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and c.relname not in ('migration', 'installation', 'data_key') order by 1`

/** A statement that puts a row of this puskesmas and posyandu into a table of any shape. */
function rowOf({ name, columns }: Table): string {
  const values = columns.map((column, at) => `${valueOf(column, at)}::${column.type}`)
  return `insert into ${name} (${columns.map((column) => column.name).join(', ')}) values (${values.join(', ')})
    on conflict do nothing`
}

function valueOf({ name, type, allowed }: Column, at: number): string {
  if (name === 'puskesmas_id') return `'${mine}'`
  if (name === 'posyandu_id') return `'${post}'`
  const literal = /'([^']+)'::text/.exec(allowed ?? '')?.[1]
  if (literal !== undefined) return `'${literal}'`
  if (type.endsWith('[]')) return `'{}'`
  const byType: Readonly<Record<string, string>> = {
    // No two alike in a row: nobody is found to be themself.
    uuid: `'0190a000-0000-7000-8000-0000000000${10 + at}'`,
    text: `'x'`,
    bytea: `'\\x00'`,
    json: `'{}'`,
    jsonb: `'{}'`,
    boolean: `'false'`,
    date: `'2026-11-03'`,
    'timestamp with time zone': `'2026-11-03T00:00:00Z'`,
  }
  return byType[type] ?? `'1'`
}
