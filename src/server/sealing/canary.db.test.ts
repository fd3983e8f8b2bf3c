import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { encodeBatch } from '#protocol/batch/codec.ts'
import type { PeopleAnswer, PersonAnswer } from '#protocol/messages/desk.ts'
import { openInside, openOutside } from '#server/records/open-batch.ts'
import { writeAsServer } from '#server/records/write-as-server.ts'
import { deskRoutes } from '#server/routes/desk.ts'
import { heldRoutes } from '#server/routes/held.ts'
import { syncRoutes } from '#server/routes/sync.ts'
import { layOpen, sealAgain } from '#tests/builders/lay-open.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testVault } from '#tests/builders/test-vault.ts'
import { testServers } from '#tests/fresh-database.ts'

// Every cell of every table several times; how long it takes is not what is tested.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

/** Of no region; each is written in one way only. */
const canaries = {
  nik: '9901014101900011',
  corrected: '9901014101900022',
  mother: '9901014101900033',
  conflicting: '9901014101900044',
  held: '9901014101900055',
  unread: '9901014101900066',
  imported: '9901014101900077',
  familyCard: '9901014101900088',
  settled: '9901014101900099',
}

/** Each cell of every table as bytes: texts as UTF-8, and of batches what is packed in them too. */
async function dump(sync: TestSync): Promise<readonly { where: string; bytes: Buffer }[]> {
  const columns = await sync.behind<{ table: string; column: string; type: string }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`,
  )
  const cells: { where: string; bytes: Buffer }[] = []
  for (const [table, ofTable] of Map.groupBy(columns, (column) => column.table)) {
    const told = ofTable.map(({ column, type }) => (type === 'bytea' ? `"${column}"` : `"${column}"::text`))
    const rows = await sync.behind<Record<string, Buffer | string | null>>(
      `select ${told.join()} from "${table}"`,
    )
    for (const row of rows)
      for (const { column, type } of ofTable) {
        const cell = row[column]
        if (cell === null || cell === undefined) continue
        const bytes = Buffer.from(cell as string)
        const where = `${table}.${column}`
        cells.push({ where, bytes })
        if (type === 'bytea') cells.push({ where, bytes: await unpacked(bytes, sync.puskesmas.id) })
      }
  }
  return cells
}

/** What a batch holds, deflated as it lies; nothing where it is none. */
async function unpacked(bytes: Buffer, puskesmasId: string): Promise<Buffer> {
  try {
    return Buffer.from(JSON.stringify(await openInside(openOutside(bytes, puskesmasId))))
  } catch {
    return Buffer.of()
  }
}

/** A text as it may lie in bytes: UTF-8, UTF-16, hex, and base64 at each of its three shifts. */
function shapesOf(text: string): readonly Buffer[] {
  const plain = Buffer.from(text)
  const shifted = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), plain]).toString('base64')
    // Its ends depend on what stands beside it.
    return Buffer.from(whole.slice(shift === 0 ? 0 : shift + 1, -4))
  })
  return [plain, Buffer.from(text, 'utf16le'), Buffer.from(plain.toString('hex')), ...shifted]
}

const placesOf = (cells: Awaited<ReturnType<typeof dump>>, text: string): readonly string[] => {
  const shapes = shapesOf(text)
  const found = cells.filter(({ bytes }) => shapes.some((shape) => bytes.includes(shape)))
  return [...new Set(found.map(({ where }) => where))].sort()
}

describe.each(testServers())('NIK in the database on $name', (server) => {
  let sync: TestSync
  let phone: TestPhone
  let cookie: string
  let [here, elsewhere]: string[] = []
  let personId = ''

  /** All ways by which a NIK comes to lie there. */
  async function journey(): Promise<void> {
    const child = phone.write('person', v7(), {
      posyanduId: here ?? '',
      name: 'Siti',
      sex: 'female',
      birthDate: '2024-11-10',
      nik: canaries.nik,
      motherNik: canaries.mother,
    })
    personId = child.id
    const home = phone.write('household', v7(), {
      posyanduId: here ?? '',
      familyCardNumber: canaries.familyCard,
    })
    await sync.send(phone, [child, home])
    const twin = await sync.phone([here ?? ''])
    await sync.send(twin, [
      twin.write('person', personId, { nik: canaries.conflicting, posyanduId: here ?? '' }),
    ])
    await sync.send(phone, [phone.write('person', personId, { nik: canaries.corrected })])
    // Held, with its content; and in a batch that this edition cannot read.
    await sync.send(phone, [phone.write('person', v7(), { posyanduId: elsewhere ?? '', nik: canaries.held })])
    const unread = phone.write('person', v7(), { posyanduId: here ?? '', nik: canaries.unread })
    const text = encodeBatch({ ...phone.header(), mutations: [unread] })
    const numbers: [number, number][] = [[unread.number, unread.number]]
    await sync.post(await phone.seal(Buffer.from(text), { numbers, encoding: 'none', protocol: 2 }))
    const amended = { reason: 'conflictSettled', by: 'Bidan', at: 1, former: { nik: canaries.settled } }
    const imported = { 'No. KTP ayah': `9901 0141 0190 0077`, catatan: canaries.imported }
    const set = { imported, amended_0190a0000000700080000000000000aa: amended }
    const { database } = sync.fresh
    await writeAsServer(database, sync.puskesmas.id, [{ kind: 'person', id: personId, set }], {
      now: sync.clock.now,
    })
    await sync.read('people', cookie)
  }

  beforeAll(async () => {
    sync = await startTestSync(server, 2, [...syncRoutes, ...deskRoutes, ...heldRoutes])
    ;[here, elsewhere] = sync.puskesmas.posyandu
    phone = await sync.phone([here ?? ''])
    cookie = await sync.logIn('nakes', [here ?? ''])
    await journey()
  })
  afterAll(() => sync?.close())

  const found = async () => {
    const cells = await dump(sync)
    return Object.fromEntries(
      Object.entries(canaries).map(([name, text]) => [name, placesOf(cells, text)] as const),
    )
  }
  /** By what everything is named or looked for. */
  const names = () =>
    sync.behind(
      `select 'mutation' as table, device_id::text as of, number, content_hash::text as name from mutation
       union all select 'held_batch', device_id::text, 0, batch_hash::text from held_batch
       union all select 'record', record_id::text, 0, nik_mark::text from record
       union all select 'person_summary', person_id::text, 0, nik_mark::text from person_summary
       order by 1, 2, 3, 4`,
    )
  const nowhere = Object.fromEntries(Object.keys(canaries).map((name) => [name, []]))

  it('lies nowhere readable, in no shape, after every way by which it comes there', async () => {
    expect(await found()).toEqual(nowhere)
  })

  it('is read at the desk and found by all of it or its beginning, as ever', async () => {
    const { person } = await sync.read<PersonAnswer>(`people/${personId}`, cookie)
    const shown = [canaries.corrected, canaries.conflicting].find((one) => one === person.fields.nik) ?? ''
    expect(shown).not.toBe('')
    expect(person.fields.imported).toMatchObject({ catatan: canaries.imported })
    for (const search of [shown, shown.slice(0, 8), `${shown.slice(0, 6)} ${shown.slice(6)}`]) {
      const { people } = await sync.read<PeopleAnswer>(`people?search=${encodeURIComponent(search)}`, cookie)
      expect(
        people.map(({ id }) => id),
        search,
      ).toEqual([personId])
    }
    const other = `${shown.slice(0, 15)}${(Number(shown[15]) + 1) % 10}`
    for (const search of [other, `1${shown.slice(1, 8)}`])
      expect((await sync.read<PeopleAnswer>(`people?search=${search}`, cookie)).people).toEqual([])
    const { records } = await sync.pullAll(await sync.phone([here ?? '']))
    const pulled = records.find(({ id }) => id === personId)?.fields
    expect(pulled?.motherNik?.heads[0]?.value).toBe(canaries.mother)
    expect(pulled?.nik?.heads.map(({ value }) => value).sort()).toEqual([
      canaries.corrected,
      canaries.conflicting,
    ])
  })

  it('control: laid open, as an edition before kept it, each is found where it lies; sealed again, nowhere', async () => {
    const namesBefore = await names()
    await layOpen((sql, parameters) => sync.behind(sql, parameters), testVault)
    expect(await names()).not.toEqual(namesBefore)
    const open = await found()
    expect(open).toMatchObject({
      nik: ['batch.envelope'],
      corrected: expect.arrayContaining(['batch.envelope', 'record.state']),
      mother: ['batch.envelope', 'record.state'],
      conflicting: expect.arrayContaining(['batch.envelope', 'record.state']),
      held: ['mutation.content'],
      unread: ['held_batch.envelope'],
      imported: ['mutation.content', 'record.state'],
      familyCard: ['batch.envelope', 'record.state'],
      settled: ['mutation.content', 'record.state'],
    })
    expect([...new Set(Object.values(open).flat())]).toContain('person_summary.nik')
    await sealAgain(sync.fresh.ownerUrl, testVault)
    expect(await found()).toEqual(nowhere)
    // What is sent again is known again, and what is looked for found.
    expect(await names()).toEqual(namesBefore)
    const { person } = await sync.read<PersonAnswer>(`people/${personId}`, cookie)
    expect(person.fields.motherNik).toBe(canaries.mother)
  })

  it.each(shapesOf('9901014101900011').map((shape, i) => [i, shape] as const))(
    'control: shape %i is found in a cell that has it',
    async (_i, shape) => {
      const bytes = Buffer.concat([Buffer.from('before '), shape, Buffer.from(' after')])
      expect(placesOf([{ where: 'here', bytes }], '9901014101900011')).toEqual(['here'])
    },
  )
})
