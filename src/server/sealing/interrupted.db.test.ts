import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { Queries } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { findInstallation } from '#server/hosting/installation.ts'
import { joinDatabase } from '#server/hosting/reach-database.ts'
import { assessDue } from '#server/records/assess-due.ts'
import { keysIn, writeKeys } from '#server/surat/key-file.ts'
import { hostedPuskesmas } from '#tests/builders/hosted-puskesmas.ts'
import { takeBack } from '#tests/builders/lay-open.ts'
import { testServers } from '#tests/fresh-database.ts'
import { type ServerProcess, startServerProcess } from '#tests/server-process.ts'
import { openVault } from './vault.ts'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

const nik = '9901014101900013'

/**
 * Where a start is killed, in the order of its work: it waits there for a table that the test has locked. What is
 * looked at or written waits for `access exclusive` or `share`, a change of the schema or a writing anew for any lock.
 */
const points = [
  ['while 014 is applied to a database of 013', 'record', 'access share'],
  ['with the key made and nothing sealed', 'mutation', 'access exclusive'],
  ['before the batches', 'batch', 'access exclusive'],
  ['before the held batches', 'held_batch', 'access exclusive'],
  ['before the records', 'record', 'share'],
  ['before the summaries', 'person_summary', 'share'],
  ['with all sealed and nothing committed', 'data_key', 'share'],
  ['with all committed and the records not written anew', 'record', 'access share'],
  ['with the summaries not written anew', 'person_summary', 'access share'],
] as const
const isCommitted = (point: (typeof points)[number]) => points.indexOf(point) >= 7

// One will do: what differs between servers is not how they keep a transaction.
describe.each(testServers().slice(0, 1))('a database from before that is sealed, on $name', (server) => {
  let puskesmas: Awaited<ReturnType<typeof hostedPuskesmas>>
  let phone: Awaited<ReturnType<typeof puskesmas.phone>>
  const personId = newId()

  const superUrl = () =>
    Object.assign(new URL(server.ownerUrl), { pathname: new URL(puskesmas.url).pathname }).href
  const behind = <T>(work: (queries: Queries) => Promise<T>) => asOwner(superUrl(), work)

  /** Leaves the data folder and the database as the edition with migration 013 as its last had them. */
  beforeAll(async () => {
    puskesmas = await hostedPuskesmas(server)
    phone = await puskesmas.phone()
    const set = { name: 'Siti', nik, posyanduId: phone.posyanduId, sex: 'female' }
    await phone.local.store.save([{ kind: 'person', id: personId, set }])
    await puskesmas.sync(phone.local)
    await puskesmas.stop()
    await assess()
    const keys = keysIn(puskesmas.config.data)
    if (!keys?.data?.[0]) throw new Error('no data key')
    const vault = openVault(Buffer.from(keys.data[0].key, 'base64url'))
    await behind((queries) => takeBack((sql, parameters) => queries.query(sql, parameters), vault))
    const { data: _, ...withoutData } = keys
    writeKeys(puskesmas.config.data, withoutData)
  })
  let running: ServerProcess | undefined
  afterAll(async () => {
    running?.signal('SIGKILL')
    await running?.ended
    await puskesmas.close()
  })

  /** As a look at the desk does: makes the summaries. */
  async function assess(): Promise<void> {
    const joined = await joinDatabase(puskesmas.config)
    const installation = await findInstallation(joined.ownerUrl)
    await assessDue(joined.database, installation?.puskesmasId ?? '')
    await joined.close()
  }

  const serve = () =>
    startServerProcess({
      TERATAI_DATA: puskesmas.config.data,
      DATABASE_URL: puskesmas.url,
      TERATAI_DEMO: '0',
    })

  /** Kills a starting server with SIGKILL when it waits for this table, and the work it had under way with it. */
  async function killAt(table: string, mode: string): Promise<void> {
    await behind(async (queries) => {
      await queries.query('begin')
      await queries.query(`lock table ${table} in ${mode} mode`)
      const starting = await serve()
      running = starting
      const pid = await waiting(queries, table, Promise.race([starting.ended, starting.ready()]))
      starting.signal('SIGKILL')
      expect(await starting.ended).toBe('SIGKILL')
      await queries.query('select pg_terminate_backend($1, 60000)', [pid])
      await queries.query('rollback')
    })
  }

  /** The connection that waits for this table. `past`: settles when it has not, and the start went on. */
  async function waiting(queries: Queries, table: string, past: Promise<unknown>): Promise<number> {
    const gone = new AbortController()
    void past.catch(() => undefined).finally(() => gone.abort())
    while (!gone.signal.aborted) {
      const [row] = await queries.query<{ pid: number }>(
        'select pid from pg_locks where relation = $1::regclass and not granted',
        [table],
      )
      if (row) return row.pid
      await setTimeout(50)
    }
    throw new Error(`the start never waited for ${table}`)
  }

  const plain = () =>
    behind(async (queries) => {
      const [row] = await queries.query<{ records: number; summaries: number }>(
        `select (select count(*) from record where state::text like '%' || $1 || '%')::integer as records,
           (select count(*) from person_summary where nik = $1)::integer as summaries`,
        [nik],
      )
      return row
    })
  const state = () =>
    behind((queries) => queries.query<{ unwritten: string[] }>('select unwritten from data_key'))
  const inFiles = () =>
    behind(async (queries) => {
      await queries.query('checkpoint')
      const rows = await queries.query<{ table: string; bytes: Buffer }>(
        `select relname as table, pg_read_binary_file(pg_relation_filepath(oid::regclass)) as bytes from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`,
      )
      return rows.filter(({ bytes }) => bytes.includes(nik)).map(({ table }) => table)
    })
  let made: string | undefined

  it.each(points)('is whole when a start is killed %s', async (...point) => {
    const [, table, mode] = point
    await killAt(table, mode)
    const key = keysIn(puskesmas.config.data)?.data
    if (table === 'mutation') made = key?.[0]?.key
    // The key that a start made is the one that the next goes on with.
    if (made !== undefined) expect(key).toMatchObject([{ key: made }])
    if (isCommitted(points.find(([name]) => name === point[0]) ?? points[0])) {
      expect(await plain()).toEqual({ records: 0, summaries: 0 })
      const [row] = await state()
      // Beside somebody who still sees the rows as they were, none of them counts as written anew.
      expect(row?.unwritten).toContain(table)
    } else {
      expect(await plain()).toEqual({ records: 1, summaries: 1 })
      if (made !== undefined) expect(await state()).toEqual([])
    }
  })

  it('is finished by the next start that is not: nothing readable in any file, and every phone goes on', async () => {
    expect(await inFiles()).toContain('person_summary')
    const whole = await serve()
    running = whole
    await whole.ready()
    expect(await state()).toEqual([{ unwritten: [] }])
    expect(await inFiles()).toEqual([])
    whole.signal('SIGINT')
    await whole.ended
    await puskesmas.start()
    const reader = await puskesmas.phone()
    await puskesmas.sync(reader.local)
    expect((await reader.local.store.record(personId))?.fields.nik?.heads[0]?.value).toBe(nik)
    await phone.local.store.save([{ kind: 'person', id: personId, set: { rt: '05' } }])
    expect(await puskesmas.sync(phone.local)).toBe(true)
    expect(await phone.local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
  })
})
