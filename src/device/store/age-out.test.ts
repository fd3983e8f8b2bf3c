import { afterEach, describe, expect, it } from 'vitest'
import type { SyncAnswer } from '#protocol/messages/sync.ts'
import { newId } from '#device/platform/ids.ts'
import { askHistory } from '#device/sync/ask-history.ts'
import { createIntake } from '#device/sync/intake.ts'
import type { Transport } from '#device/sync/send.ts'
import { closeAll, person, setUp, type Setup } from '#tests/fakes/sync-setup.ts'
import { ageOut } from './age-out.ts'
import { type Database, readMeta } from './database.ts'
import { day } from './outbox.ts'

afterEach(closeAll)

/** 22 November 2026, at noon. */
const noon = Date.UTC(2026, 10, 22, 12)
const atOnce = () => Promise.resolve()
const adult = (id: string) => person(id, { birthDate: '1980-01-01' })
const visit = (personId: string, visitedOn: string, more = {}) => ({
  kind: 'visit' as const,
  id: newId(),
  set: { personId, visitedOn, instrument: 'dewasa', place: 'home', weightKg: 60, ...more },
})

/** A phone that pulled what another wrote, so that nothing of it lies in its own queue. */
async function twoPhones(serverNow = { at: noon }) {
  const writer = await setUp({ now: () => serverNow.at })
  const reader = await setUp({}, writer.server, 2)
  const holds = async () => new Set(await reader.local.planner.database.records.toCollection().primaryKeys())
  return { writer, reader, holds, serverNow }
}

const engineOf = ({ local, phone, server }: Setup, transport: Transport = server.fetch) => ({
  database: local.planner.database,
  queueSeal: local.planner.seals.queue,
  clock: phone.clock,
  transport,
  appVersion: 'test',
  intake: createIntake(local),
})

describe('what has aged out', () => {
  it('KP7 goes with the first round after a sync, its tallies with it; the person’s row says so', async () => {
    const { writer, reader, holds } = await twoPhones()
    const id = newId()
    const [old, last] = [visit(id, '2024-11-21'), visit(id, '2026-11-01')]
    await writer.local.store.save([adult(id), old, last])
    await writer.sync()
    await reader.sync()
    expect(await reader.local.store.tally('2024-11')).not.toEqual({})
    await ageOut(reader.local, atOnce)
    expect(await holds()).toEqual(new Set([id, last.id]))
    expect(await reader.local.store.tally('2024-11')).toEqual({})
    expect(await reader.local.store.tally('2026-11')).not.toEqual({})
    expect(await reader.local.store.person(id)).toMatchObject({ older: [id], visits: [{ visitId: last.id }] })
    expect((await reader.local.store.directory())[0]?.lastVisit?.day).toBe('2026-11-01')
  })

  it('KP7 CL4 counts by the server’s last word, not by the phone’s clock', async () => {
    const { writer, reader, holds, serverNow } = await twoPhones()
    const id = newId()
    const old = visit(id, '2024-11-22')
    await writer.local.store.save([adult(id), old, visit(id, '2026-11-01')])
    await writer.sync()
    reader.phone.clock.set(noon + 4_000 * day)
    await reader.sync()
    await ageOut(reader.local, atOnce)
    expect(await holds()).toContain(old.id)
    serverNow.at += day
    await reader.sync()
    await ageOut(reader.local, atOnce)
    expect(await holds()).not.toContain(old.id)
  })

  it('KP8 stays while anything of it lies in the queue: without a receipt, held, or received within 60 days', async () => {
    const { writer, serverNow } = await twoPhones()
    const id = newId()
    const old = visit(id, '2020-01-01')
    await writer.local.store.save([adult(id), visit(id, '2026-11-01')])
    await writer.sync()
    await writer.local.store.save([old])
    const here = () => writer.local.store.record(old.id)
    await ageOut(writer.local, atOnce)
    expect(await here()).toBeDefined()
    serverNow.at += day
    await writer.sync()
    await ageOut(writer.local, atOnce)
    expect(await here()).toBeDefined()
    serverNow.at += 61 * day
    await writer.sync()
    await writer.sync()
    await ageOut(writer.local, atOnce)
    expect(await here()).toBeUndefined()
    expect(await writer.local.store.balance()).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
  })

  it('KP8 stays while something of the person is half filled', async () => {
    const { writer, reader, holds, serverNow } = await twoPhones()
    const id = newId()
    const old = visit(id, '2020-01-01')
    await writer.local.store.save([adult(id), old, visit(id, '2026-11-01')])
    await writer.sync()
    await reader.sync()
    await reader.local.store.saveDraft(`visit:${id}`, { weightKg: 61 })
    await ageOut(reader.local, atOnce)
    expect(await holds()).toContain(old.id)
    await reader.local.store.removeDraft(`visit:${id}`)
    serverNow.at += day
    await reader.sync()
    await ageOut(reader.local, atOnce)
    expect(await holds()).not.toContain(old.id)
  })

  it('KP9 goes on where it was cut off, a few people at a time, and looks once a day', async () => {
    const { writer, reader, holds } = await twoPhones()
    const people = Array.from({ length: 45 }, () => newId())
    const old = people.map((id) => visit(id, '2020-01-01'))
    await writer.local.store.save([
      ...people.map(adult),
      ...old,
      ...people.map((id) => visit(id, '2026-11-01')),
    ])
    await writer.sync()
    await reader.sync()
    let turns = 0
    const cut = ageOut(reader.local, async () => {
      turns += 1
      if (turns === 2) throw new Error('the app ends')
    })
    await expect(cut).rejects.toThrow('the app ends')
    expect((await holds()).size).toBe(45 + 90 - 20)
    turns = 0
    const count = async () => {
      turns += 1
    }
    await ageOut(reader.local, count)
    expect((await holds()).size).toBe(90)
    expect(turns).toBe(3)
    await ageOut(reader.local, count)
    expect(turns).toBe(3)
  })

  it('KP9 nothing goes before the first load is complete', async () => {
    const { writer, reader, holds } = await twoPhones()
    const id = newId()
    await writer.local.store.save([adult(id), visit(id, '2020-01-01'), visit(id, '2026-11-01')])
    await writer.sync()
    const half: Transport = async (path, request) => {
      const body = (await (await writer.server.fetch(path, request)).json()) as SyncAnswer
      return Response.json({ ...body, more: true, changes: { ...body.changes, remaining: 9 } })
    }
    let calls = 0
    await reader.sync((path, request) => (calls++ ? Promise.reject(new Error('cut')) : half(path, request)))
    await ageOut(reader.local, atOnce)
    expect((await holds()).size).toBe(3)
  })

  it('KP10 does not come back with the next pull, and is taken again when it has changed', async () => {
    const { writer, reader, holds, serverNow } = await twoPhones()
    const id = newId()
    const old = visit(id, '2020-01-01')
    await writer.local.store.save([adult(id), old, visit(id, '2026-11-01')])
    await writer.sync()
    await reader.sync()
    await ageOut(reader.local, atOnce)
    await writer.local.store.save([{ kind: 'person', id, set: { rt: '07' } }])
    await writer.sync()
    await reader.sync()
    expect(await holds()).not.toContain(old.id)
    expect(await reader.local.store.person(id)).toMatchObject({ older: [id] })
    await writer.local.store.save([{ kind: 'visit', id: old.id, set: { weightKg: 58 } }])
    await writer.sync()
    await reader.sync()
    expect(await reader.local.store.record(old.id)).toEqual(writer.server.states().get(old.id))
    serverNow.at += day
    await reader.sync()
    await ageOut(reader.local, atOnce)
    expect(await holds()).not.toContain(old.id)
  })
})

describe('older history', () => {
  const traffic = async (database: Database) => (await readMeta(database, 'traffic')) ?? {}
  async function aged() {
    const all = await twoPhones()
    const id = newId()
    const old = [visit(id, '2020-01-01'), visit(id, '2021-01-01')]
    await all.writer.local.store.save([adult(id), ...old, visit(id, '2026-11-01')])
    await all.writer.sync()
    await all.reader.sync()
    await ageOut(all.reader.local, atOnce)
    expect((await all.holds()).size).toBe(2)
    return { ...all, id, old }
  }
  const forgets: (name: string) => (setup: Setup) => Transport =
    (name) => (setup) => async (path, request) => {
      const body = (await (await setup.server.fetch(path, request)).json()) as Record<string, unknown>
      delete body[name]
      return Response.json(body)
    }

  const answering: (history: unknown) => (setup: Setup) => Transport =
    (history) => (setup) => async (path, request) => {
      const body = (await (await setup.server.fetch(path, request)).json()) as Record<string, unknown>
      return Response.json({ ...body, history })
    }

  it('KP11 comes when it is asked for, is judged and counted, and stays for 30 days', async () => {
    const { reader, serverNow, id, holds } = await aged()
    const { local } = reader
    expect(await askHistory(local, engineOf(reader), id)).toEqual({ ok: true, records: 3 })
    const view = await local.store.person(id)
    expect(view?.older).toBeUndefined()
    expect(view?.visits.map(({ visitedOn }) => visitedOn)).toEqual(['2026-11-01', '2021-01-01', '2020-01-01'])
    expect(await local.store.tally('2020-01')).not.toEqual({})
    serverNow.at += 30 * day - 1
    await reader.sync()
    await ageOut(local, atOnce)
    expect((await holds()).size).toBe(4)
    serverNow.at += day
    await reader.sync()
    await ageOut(local, atOnce)
    expect((await holds()).size).toBe(2)
    expect(await local.store.person(id)).toMatchObject({ older: [id] })
  })

  it('KP11 moves no cursor, and settles nothing', async () => {
    const { reader, id } = await aged()
    const { database } = reader.local.planner
    await reader.local.store.save([{ kind: 'person', id, set: { rt: '05' } }])
    const before = await database.meta.get('contact')
    await askHistory(reader.local, engineOf(reader), id)
    expect(await database.meta.get('contact')).toEqual(before)
    expect(await reader.local.store.balance()).toMatchObject({ waiting: 1 })
  })

  it('TF1 counts in the server’s month what it took, also where the phone is a year ahead', async () => {
    const { reader, id } = await aged()
    reader.phone.clock.set(noon + 365 * day)
    await reader.sync()
    const before = await traffic(reader.local.planner.database)
    expect(await askHistory(reader.local, engineOf(reader), id)).toMatchObject({ ok: true })
    const after = await traffic(reader.local.planner.database)
    expect(Object.keys(after)).toEqual(['2026-11'])
    expect(after['2026-11']?.received).toBeGreaterThan(before['2026-11']?.received ?? 0)
  })

  it('KP11 UP7 says why it does not come, and the person’s row still says what is missing', async () => {
    const { reader, id } = await aged()
    const cut: Transport = () => Promise.reject(new TypeError('no network'))
    const ask = (transport?: Transport, of = id) => askHistory(reader.local, engineOf(reader, transport), of)
    expect(await ask(cut)).toEqual({ ok: false, code: 'network' })
    expect(await ask(async () => new Response('<html>'))).toEqual({ ok: false, code: 'notTeratai' })
    expect(await ask(forgets('history')(reader))).toEqual({ ok: false, code: 'notSupported' })
    expect(await ask(undefined, newId())).toEqual({ ok: false, code: 'unknownPerson' })
    expect(await ask(answering({ packedLater: 'AAAA' })(reader))).toEqual({ ok: false, code: 'answerNewer' })
    const group = { k: 'visit', p: 0, f: [], i: [newId()], d: [], t: [], v: [] }
    const misfit = { personId: id, known: true, columns: { places: [], devices: [], groups: [group] } }
    expect(await ask(answering(misfit)(reader))).toEqual({ ok: false, code: 'answerNewer' })
    expect(await reader.local.store.person(id)).toMatchObject({ older: [id] })
  })
})
