import { afterEach, describe, expect, it } from 'vitest'
import { enrolAnswerSchema, enrolRequestSchema } from '#protocol/messages/enrol.ts'
import { createIntake } from '#device/sync/intake.ts'
import {
  createPhone,
  deviceIdOf,
  otherPosyanduId,
  testPosyanduId,
  testPuskesmasId,
} from '#tests/fakes/device.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta } from '#device/store/database.ts'
import { enrol } from './enrol.ts'

const opened: LocalStore[] = []
afterEach(() => {
  for (const local of opened.splice(0)) local.close()
})

const answer = enrolAnswerSchema.parse({
  serverTime: 1_000,
  deviceId: deviceIdOf(1),
  puskesmas: { id: testPuskesmasId, name: 'Puskesmas Uji', demo: true },
  person: { id: deviceIdOf(9), name: 'Bu Kader', role: 'kader' },
  posyandu: [{ id: testPosyanduId, name: 'Posyandu Satu' }],
  settings: { example: 1 },
  pullToken: 'secret',
})

function setUp() {
  const phone = createPhone()
  const local = phone.open()
  opened.push(local)
  const requests: { code: string; publicKey: string }[] = []
  const enrolWith = (respond: () => Response | Promise<Response>, code = 'abcd-ef12') =>
    enrol(
      {
        local,
        appVersion: 'test',
        transport: async (path, request) => {
          expect(path).toBe('/api/v1/enrol')
          requests.push(enrolRequestSchema.parse(JSON.parse(request.body as string)))
          return respond()
        },
      },
      code,
    )
  return { phone, local, requests, enrolWith }
}

const refuse = (status: number, code: string) => () => Response.json({ error: { code } }, { status })

describe('enrol', () => {
  it('keeps the answer and lets the phone write', async () => {
    const { phone, local, enrolWith } = setUp()
    phone.clock.set(61_000)
    expect(await enrolWith(() => Response.json(answer))).toMatchObject({
      ok: true,
      enrolment: { deviceId: deviceIdOf(1), person: { name: 'Bu Kader' } },
    })
    expect(await local.store.enrolment()).not.toHaveProperty('pullToken')
    expect(await local.store.settings()).toEqual({ example: 1 })
    expect(await local.store.contact()).toMatchObject({ clockOffset: 60_000, firstLoadDone: false })
    await local.store.save([{ kind: 'household', id: deviceIdOf(50), set: { rt: '01' } }])
    expect(await local.store.balance()).toMatchObject({ saved: 1 })
  })

  it('SG1 RE4 has the key in the database before it asks, not extractable, and asks again with the same', async () => {
    const { local, requests, enrolWith } = setUp()
    expect(
      await enrolWith(async () => {
        expect(await local.planner.database.devices.count()).toBe(1)
        throw new TypeError('answer lost')
      }),
    ).toEqual({ ok: false, code: 'network' })
    expect(await local.store.enrolment()).toBeUndefined()
    expect(await enrolWith(() => Response.json(answer), 'ABCD EF12')).toMatchObject({ ok: true })
    expect(requests[0]?.publicKey).toBe(requests[1]?.publicKey)
    const [row] = await local.planner.database.devices.toArray()
    expect(row?.keys.privateKey.extractable).toBe(false)
    expect(requests.map(({ code }) => code)).toEqual(['ABCDEF12', 'ABCDEF12'])
  })

  it('ID4 repeating it after it worked changes no number', async () => {
    const { local, enrolWith } = setUp()
    await enrolWith(() => Response.json(answer))
    await local.store.save([{ kind: 'household', id: deviceIdOf(50), set: { rt: '01' } }])
    await enrolWith(() => Response.json(answer))
    await local.store.save([{ kind: 'household', id: deviceIdOf(51), set: { rt: '02' } }])
    expect(await local.store.balance()).toMatchObject({ saved: 2, waiting: 2 })
  })

  it.each([
    ['enrolCodeWrong', 404, 'codeWrong'],
    ['enrolCodeExpired', 410, 'codeExpired'],
    ['enrolCodeUsed', 409, 'codeUsed'],
    ['tooManyAttempts', 429, 'tooMany'],
    ['internal', 500, 'server'],
  ])('tells %s (%i) as %s', async (code, status, told) => {
    const { enrolWith, local } = setUp()
    expect(await enrolWith(refuse(status, code))).toEqual({ ok: false, code: told })
    expect(await local.store.enrolment()).toBeUndefined()
  })

  it.each([
    ['a page with 200', () => new Response('<html></html>'), 'notTeratai'],
    ['other JSON', () => Response.json({ ok: true }), 'notTeratai'],
    ['a page with 403', () => new Response('', { status: 403 }), 'notTeratai'],
    ['a broken proxy', () => new Response('', { status: 502 }), 'server'],
  ])('does not take %s for the puskesmas', async (_, respond, code) => {
    const { enrolWith, local } = setUp()
    expect(await enrolWith(respond)).toEqual({ ok: false, code })
    expect(await readMeta(local.planner.database, 'currentDevice')).toBeUndefined()
  })

  it('does not ask with half a code', async () => {
    const { enrolWith, requests } = setUp()
    expect(await enrolWith(refuse(500, 'internal'), 'ABC')).toEqual({ ok: false, code: 'codeWrong' })
    expect(requests).toEqual([])
  })

  it('MV8 OB4: on a phone that is enrolled for another posyandu the former records go, what waits goes out first', async () => {
    const { local, enrolWith } = setUp()
    await enrolWith(() => Response.json(answer))
    const [received, waiting, visit] = [deviceIdOf(50), deviceIdOf(51), deviceIdOf(52)]
    const person = (id: string) =>
      ({ kind: 'person', id, set: { name: 'Siti', posyanduId: testPosyanduId } }) as const
    await local.store.save([person(received)])
    const { outbox } = local.planner.database
    await outbox.update([deviceIdOf(1), 1], { state: 'received', receivedAt: 2_000, code: 'RM-22222' })
    await local.store.save([person(waiting), { kind: 'visit', id: visit, set: { personId: waiting } }])
    const elsewhere = { ...answer, deviceId: deviceIdOf(2), posyandu: [{ id: otherPosyanduId, name: 'Dua' }] }
    await enrolWith(() => Response.json(elsewhere), 'WXYZ-1234')
    const here = async () => local.planner.database.records.toCollection().primaryKeys()
    expect(await here()).toEqual([waiting, visit])
    expect(await local.store.balance()).toMatchObject({ saved: 3, received: 1, waiting: 2 })
    const rows = await outbox.toArray()
    expect(rows.map((row) => [row.deviceId, row.state])).toEqual([
      [deviceIdOf(1), 'received'],
      [deviceIdOf(1), 'waiting'],
      [deviceIdOf(1), 'waiting'],
    ])
    for (const row of rows)
      await outbox.put({ ...row, state: 'received', receivedAt: 2_000, code: 'RM-22222' })
    await createIntake(local).finish(deviceIdOf(1), 2_000)
    expect(await here()).toEqual([])
  })

  it('MV8: on a phone that is enrolled anew for the same posyandu nothing goes', async () => {
    const { local, enrolWith } = setUp()
    await enrolWith(() => Response.json(answer))
    await local.store.save([
      { kind: 'person', id: deviceIdOf(50), set: { name: 'Siti', posyanduId: testPosyanduId } },
    ])
    const { outbox } = local.planner.database
    await outbox.update([deviceIdOf(1), 1], { state: 'received', receivedAt: 2_000, code: 'RM-22222' })
    await enrolWith(() => Response.json({ ...answer, deviceId: deviceIdOf(2) }), 'WXYZ-1234')
    expect(await local.store.directory()).toHaveLength(1)
  })

  it('MV8 MV6: what waited on a phone that was elsewhere between stays when it is back', async () => {
    const { local, enrolWith } = setUp()
    await enrolWith(() => Response.json(answer))
    await local.store.save([
      { kind: 'person', id: deviceIdOf(50), set: { name: 'Siti', posyanduId: testPosyanduId } },
    ])
    const elsewhere = { ...answer, deviceId: deviceIdOf(2), posyandu: [{ id: otherPosyanduId, name: 'Dua' }] }
    await enrolWith(() => Response.json(elsewhere), 'WXYZ-1234')
    await enrolWith(() => Response.json({ ...answer, deviceId: deviceIdOf(3) }), 'VVVV-1234')
    const { apply, finish } = createIntake(local)
    const changes = { records: [], left: [], posyandu: answer.posyandu, remaining: 0 }
    await apply({ changes, cursor: 'x', more: false }, deviceIdOf(3))
    const { outbox } = local.planner.database
    await outbox.update([deviceIdOf(1), 1], { state: 'received', receivedAt: 2_000, code: 'RM-22222' })
    await finish(deviceIdOf(1), 2_000)
    expect(await local.store.directory()).toHaveLength(1)
  })
})
