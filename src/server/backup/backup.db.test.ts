import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LocalStore } from '#device/store/create-store.ts'
import { migrations } from '#server/database/migrations/index.ts'
import { asOwner, prepareDatabase } from '#server/database/prepare-database.ts'
import { openDatabase } from '#server/hosting/reach-database.ts'
import { backupBench, numbersIn } from '#tests/builders/backup-bench.ts'
import { hostedPuskesmas } from '#tests/builders/hosted-puskesmas.ts'
import { countsIn, keepUndoneAlias } from '#tests/builders/kept-in-database.ts'
import { testServers } from '#tests/fresh-database.ts'
import { backup } from './backup.ts'
import { readBackupFile, writeBackupFile, type Piece } from './backup-file.ts'
import { migrationsIn, ownTables } from './own-tables.ts'
import { restore } from './restore.ts'
import { takeSnapshot } from './take-snapshot.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const now = Date.UTC(2026, 10, 22, 14, 3, 7)
const ids = (n: number, of: number) => `00000000-0000-7000-8000-${String(of * 1000 + n).padStart(12, '0')}`

const snapshotOf = (ownerUrl: string, data: string) =>
  takeSnapshot({ ownerUrl, folder: data, now, keys: 'whole' })

/** What a backup holds of each table, as text; the time of its making left out. */
async function contentOf(pieces: AsyncIterable<Piece>): Promise<ReadonlyMap<string, string>> {
  const content = new Map<string, string>()
  let table = ''
  for await (const piece of pieces) {
    if (piece.kind === 'table') table = piece.table.name
    if (piece.kind === 'table') content.set(table, piece.table.columns.join())
    if (piece.kind === 'rows') content.set(table, content.get(table) + Buffer.from(piece.bytes).toString())
    if (piece.kind === 'keys') content.set(piece.keys.name, piece.keys.text)
  }
  return new Map([...content].map(([name, text]) => [name, text.split('\n').sort().join('\n')]))
}

describe.each(testServers())('backup and restore on $name', (server) => {
  let bench: Awaited<ReturnType<typeof backupBench>>
  let puskesmas: typeof bench.puskesmas
  let folder: string
  const elsewhere = () => bench.elsewhere()
  let first: Awaited<ReturnType<typeof puskesmas.phone>>
  let second: typeof first
  let written = 0

  const save = async ({ local, posyanduId }: typeof first, of: number, count: number) => {
    for (let n = 1; n <= count; n++) {
      written += 1
      const set = { name: `Anak ${of}-${n}\twith a tab\\ and\na line`, posyanduId, sex: 'male' }
      await local.store.save([{ kind: 'person', id: ids(written, of), set }])
    }
  }
  const names = async (url = puskesmas.url) => {
    const { rows } = await countsIn(url)
    return rows
  }
  beforeAll(async () => {
    bench = await backupBench(server)
    ;({ puskesmas, folder } = bench)
    first = await puskesmas.phone()
    second = await puskesmas.phone()
    await save(first, 1, 5)
    await puskesmas.sync(first.local)
    await keepUndoneAlias(puskesmas.url, [ids(1, 1), ids(2, 1)])
  })
  afterAll(() => puskesmas.close())
  afterEach(() => bench.dropOthers())

  it('brings everything back into an empty database, to the last byte, with the keys (lesson 18)', async () => {
    const file = await backup(puskesmas.config, folder, now)
    expect(file).toBe(join(folder, 'teratai-2026-11-22-1403-07.backup'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['teratai-2026-11-22-1403-07.backup'])
    const other = await elsewhere()
    const { rows } = await restore(other, { file, present: 'keep', now })
    expect(rows.get('record')).toBe((await names()).length)
    expect([rows.get('alias'), rows.get('alias_undo')]).toEqual([1, 1])
    expect(statSync(join(other.data, 'keys.json')).mode & 0o777).toBe(0o600)
    const before = await contentOf(readBackupFile(file))
    expect(await contentOf(snapshotOf(other.databaseUrl, other.data))).toEqual(before)
    expect(before.get('record')).toContain('with a tab')
    expect(numbersIn(other.data)).toEqual(numbersIn(puskesmas.config.data))
    expect(numbersIn(other.data)).toHaveLength(2)
    // All that was left out is what ends by itself.
    const tables = await asOwner(puskesmas.url, ownTables)
    const missing = tables.map(({ name }) => name).filter((name) => !before.has(name))
    expect(missing).toEqual(['enrolment_code', 'migration', 'session'])
    // A server starts on it, and row-level security stands as it stood.
    const started = await openDatabase(other)
    await started.close()
    expect(await asOwner(other.databaseUrl, ownTables)).toEqual(tables)
  })

  it('takes one moment of a database that is being written to (lesson 18)', async () => {
    const over = new AbortController()
    const writing = (async () => {
      for (let of = 2; !over.signal.aborted; of++) {
        await save(second, of, 2)
        await puskesmas.sync(second.local)
      }
    })()
    const files: string[] = []
    for (let n = 0; n < 5; n++)
      files.push(await backup(puskesmas.config, join(folder, `busy-${n}.backup`), now))
    over.abort()
    await writing
    for (const file of files) {
      const other = await elsewhere()
      await restore(other, { file, present: 'keep', now })
      const { streams, devices, rows } = await countsIn(other.databaseUrl)
      for (const { last, most } of streams) expect(last).toBe(most)
      for (const { have, highest, accepted } of devices) expect([highest, accepted]).toEqual([have, have])
      expect(devices.reduce((sum, { have }) => sum + have, 0)).toBe(rows.length)
    }
  })

  it('RS1: phones notice a server that came back older, and send again: nothing is lost (lesson 18)', async () => {
    await puskesmas.sync(first.local)
    await puskesmas.sync(second.local)
    const file = await backup(puskesmas.config, join(folder, 'older.backup'), now)
    await save(first, 50, 3)
    await save(second, 51, 4)
    await puskesmas.sync(first.local)
    await puskesmas.sync(second.local)
    await save(second, 52, 1)
    const saved = await names()
    const balances = (locals: readonly LocalStore[]) =>
      Promise.all(locals.map((local) => local.store.balance()))
    expect(await balances([first.local])).toMatchObject([{ waiting: 0, held: 0 }])
    await puskesmas.stop()
    const { replaced } = await restore(puskesmas.config, { file, present: 'replace', now })
    await puskesmas.start()
    const back = await names()
    expect(back.length).toBe(saved.length - 7)
    puskesmas.clock.pass(60_000)
    for (let round = 0; round < 3; round++)
      for (const { local } of [first, second]) expect(await puskesmas.sync(local)).toBe(true)
    for (const balance of await balances([first.local, second.local])) {
      expect(balance).toMatchObject({ waiting: 0, held: 0 })
      expect(balance.received).toBe(balance.saved)
    }
    const again = await names()
    expect(again).toEqual(expect.arrayContaining(saved))
    expect(again.length).toBe(saved.length + 1)
    const fresh = await puskesmas.phone()
    await puskesmas.sync(fresh.local)
    expect((await fresh.local.store.directory()).length).toBe(again.length)
    // What the restore replaced is kept, whole.
    const other = await elsewhere()
    await restore(other, { file: replaced ?? '', present: 'keep', now })
    expect(await names(other.databaseUrl)).toEqual(saved)
  })

  it('refuses while a server runs, whichever data folder it has, and a database that is not empty', async () => {
    const file = await backup(puskesmas.config, join(folder, 'refused.backup'), now)
    const before = await names()
    const order = { file, present: 'replace', now } as const
    await expect(restore(puskesmas.config, order)).rejects.toThrow(/another Teratai .* already runs on/)
    const beside = { ...puskesmas.config, data: join(puskesmas.folder, 'beside') }
    await expect(restore(beside, order)).rejects.toThrow('a server runs on this database; stop it first')
    await puskesmas.stop()
    await expect(restore(puskesmas.config, { ...order, present: 'keep' })).rejects.toThrow(
      'the database is not empty; --replace puts the backup in its place',
    )
    await puskesmas.start()
    expect(await names()).toEqual(before)
  })

  it('refuses to put one puskesmas in the place of another', async () => {
    const file = await backup(puskesmas.config, join(folder, 'mine.backup'), now)
    const other = await hostedPuskesmas(server)
    await other.stop()
    await expect(restore(other.config, { file, present: 'replace', now })).rejects.toThrow(
      /holds another puskesmas than the backup/,
    )
    await other.close()
  })

  it('refuses what is no backup, is damaged anywhere, or is of a newer Teratai, and touches nothing', async () => {
    const file = await backup(puskesmas.config, join(folder, 'whole.backup'), now)
    const bytes = readFileSync(file)
    const other = await elsewhere()
    const attempt = (content: Uint8Array) => {
      const path = join(folder, 'attempt.backup')
      writeFileSync(path, content)
      return restore(other, { file: path, present: 'keep', now })
    }
    await expect(attempt(Buffer.from('PGDMP, say'))).rejects.toThrow(/is no backup of Teratai/)
    await expect(attempt(Buffer.alloc(0))).rejects.toThrow(/is no backup of Teratai/)
    await expect(attempt(Buffer.from('TERATAI BACKUP 2\nwhatever'))).rejects.toThrow(/by a newer Teratai/)
    for (const part of [0.1, 0.5, 0.9, 1])
      await expect(attempt(bytes.subarray(0, bytes.length * part - 1))).rejects.toThrow(
        /is damaged or not whole/,
      )
    for (const part of [0.2, 0.6, 0.99]) {
      const flipped = Buffer.from(bytes)
      const at = Math.floor(bytes.length * part)
      flipped[at] = (flipped[at] ?? 0) ^ 4
      await expect(attempt(flipped)).rejects.toThrow(/is damaged or not whole/)
    }
    await expect(restore(other, { file: '/nowhere', present: 'keep', now })).rejects.toThrow(
      /cannot be opened \(ENOENT\)/,
    )
    const newer = join(folder, 'newer.backup')
    await writeBackupFile(newer, withMigration(readBackupFile(file), '999-later'))
    await expect(restore(other, { file: newer, present: 'keep', now })).rejects.toThrow(
      /made by a newer Teratai \(999-later\)/,
    )
    expect(existsSync(other.data)).toBe(false)
    expect(await asOwner(other.databaseUrl, migrationsIn)).toEqual([])
  })

  it('a restore that fails in the middle leaves the database as it was', async () => {
    const file = await backup(puskesmas.config, join(folder, 'failing.backup'), now)
    const failing = join(folder, 'rows-missing.backup')
    await writeBackupFile(failing, withoutRows(readBackupFile(file), 'record'))
    const before = await contentOf(snapshotOf(puskesmas.url, puskesmas.config.data))
    await puskesmas.stop()
    await expect(restore(puskesmas.config, { file: failing, present: 'replace', now })).rejects.toThrow(
      /is damaged/,
    )
    await puskesmas.start()
    expect(await contentOf(snapshotOf(puskesmas.url, puskesmas.config.data))).toEqual(before)
  })

  it('restores a backup of an earlier edition, and the next start brings it up to date', async () => {
    const old = await elsewhere()
    const earlier = migrations.slice(0, 2)
    await prepareDatabase({ ownerUrl: old.databaseUrl, applicationPassword: 'of tests', list: earlier })
    await asOwner(old.databaseUrl, async (queries) => {
      await queries.query('insert into installation (puskesmas_id) values ($1)', [ids(1, 0)])
      await queries.query(`begin; set local app.puskesmas_id = '${ids(1, 0)}'`)
      await queries.query(
        `insert into puskesmas (puskesmas_id, name, demo) values ($1, 'Puskesmas Lama', false)`,
        [ids(1, 0)],
      )
      await queries.query('commit')
    })
    const file = join(folder, 'earlier.backup')
    await writeBackupFile(file, snapshotOf(old.databaseUrl, folder))
    const other = await elsewhere()
    const { header } = await restore(other, { file, present: 'keep', now })
    expect(header).toEqual({
      madeAt: '2026-11-22T14:03:07.000Z',
      puskesmas: { id: ids(1, 0), name: 'Puskesmas Lama' },
      migrations: earlier.map(({ id }) => id),
    })
    expect(await asOwner(other.databaseUrl, migrationsIn)).toEqual(earlier.map(({ id }) => id))
    const started = await openDatabase(other)
    await started.close()
    expect(await asOwner(other.databaseUrl, migrationsIn)).toEqual(migrations.map(({ id }) => id))
  })

  it('takes the place of no file, and backs up nothing where nothing is', async () => {
    const file = await backup(puskesmas.config, join(folder, 'once.backup'), now)
    const bytes = readFileSync(file)
    await expect(backup(puskesmas.config, file, now)).rejects.toThrow(/is there already/)
    expect(readFileSync(file).equals(bytes)).toBe(true)
    await expect(backup(puskesmas.config, '/nowhere/file', now)).rejects.toThrow(
      /the folder \/nowhere is not there/,
    )
    const nothing = await elsewhere()
    await expect(backup(nothing, join(folder, 'nothing.backup'), now)).rejects.toThrow(
      /there is no puskesmas yet/,
    )
    expect(readdirSync(folder).filter((name) => /nothing|part/.test(name))).toEqual([])
  })

  it('every table of a migration is one that a backup carries, and nothing else holds data', async () => {
    await asOwner(puskesmas.url, async (queries) => {
      const others = await queries.query(
        `select c.relname, c.relkind from pg_class c
         where c.relnamespace = 'public'::regnamespace
           and (c.relkind in ('S', 'm') or c.relkind in ('r', 'p') and not c.relrowsecurity)`,
      )
      expect(others).toEqual([])
    })
  })
})

async function* withMigration(pieces: AsyncIterable<Piece>, id: string): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    if (piece.kind !== 'header') yield piece
    else yield { kind: 'header', header: { ...piece.header, migrations: [...piece.header.migrations, id] } }
  }
}

async function* withoutRows(pieces: AsyncIterable<Piece>, table: string): AsyncGenerator<Piece> {
  let within = ''
  for await (const piece of pieces) {
    if (piece.kind === 'table') within = piece.table.name
    if (piece.kind !== 'rows' || within !== table) yield piece
  }
}
