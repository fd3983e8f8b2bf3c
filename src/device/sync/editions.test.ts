import { afterEach, describe, expect, it } from 'vitest'
import { enrolAnswerSchema } from '#protocol/messages/enrol.ts'
import { readAnswer } from '#protocol/messages/read-answer.ts'
import { readMeta } from '#device/store/database.ts'
import { createSuratDoor } from '#device/surat/surat-door.ts'
import { createPhone, deviceIdOf } from '#tests/fakes/device.ts'
import { closeAll, numbersIn, person, setUp } from '#tests/fakes/sync-setup.ts'
import { enrol } from '#device/enrolment/enrol.ts'
import { newId } from '#device/platform/ids.ts'
import recorded from '#tests/contracts/first-edition.json' with { type: 'json' }
import { runSync } from './engine.ts'
import { createIntake } from './intake.ts'
import type { Transport } from './send.ts'

afterEach(closeAll)

type Answer = Record<string, unknown>

/** The puskesmas's answers, changed on their way as another edition would have written them. */
const speaking =
  (transport: Transport, change: (answer: Answer) => Answer): Transport =>
  async (path, request) => {
    const response = await transport(path, request)
    return Response.json(change((await response.json()) as Answer), { status: response.status })
  }

const without = (answer: Answer, ...fields: readonly string[]): Answer =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => !fields.includes(name)))

describe('a server of an older edition', () => {
  /** As the first edition answered: no word of what is above a gap, no names of writers, no keys, no papers. */
  const first = (answer: Answer): Answer => ({
    ...without(answer, 'beyond', 'paper'),
    ...(answer.changes !== undefined && {
      changes: without(answer.changes as Answer, 'writers', 'phones', 'keys'),
    }),
  })

  it('UP8 the first edition’s own answers are read, receipts, holds and records', () => {
    const [enrolment, ...syncs] = recorded.exchanges
    expect(enrolAnswerSchema.parse(enrolment?.answer)).toMatchObject({ person: { name: 'Ibu Contoh' } })
    const answers = syncs.map(({ answer }) => readAnswer(answer))
    expect(answers.every((read) => read?.isWhole)).toBe(true)
    expect(answers.map((read) => read?.answer.receipts.length)).toEqual([1, 1, 0])
    expect(answers[1]?.answer.held).toMatchObject([{ number: 5, code: 'outOfScope' }])
    expect(answers[1]?.answer.changes?.records).toMatchObject([{ kind: 'visit' }])
  })

  it('UP8 what the first edition said over the wire, word for word, settles what this edition sends', async () => {
    const [enrolment, ...syncs] = recorded.exchanges
    const phone = createPhone()
    const local = phone.open()
    try {
      const transport: Transport = async (path, request) => {
        if (path === '/api/v1/enrol') return Response.json(enrolment?.answer)
        const { body = '', answer } = syncs.shift() ?? {}
        const then = { body: Buffer.from(typeof body === 'string' ? body : '', 'base64') }
        expect(await numbersIn(request)).toEqual(await numbersIn(then))
        return Response.json(answer)
      }
      expect(await enrol({ local, appVersion: 'test', transport }, 'Q4XT4RYM')).toMatchObject({ ok: true })
      const { posyandu, other } = recorded
      const { database, seals } = local.planner
      const engine = { database, queueSeal: seals.queue, clock: phone.clock, transport, appVersion: 'test' }
      const sync = () => runSync({ ...engine, intake: createIntake(local) })
      const [household, child] = [newId(), newId()]
      const visit = '01a203ca-e838-72e2-a0ad-9e4522d9c154'
      await local.store.save([
        { kind: 'household', id: household, set: { posyanduId: posyandu } },
        person(child, { householdId: household, posyanduId: posyandu }),
        {
          kind: 'visit',
          id: visit,
          set: { personId: child, visitedOn: '2026-11-01', instrument: 'balita', weightKg: 8.2 },
        },
      ])
      expect(await sync()).toEqual({ ok: true })
      expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
      expect(await local.store.settings()).toMatchObject({ womenMuacLimitCm: 23.5 })
      await local.store.save([{ kind: 'visit', id: visit, set: { weightKg: 8.4 } }])
      await local.store.save([person(newId(), { posyanduId: other })])
      expect(await sync()).toEqual({ ok: true })
      expect(await local.store.balance()).toEqual({ saved: 5, received: 4, waiting: 0, held: 1 })
      expect((await local.store.queue(9))[0]).toMatchObject({
        state: 'held',
        code: 'outOfScope',
        field: 'posyanduId',
      })
      const record = await local.store.record(visit)
      expect(record?.fields.answerOfLater?.heads[0]?.value).toEqual(['x', { y: 1 }])
      // A day on it asks again of what is held, and is told the same.
      phone.clock.pass(25 * 60 * 60 * 1000)
      expect(await sync()).toEqual({ ok: true })
      expect(await local.store.balance()).toMatchObject({ received: 4, held: 1 })
      expect(syncs).toEqual([])
    } finally {
      local.close()
    }
  })

  it('UP8 takes rows and gives receipts and records as ever; a surat jalan waits for keys, in words', async () => {
    const { local, server, sync, save } = await setUp()
    await save(3)
    const old = speaking(server.fetch, first)
    expect(await sync(old)).toEqual({ ok: true })
    await save(1)
    expect(await sync(old)).toEqual({ ok: true })
    expect(await local.store.balance()).toEqual({ saved: 4, received: 4, waiting: 0, held: 0 })
    expect(await local.store.contact()).toMatchObject({ device: 'active', firstLoadDone: true })
    expect(await createSuratDoor(local, 'test').write()).toEqual({ ok: false, code: 'keysUnknown' })
  })

  it('UP8 is asked for no paper, having told no keys', async () => {
    const { local, server, sync, save } = await setUp()
    await save(1)
    await sync(speaking(server.fetch, first))
    const [row] = await local.planner.database.devices.toArray()
    expect(row?.paper).toBeUndefined()
    expect(await readMeta(local.planner.database, 'puskesmasKeys')).toBeUndefined()
  })
})

describe('a server of a newer edition', () => {
  it('UP7 says more than is known here, and nothing of it is in the way', async () => {
    const { local, server, sync, save } = await setUp()
    server.settings({ referAtFirstT: false })
    await save(2)
    const newer = speaking(server.fetch, (answer) => ({
      ...answer,
      said: { later: true },
      device: 'resting',
      receipts: (answer.receipts as Answer[]).map((one) => ({ ...one, signedBy: 'later' })),
      ...(answer.changes !== undefined && {
        changes: {
          ...(answer.changes as Answer),
          settings: {
            ...(answer.changes as { settings?: object }).settings,
            laterList: [1, 2],
            laterMap: {},
          },
          writers: { nested: { later: true } },
          phones: {
            [deviceIdOf(7)]: { name: 'Bu Ani', enrolledAt: 5, later: true },
            nameless: { enrolledAt: 6 },
            nested: { name: { later: true } },
          },
          keys: { algorithm: 'later' },
          pictures: [],
        },
      }),
    }))
    expect(await sync(newer)).toEqual({ ok: true })
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    expect(await local.store.contact()).toMatchObject({ device: 'active' })
    expect(await local.store.settings()).toEqual({ referAtFirstT: false })
    expect(await local.store.enrolment()).toMatchObject({
      writers: { [deviceIdOf(7)]: 'Bu Ani' },
      writersEnrolledAt: { [deviceIdOf(7)]: 5 },
    })
    expect((await local.store.enrolment())?.writers).not.toHaveProperty('nameless')
  })

  it('UP7 holds for reasons that are not known here: held is held, with the reason as it came', async () => {
    const { local, server, sync } = await setUp({ holdWhen: () => 'laterReason' })
    await local.store.save([person(newId())])
    expect(await sync(server.fetch)).toEqual({ ok: true })
    expect(await local.store.queue(1)).toMatchObject([{ state: 'held', code: 'laterReason' }])
  })

  it('UP7 hands out kinds and fields that are not known here: they are kept and come back as they were', async () => {
    const { local, server, sync } = await setUp()
    const id = newId()
    await local.store.save([
      { kind: 'laterKind' as 'note', id, set: { posyanduId: 'x', laterField: { a: [1] } } },
    ])
    await sync(server.fetch)
    expect(server.states().get(id)).toMatchObject({ kind: 'laterKind' })
    expect((await local.store.record(id))?.fields.laterField?.heads).toMatchObject([{ value: { a: [1] } }])
  })

  it('UP7 a receipt with an outcome that is not known here settles nothing; the others count', async () => {
    const { local, server, sync, save } = await setUp()
    await save(3)
    const newer = speaking(server.fetch, (answer) => ({
      ...answer,
      have: 3,
      receipts: [
        { from: 1, to: 1, outcome: 'accepted', code: 'PU-1', receivedAt: 1 },
        { from: 2, to: 2, outcome: 'sharedLater', code: 'PU-2', receivedAt: 1 },
        { from: 3, to: 3, outcome: 'duplicate', code: 'PU-3', receivedAt: 1 },
      ],
    }))
    expect(await sync(newer)).toMatchObject({ ok: false, failure: { code: 'noProgress' } })
    expect(await local.store.balance()).toEqual({ saved: 3, received: 2, waiting: 1, held: 0 })
    expect(await sync(server.fetch)).toEqual({ ok: true })
    expect(await local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
  })

  it('UP7 changes that cannot be read leave the cursor where it was, and the receipts count', async () => {
    const { local, server, sync, save } = await setUp()
    await save(2)
    const newer = speaking(server.fetch, (answer) => ({
      ...answer,
      changes: { packedLater: 'AAAA' },
      cursor: 'later',
    }))
    expect(await sync(newer)).toEqual({ ok: false, failure: { kind: 'server', code: 'answerNewer' } })
    expect(await local.store.balance()).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    expect((await readMeta(local.planner.database, 'contact'))?.cursor).toBeUndefined()
    expect(await sync(server.fetch)).toEqual({ ok: true })
    expect(await local.store.contact()).toMatchObject({ firstLoadDone: true })
  })

  it.each([
    ['nothing', {}],
    ['a portal’s JSON', { ok: true, device: 'x' }],
    ['no time', { have: 1, receipts: [], held: [], device: 'active' }],
    ['no list of receipts', { serverTime: 1, have: 1, receipts: {}, held: [], device: 'active' }],
    ['no state', { serverTime: 1, have: 1, receipts: [], held: [] }],
  ])('SD4 UP7 %s is still no answer', (_what, body) => {
    expect(readAnswer(body)).toBeUndefined()
  })
})
