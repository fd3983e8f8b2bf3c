import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '#device/platform/ids.ts'
import type { Queries } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { joinDatabase } from '#server/hosting/reach-database.ts'
import { keysIn, writeKeys } from '#server/surat/key-file.ts'
import { hostedPuskesmas } from '#tests/builders/hosted-puskesmas.ts'
import { layOpen } from '#tests/builders/lay-open.ts'
import { testServers } from '#tests/fresh-database.ts'
import { openVault } from './vault.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const nik = '9901014101900012'
const tables = ['record', 'mutation', 'batch', 'person_summary']

describe.each(testServers())('the data key on $name', (server) => {
  let puskesmas: Awaited<ReturnType<typeof hostedPuskesmas>>
  let phone: Awaited<ReturnType<typeof puskesmas.phone>>
  const personId = newId()

  beforeAll(async () => {
    puskesmas = await hostedPuskesmas(server)
    phone = await puskesmas.phone()
    const set = { name: 'Siti', nik, posyanduId: phone.posyanduId, sex: 'female' }
    await phone.local.store.save([{ kind: 'person', id: personId, set }])
    await puskesmas.sync(phone.local)
  })
  afterAll(() => puskesmas.close())

  const data = () => puskesmas.config.data
  const superUrl = () =>
    Object.assign(new URL(server.ownerUrl), { pathname: new URL(puskesmas.url).pathname }).href
  const behind = <T>(work: (queries: Queries) => Promise<T>) => asOwner(superUrl(), work)
  /** In which tables' files the NIK stands readable, dead rows included. */
  const inFiles = () =>
    behind(async (queries) => {
      await queries.query('checkpoint')
      const found: string[] = []
      for (const table of tables) {
        const [file] = await queries.query<{ bytes: Buffer }>(
          'select pg_read_binary_file(pg_relation_filepath($1::regclass)) as bytes',
          [table],
        )
        if (file?.bytes.includes(nik)) found.push(table)
      }
      return found
    })
  const marks = () => behind((queries) => queries.query<{ mark: string }>('select mark::text from data_key'))

  it('is made by the first start, kept beside the other keys, and known to the database by its mark alone', async () => {
    const keys = keysIn(data())
    expect(keys?.data).toMatchObject([{ key: expect.stringMatching(/^[\w-]{43}$/) }])
    expect(statSync(join(data(), 'keys.json')).mode & 0o777).toBe(0o600)
    const vault = openVault(Buffer.from(keys?.data?.[0]?.key ?? '', 'base64url'))
    expect(await marks()).toEqual([{ mark: vault.mark('teratai data key') }])
    expect(await inFiles()).toEqual([])
  })

  it('seals what an edition before left readable, at the first start that has one, and nothing of it stays', async () => {
    await puskesmas.stop()
    const keys = keysIn(data())
    if (!keys?.data?.[0]) throw new Error('no data key')
    const before = openVault(Buffer.from(keys.data[0].key, 'base64url'))
    await behind(async (queries) => {
      await layOpen((sql, parameters) => queries.query(sql, parameters), before)
      await queries.query('delete from data_key')
    })
    const { data: _, ...withoutData } = keys
    // Beside a folder that is not this database's, nothing is sealed and no key made.
    rmSync(join(data(), 'keys.json'))
    const wrong = {
      code: 'keysMissing',
      message: expect.stringContaining('lacks keys that phones were told of'),
    }
    await expect(puskesmas.start()).rejects.toMatchObject(wrong)
    expect([keysIn(data()), await marks(), await inFiles()]).toEqual([undefined, [], ['record']])
    writeKeys(data(), withoutData)
    // A tool that comes before the first start changes nothing either.
    const tool = await joinDatabase(puskesmas.config)
    expect(() => tool.database.vault.mark(nik)).toThrow(/start the server once/)
    await tool.close()
    expect([await marks(), await inFiles()]).toEqual([[], ['record']])
    await puskesmas.start()
    expect(await inFiles()).toEqual([])
    expect(keysIn(data())?.data?.[0]?.key).not.toBe(keys.data[0].key)
    const reader = await puskesmas.phone()
    await puskesmas.sync(reader.local)
    expect((await reader.local.store.record(personId))?.fields.nik?.heads[0]?.value).toBe(nik)
    // What the phone sent is still known by its bytes.
    await phone.local.store.save([{ kind: 'person', id: personId, set: { rt: '05' } }])
    expect(await puskesmas.sync(phone.local)).toBe(true)
    expect(await phone.local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
  })

  it('is not made anew where the database has one: the server does not start without it', async () => {
    await puskesmas.stop()
    const keys = keysIn(data())
    const { data: _, ...withoutData } = keys ?? { pairs: [] }
    const known = await marks()
    writeKeys(data(), withoutData)
    const lacking = { code: 'keysMissing', message: expect.stringContaining('lacks the key under which') }
    await expect(puskesmas.start()).rejects.toMatchObject(lacking)
    const other = { madeAt: 1, key: Buffer.alloc(32, 3).toString('base64url') }
    writeKeys(data(), { ...withoutData, data: [other] })
    await expect(puskesmas.start()).rejects.toMatchObject(lacking)
    expect([await marks(), keysIn(data())?.data]).toEqual([known, [other]])
    writeKeys(data(), { ...withoutData, data: [other, ...(keys?.data ?? [])] })
    await puskesmas.start()
    expect(await puskesmas.sync(phone.local)).toBe(true)
  })
})
