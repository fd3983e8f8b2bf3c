import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ImportPlan, importPlanSchema, importResultSchema } from '#protocol/messages/import.ts'
import { createAccount } from '#server/access/accounts.ts'
import { cookieName, openSession } from '#server/access/session.ts'
import { buildApp } from '#server/app.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { writeAsServer } from '#server/records/write-as-server.ts'
import { importRoutes } from '#server/routes/imports.ts'
import { makePuskesmas, type TestPuskesmas } from '#tests/builders/test-puskesmas.ts'
import { type FreshDatabase, freshDatabase, testServers } from '#tests/fresh-database.ts'
import { applyImport, countsOf, type Planned, planImport, readForImport } from './import-register.ts'

const folder = new URL('../../../tests/reference/registers/', import.meta.url)
const read = (file: string) => new Uint8Array(readFileSync(new URL(file, folder)))
type Counts = Readonly<Record<string, number>>
type Expected = Readonly<Record<string, { rows: number; outcomes: Counts; remarks: Counts }>>
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Expected
/** The registers were made for this day. */
const now = Date.UTC(2026, 10, 22, 4, 0, 0)

const csv = (...lines: string[]) =>
  new TextEncoder().encode(['nama;tgl lahir;jk;nik;nama ibu;nomor kk;rt', ...lines].join('\n'))

describe.each(testServers())('importing registers on $name', (server) => {
  let fresh: FreshDatabase
  let puskesmas: TestPuskesmas
  let posyanduId: string

  beforeAll(async () => {
    fresh = await freshDatabase(server)
  })
  beforeEach(async () => {
    puskesmas = await makePuskesmas(fresh.ownerUrl)
    posyanduId = puskesmas.posyandu[0] as string
  })
  afterAll(() => fresh?.drop())

  const plan = async (fileName: string, bytes = read(fileName)) =>
    planImport(
      fresh.database,
      await readForImport(
        bytes,
        { puskesmasId: puskesmas.id, posyandu: { id: posyanduId, name: 'Teratai 1' }, fileName },
        { now, timeZone: 'Asia/Makassar' },
      ),
    )
  const apply = async (planned: Planned) => {
    const applied = await applyImport(fresh.database, planned, now)
    if (applied.kind !== 'applied') throw new Error('the records changed')
    return applied.result
  }
  const records = () =>
    asOwner(fresh.ownerUrl, (queries) =>
      queries.query<{ kind: string; text: string }>(
        `select kind, record_id || ' ' || sequence || ' ' || state::text as text from record
         where puskesmas_id = $1 order by record_id`,
        [puskesmas.id],
      ),
    )

  test('three dirty registers, one after the other, each twice', async () => {
    let persons = 0
    for (const [file, { rows, outcomes, remarks }] of Object.entries(expected)) {
      const planned = await plan(file)
      expect(planned.plan.rows.length).toBe(rows)
      expect(onlySome(countsOf(planned.plan))).toEqual(outcomes)
      expect(remarksOf(planned)).toEqual(remarks)
      const result = await apply(planned)
      expect(onlySome(result.counts)).toEqual(outcomes)
      expect(result.written.persons).toBe(outcomes.create)
      persons += result.written.persons

      const before = await records()
      expect(before.filter((record) => record.kind === 'person').length).toBe(persons)
      const again = await plan(file)
      const { create = 0, completes = 0, same = 0, ...others } = outcomes
      expect(onlySome(countsOf(again.plan))).toEqual({ same: create + completes + same, ...others })
      expect(await apply(again)).toMatchObject({ written: { persons: 0, households: 0, completed: 0 } })
      expect(await records()).toEqual(before)
    }
  })

  test('a household for each family card, once', async () => {
    const first = await apply(
      await plan(
        'a.csv',
        csv('Ani;05-03-2020;P;;Siti;9999010101100001;01', 'Budi;25-03-2022;L;;Siti;9999010101100001;01'),
      ),
    )
    expect(first.written).toEqual({ persons: 2, households: 1, completed: 0 })
    const second = await apply(await plan('b.csv', csv('Cici;25-09-2023;P;;Siti;9999010101100001;01')))
    expect(second.written).toEqual({ persons: 1, households: 0, completed: 0 })
  })

  test('differences are listed and nothing is overwritten', async () => {
    const id = v7()
    await writeAsServer(
      fresh.database,
      puskesmas.id,
      [
        {
          kind: 'person',
          id,
          set: { posyanduId, name: 'Ani', birthDate: '2020-03-05', motherName: 'Siti', rt: '02' },
        },
      ],
      { now },
    )
    const planned = await plan('a.csv', csv('Ani;05-03-2020;P;;Siti;;01'))
    expect(planned.plan.rows).toMatchObject([
      { outcome: 'differs', remarks: [{ code: 'differs', column: 'rt' }] },
    ])
    await apply(planned)
    const [record] = await records()
    expect(record?.text).toContain('"rt":"02"')
    expect(record?.text).toContain('"female"')
    expect((await records()).length).toBe(1)
  })

  test('a NIK of another posyandu goes aside', async () => {
    const elsewhere = puskesmas.posyandu[1] as string
    const nik = '9999014503200001'
    const set = { posyanduId: elsewhere, name: 'Ani', birthDate: '2020-03-05', nik }
    await writeAsServer(fresh.database, puskesmas.id, [{ kind: 'person', id: v7(), set }], { now })
    const planned = await plan('a.csv', csv(`Ani;05-03-2020;P;${nik};Siti;;01`))
    expect(planned.plan.rows).toMatchObject([
      { outcome: 'ambiguous', remarks: [{ code: 'nikInOtherPosyandu' }] },
    ])
  })

  test('records that no form would write keep no register out', async () => {
    const elsewhere = puskesmas.posyandu[1] as string
    const nik = '9999014503200001'
    const strange = { posyanduId, name: { a: 1 }, birthDate: '9999-99-99', motherName: 7, nik: [nik] }
    const unreadable = [
      { posyanduId: elsewhere, name: 'a\u0000b', nik },
      { posyanduId, name: '\ud800' },
    ]
    for (const set of [strange, ...unreadable])
      await writeAsServer(fresh.database, puskesmas.id, [{ kind: 'person', id: v7(), set }], { now })
    const planned = await plan(
      'a.csv',
      csv(`Ani;05-03-2020;P;${nik};Siti;;01`, 'Budi;25-03-2022;L;;Siti;;01'),
    )
    expect(planned.plan.rows).toMatchObject([
      { outcome: 'ambiguous', remarks: [{ code: 'nikInOtherPosyandu' }] },
      { outcome: 'create' },
    ])
  })

  test('what changed since the plan was shown stops it, and nothing is written', async () => {
    const planned = await plan('a.csv', csv('Ani;05-03-2020;P;;Siti;;01'))
    await apply(await plan('a.csv', csv('Ani;05-03-2020;P;;Siti;;01')))
    const before = await records()
    const applied = await applyImport(fresh.database, planned, now)
    expect(applied).toMatchObject({ kind: 'changed', planned: { plan: { rows: [{ outcome: 'same' }] } } })
    expect(await records()).toEqual(before)
  })

  test('two at once make nobody twice', async () => {
    const planned = await plan('a.csv', csv('Ani;05-03-2020;P;;Siti;;01'))
    const both = await Promise.all([
      applyImport(fresh.database, planned, now),
      applyImport(fresh.database, planned, now),
    ])
    expect(both.map((one) => one.kind).sort()).toEqual(['applied', 'changed'])
    expect((await records()).length).toBe(1)
  })

  describe('by the admin', () => {
    let app: FastifyInstance
    const cookies: Record<'admin' | 'bidan', string> = { admin: '', bidan: '' }

    beforeEach(async () => {
      app = await buildApp(
        { database: fresh.database, puskesmasId: puskesmas.id, address: 'http://localhost', now: () => now },
        importRoutes,
      )
      for (const [loginName, role] of [
        ['admin', 'admin'],
        ['bidan', 'nakes'],
      ] as const) {
        await fresh.database.withScope({ puskesmasId: puskesmas.id, posyandu: 'none' }, async (queries) => {
          const account = {
            displayName: loginName,
            role,
            loginName,
            password: 'rahasia sekali',
            posyandu: [],
          }
          const id = await createAccount(
            queries,
            { ...account, puskesmasId: puskesmas.id, passwordHash: 'x' },
            now,
          )
          cookies[loginName] = (await openSession(queries, puskesmas.id, id, now)).token
        })
      }
    })

    const sessionCookie = cookieName('session', 'http://localhost')
    const send = (payload: Uint8Array, who: keyof typeof cookies = 'admin', query: object = {}) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/imports',
        query: { posyanduId, fileName: 'register.csv', ...query },
        headers: { 'content-type': 'application/octet-stream' },
        cookies: { [sessionCookie]: cookies[who] },
        payload: Buffer.from(payload),
      })
    const post = (url: string, who: keyof typeof cookies = 'admin') =>
      app.inject({ method: 'POST', url, cookies: { [sessionCookie]: cookies[who] } })

    test('upload, plan, apply, once', async () => {
      const answer = await send(read('line-list.csv'))
      expect(answer.statusCode).toBe(200)
      const shown: ImportPlan = importPlanSchema.parse(answer.json())
      expect(shown.posyandu).toEqual({ id: posyanduId, name: 'Teratai 1' })
      expect(shown.counts.rejected).toBe(25)
      // Row numbers, columns and codes; nobody's name or number.
      expect(answer.body).not.toMatch(/\d{16}|Nainggolan|Lestari|Saputra/)
      expect((await records()).length).toBe(0)

      const applied = await post(`/api/v1/imports/${shown.id}/apply`)
      const result = importResultSchema.parse(applied.json())
      expect(result.written.persons).toBe(shown.counts.create)
      expect((await post(`/api/v1/imports/${shown.id}/apply`)).statusCode).toBe(404)
      expect((await records()).filter((record) => record.kind === 'person').length).toBe(shown.counts.create)
    })

    test('a plan that no longer holds is shown anew', async () => {
      const file = csv('Ani;05-03-2020;P;;Siti;;01')
      const { id } = (await send(file)).json()
      const other = (await send(file)).json()
      await post(`/api/v1/imports/${other.id}/apply`)
      const refused = await post(`/api/v1/imports/${id}/apply`)
      expect([refused.statusCode, refused.json()]).toEqual([409, { error: { code: 'planChanged' } }])
      expect((await post(`/api/v1/imports/${id}/apply`)).json().written.persons).toBe(0)
    })

    test.each([
      ['', 400, 'invalidInput', 'body'],
      ['satu;dua\n1;2', 422, 'registerUnusable', 'noHeadings'],
      ['PK\u0003\u0004', 422, 'registerUnusable', 'unreadable'],
    ])('%j is refused', async (text, status, code, field) => {
      const answer = await send(new TextEncoder().encode(text))
      expect([answer.statusCode, answer.json()]).toEqual([status, { error: { code, field } }])
    })

    test('too large, of another type, for another posyandu, by another role, of another account', async () => {
      expect((await send(new Uint8Array(10 * 1024 * 1024 + 1))).json()).toEqual({
        error: { code: 'payloadTooLarge' },
      })
      const file = csv('Ani;05-03-2020;P;;Siti;;01')
      expect((await send(file, 'admin', { posyanduId: v7() })).json().error.code).toBe('notFound')
      expect((await send(file, 'bidan')).json().error.code).toBe('forbidden')
      const { id } = (await send(file)).json()
      expect((await post(`/api/v1/imports/${id}/apply`, 'bidan')).json().error.code).toBe('forbidden')
      expect((await records()).length).toBe(0)
    })
  })
})

function onlySome(counts: Counts): Counts {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
}

function remarksOf({ plan }: Planned): Counts {
  const counts: Record<string, number> = {}
  for (const { code } of plan.rows.flatMap((row) => row.remarks)) counts[code] = (counts[code] ?? 0) + 1
  return counts
}
