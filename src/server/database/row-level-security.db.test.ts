import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testVault } from '#tests/builders/test-vault.ts'
import { type FreshDatabase, freshDatabase, testServers } from '#tests/fresh-database.ts'
import { connect } from './connect.ts'
import type { Scope } from './database.ts'
import { migrate } from './migrate.ts'
import { asOwner, prepareDatabase } from './prepare-database.ts'

const mine = '0190a000-0000-7000-8000-000000000001'
const other = '0190a000-0000-7000-8000-000000000002'
const post = '0190a000-0000-7000-8000-00000000000a'

describe.each(testServers())('row-level security on $name', (server) => {
  let fresh: FreshDatabase

  beforeAll(async () => {
    fresh = await freshDatabase(server)
    await fresh.database.withScope({ puskesmasId: mine, posyandu: 'none' }, (queries) =>
      queries.query('insert into posyandu (puskesmas_id, posyandu_id, name) values ($1, $2, $3)', [
        mine,
        post,
        'Teratai 1',
      ]),
    )
  })
  afterAll(() => fresh.drop())

  const asApplication = <T>(work: Parameters<typeof asOwner<T>>[1]) => asOwner(fresh.applicationUrl, work)
  const names = 'select name from posyandu'

  it('shows a row to the scope of its puskesmas', async () => {
    const rows = await fresh.database.withScope({ puskesmasId: mine, posyandu: 'none' }, (q) =>
      q.query(names),
    )
    expect(rows).toEqual([{ name: 'Teratai 1' }])
  })

  it('shows nothing without a scope', async () => {
    expect(await asApplication((q) => q.query(names))).toEqual([])
  })

  it('shows nothing when the scope of an earlier transaction has ended on the same connection', async () => {
    const single = connect({ url: fresh.applicationUrl, vault: testVault, connections: 1 })
    await single.withScope({ puskesmasId: mine, posyandu: 'all' }, (q) => q.query(names))
    expect(await single.withScope({ puskesmasId: other, posyandu: 'all' }, (q) => q.query(names))).toEqual([])
    await single.close()
    const after = await asApplication(async (q) => {
      await q.query(`begin; set local app.puskesmas_id = '${mine}'; commit`)
      return q.query(names)
    })
    expect(after).toEqual([])
  })

  it('shows nothing to another puskesmas, and takes nothing for another', async () => {
    const scope = { puskesmasId: other, posyandu: 'all' } as const
    expect(await fresh.database.withScope(scope, (q) => q.query(names))).toEqual([])
    const intruding = fresh.database.withScope(scope, (q) =>
      q.query('insert into posyandu (puskesmas_id, posyandu_id, name) values ($1, gen_random_uuid(), $2)', [
        mine,
        'X',
      ]),
    )
    await expect(intruding).rejects.toMatchObject({ code: '42501' })
    const changed = await fresh.database.withScope(scope, (q) =>
      q.query('update posyandu set name = $1 returning 1 as one', ['X']),
    )
    expect(changed).toEqual([])
  })

  it('shows what stands in a posyandu to scopes with that posyandu only', async () => {
    const insert = `insert into left_mark (puskesmas_id, posyandu_id, record_id, sequence)
      values ($1, $2, gen_random_uuid(), $3)`
    await fresh.database.withScope({ puskesmasId: mine, posyandu: 'all' }, async (q) => {
      await q.query(insert, [mine, post, 1])
      await q.query(insert, [mine, other, 2])
    })
    const seenBy = async (posyandu: Scope['posyandu'], puskesmasId = mine) => {
      const rows = await fresh.database.withScope({ puskesmasId, posyandu }, (q) =>
        q.query('select sequence::int from left_mark order by sequence'),
      )
      return rows.map((row) => row.sequence)
    }
    expect(await seenBy('all')).toEqual([1, 2])
    expect(await seenBy([post])).toEqual([1])
    expect(await seenBy([post.toUpperCase(), other])).toEqual([1, 2])
    expect(await seenBy([mine])).toEqual([])
    expect(await seenBy([])).toEqual([])
    expect(await seenBy('none')).toEqual([])
    expect(await seenBy('all', other)).toEqual([])
    const intruding = fresh.database.withScope({ puskesmasId: mine, posyandu: [other] }, (q) =>
      q.query(insert, [mine, post, 3]),
    )
    await expect(intruding).rejects.toMatchObject({ code: '42501' })
  })

  it('rolls back all of a transaction that throws', async () => {
    const scope = { puskesmasId: mine, posyandu: 'none' } as const
    const failing = fresh.database.withScope(scope, async (q) => {
      await q.query('update posyandu set name = $1', ['Changed'])
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await fresh.database.withScope(scope, (q) => q.query(names))).toEqual([{ name: 'Teratai 1' }])
  })

  it('refuses a scope that is no UUID', async () => {
    const wrong = { puskesmasId: "x'; drop table posyandu; --", posyandu: 'none' } as const
    await expect(fresh.database.withScope(wrong, async () => 1)).rejects.toThrow(TypeError)
    await expect(
      fresh.database.withScope({ puskesmasId: mine, posyandu: ["a'"] }, async () => 1),
    ).rejects.toThrow(TypeError)
  })

  it('covers every table, with a key that begins with puskesmas_id', async () => {
    const tables = await asOwner(fresh.ownerUrl, (q) =>
      q.query<{ name: string; secured: boolean; forced: boolean; key: string[]; policies: number }>(
        `select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
           (select array_agg(a.attname::text order by k.place) from pg_index i,
              unnest(i.indkey) with ordinality k(number, place)
              join pg_attribute a on a.attnum = k.number
            where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid) as key,
           (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
         from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         order by 1`,
      ),
    )
    const ownersOnly = new Set(['data_key', 'installation', 'migration'])
    expect(tables.length).toBeGreaterThan(9)
    for (const table of tables) {
      expect(table, table.name).toMatchObject({ secured: true })
      // Of these two a database has one for all that is in it.
      if (!['migration', 'data_key'].includes(table.name))
        expect(table.key[0], table.name).toBe('puskesmas_id')
      if (!ownersOnly.has(table.name)) expect(table, table.name).toMatchObject({ forced: true, policies: 1 })
    }
  })

  it('has puskesmas_id in every unique index', async () => {
    const without = await asOwner(fresh.ownerUrl, (q) =>
      q.query(
        `select indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
         where c.relnamespace = 'public'::regnamespace and i.indisunique and c.relname not in ('migration', 'data_key')
           and not exists (select 1 from pg_attribute a where a.attrelid = i.indrelid
             and a.attname = 'puskesmas_id' and a.attnum = any (i.indkey))`,
      ),
    )
    expect(without).toEqual([])
  })

  it('gives the application a role that owns nothing and can alter nothing', async () => {
    const [role] = await asApplication((q) =>
      q.query(
        `select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication,
           (select count(*)::int from pg_class where relowner = r.oid) as owned
         from pg_roles r where rolname = current_user`,
      ),
    )
    expect(role).toEqual({
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolbypassrls: false,
      rolreplication: false,
      owned: 0,
    })
    for (const sql of [
      'alter table posyandu disable row level security',
      'drop table posyandu',
      'drop policy scope on posyandu',
      'create table mine (id int)',
      'create role another',
      'create database another',
      'truncate posyandu',
      'select * from installation',
      'select * from data_key',
      'select * from migration',
    ]) {
      await expect(
        asApplication((q) => q.query(sql)),
        sql,
      ).rejects.toMatchObject({ code: '42501' })
    }
  })

  it('keeps out a wrong password', async () => {
    const wrong = new URL(fresh.applicationUrl)
    wrong.password = 'wrong'
    await expect(asOwner(wrong.href, (q) => q.query('select 1'))).rejects.toMatchObject({ code: '28P01' })
  })

  it('applies migrations once, also when two servers start together', async () => {
    const again = { ownerUrl: fresh.ownerUrl, applicationPassword: 'application of tests' }
    const both = await Promise.all([prepareDatabase(again), prepareDatabase(again)])
    expect(both.map((one) => one.applied)).toEqual([[], []])
  })

  it('refuses a database of a newer edition and leaves no half of a failed migration', async () => {
    const failing = { id: '999-failing', sql: () => 'create table half (puskesmas_id uuid); select 1 / 0' }
    await asOwner(fresh.ownerUrl, async (q) => {
      await q.query('delete from migration')
      await expect(migrate(q, 'x', [failing])).rejects.toMatchObject({ code: '22012' })
      expect(await q.query(`select to_regclass('half') as half`)).toEqual([{ half: null }])
      await q.query(`insert into migration (id) values ('998-newer')`)
      await expect(migrate(q, 'x', [])).rejects.toThrow('newer Teratai (998-newer)')
    })
  })
})
