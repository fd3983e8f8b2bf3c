import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stateOf } from '#protocol/merge.ts'
import type { Mutation } from '#protocol/mutation.ts'
import { changeAccount } from '#server/access/accounts.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'

const idsOf = (records: readonly { id: string }[]) => records.map((record) => record.id)

describe.each(testServers())('people and phones that change posyandu on $name', (server) => {
  let sync: TestSync
  let [first, second, third] = ['', '', '']
  /** Has every posyandu, and moves people about. */
  let mover: TestPhone
  /** Has the first posyandu. */
  let phone: TestPhone
  let siti: Mutation
  let visited: Mutation

  beforeAll(async () => {
    sync = await startTestSync(server, 3)
    ;[first, second, third] = sync.puskesmas.posyandu as [string, string, string]
  })
  beforeEach(async () => {
    mover = await sync.phone([first, second, third])
    phone = await sync.phone([first])
    siti = mover.write('person', v7(), { posyanduId: first, name: 'Siti' })
    visited = mover.write('visit', v7(), { personId: siti.id, visitedOn: '2026-11-03', weightKg: 8.2 })
    await sync.send(mover, [siti, visited])
    for (const one of [siti, visited]) phone.held.set(one.id, stateOf(one, mover.deviceId))
  })
  afterAll(() => sync?.close())

  const move = (id: string, to: string) => sync.send(mover, [mover.write('person', id, { posyanduId: to })])
  const visitOf = (personId: string, by = phone) =>
    by.write('visit', v7(), { personId, visitedOn: '2026-11-10', instrument: 'balita', weightKg: 8.4 })
  const standsIn = async (id: string) => {
    const [row] = await sync.behind<{ posyandu_id: string | null }>(
      'select posyandu_id from record where record_id = $1',
      [id],
    )
    return row?.posyandu_id
  }
  /** As the admin changes whom a kader serves. */
  const giveTo = (one: TestPhone, posyandu: readonly string[]) =>
    sync.fresh.database.withScope({ puskesmasId: sync.puskesmas.id, posyandu: 'none' }, (queries) =>
      changeAccount(
        queries,
        one.personId,
        { posyandu: [...posyandu] },
        { puskesmasId: sync.puskesmas.id, passwordHash: undefined, ownToken: undefined, now: sync.clock.now },
      ),
    )

  test('AP5 MV3: what waited for its person and was written for two tells both phones where it stands', async () => {
    const other = await sync.phone([third])
    const [here, there] = [
      phone.write('person', v7(), { posyanduId: first }),
      other.write('person', v7(), { posyanduId: third }),
    ]
    const visit = visitOf(here.id)
    const otherwise = other.write('visit', visit.id, { personId: there.id })
    // Nobody knows either person yet; the later word is shown.
    await sync.send(phone, [visit])
    await sync.send(other, [{ ...otherwise, time: visit.time + 1_000 }])
    expect(await standsIn(visit.id)).toBe(null)
    const { cursor } = await sync.pullAll(phone)
    await sync.send(other, [there])
    await sync.send(phone, [here])
    expect(await standsIn(visit.id)).toBe(third)
    expect((await sync.pullAll(phone, cursor)).left).toEqual([{ id: visit.id, posyanduId: first }])
    expect((await sync.pullAll(other)).left).toEqual([])
  })

  test('MV4: what a phone wrote of a person who moved meanwhile is taken, where the person stands now', async () => {
    const { cursor } = await sync.pullAll(phone)
    await move(siti.id, second)
    const visit = visitOf(siti.id)
    const name = phone.write('person', siti.id, { name: 'Siti Aminah' })
    const weight = phone.write('visit', visited.id, { weightKg: 8.3 })
    const answer = await sync.send(phone, [visit, name, weight], { pull: { limit: 100, cursor } })
    expect(answer).toMatchObject({ held: [], receipts: [{ from: 1, to: 3, outcome: 'accepted' }] })
    expect(await standsIn(visit.id)).toBe(second)
    const there = (await sync.pullAll(await sync.phone([second]))).records
    expect(new Set(idsOf(there))).toEqual(new Set([siti.id, visited.id, visit.id]))
    const { fields } = there.find(({ id }) => id === siti.id) ?? {}
    expect(fields?.name?.heads.map((head) => head.value)).toEqual(['Siti Aminah'])
    // The phone is handed nothing of it, and hears that none of it is its own any more.
    expect(answer.changes?.records).toEqual([])
    expect(new Set(idsOf(answer.changes?.left ?? []))).toEqual(new Set([siti.id, visited.id, visit.id]))
  })

  test('MV4: also long after the phone was told that the person had left', async () => {
    await move(siti.id, second)
    await sync.pullAll(phone)
    await move(siti.id, third)
    const visit = visitOf(siti.id)
    expect((await sync.send(phone, [visit])).held).toEqual([])
    expect(await standsIn(visit.id)).toBe(third)
    // And after the person came back and left once more.
    await move(siti.id, first)
    await move(siti.id, second)
    expect((await sync.send(phone, [visitOf(siti.id)])).held).toEqual([])
  })

  test('MV4 HD4: a person who never was in its scope stays out of its reach', async () => {
    const never = mover.write('person', v7(), { posyanduId: second, name: 'Rini' })
    await sync.send(mover, [never])
    await move(siti.id, second)
    // A phone that came when the person had gone, and one of a third posyandu.
    for (const other of [await sync.phone([first]), await sync.phone([third])]) {
      // Somebody else's late write tells its phones of the person once more.
      await sync.send(phone, [visitOf(siti.id)])
      const answer = await sync.send(other, [
        visitOf(siti.id, other),
        other.write('person', siti.id, { name: 'X' }),
        other.write('visit', visited.id, { weightKg: 1 }),
        other.write('person', siti.id, { posyanduId: first }),
      ])
      expect(answer.receipts).toEqual([])
      expect(answer.held.map((held) => held.code)).toEqual(Array(4).fill('outOfScope'))
    }
    const answer = await sync.send(phone, [
      visitOf(never.id),
      phone.write('person', never.id, { posyanduId: first }),
    ])
    expect(answer.held).toMatchObject([
      { number: 3, code: 'outOfScope', field: 'personId' },
      { number: 4, code: 'outOfScope', field: 'posyanduId' },
    ])
    expect(await standsIn(never.id)).toBe(second)
  })

  test('MV5: two places that claim one person are for a nakes to decide, the rest of what was written is taken', async () => {
    const wide = await sync.phone([first, third])
    wide.held.set(siti.id, stateOf(siti, mover.deviceId))
    await move(siti.id, second)
    // A claim that is not the one shown stays beside it as a conflict, and moves nobody.
    const earlier = wide.write('person', siti.id, { posyanduId: third })
    expect((await sync.send(wide, [earlier])).held).toEqual([])
    expect(await standsIn(siti.id)).toBe(second)
    const claim = wide.write('person', siti.id, { posyanduId: first, rt: '02' })
    const visit = visitOf(siti.id, wide)
    const given = wide.write('visit', visited.id, { personId: v7() })
    const answer = await sync.send(wide, [claim, visit, given])
    expect(answer.held).toMatchObject([{ number: 2, code: 'outOfScope', field: 'posyanduId' }])
    expect(answer.receipts).toMatchObject([{ from: 3, to: 4 }])
    expect([await standsIn(siti.id), await standsIn(visit.id)]).toEqual([second, second])
    // A visit of this phone's own person may be given to one who has left; not the other way round.
    const own = wide.write('person', v7(), { posyanduId: first, name: 'Budi' })
    const mixed = visitOf(own.id, wide)
    await sync.send(wide, [own, mixed])
    const out = await sync.send(wide, [wide.write('visit', mixed.id, { personId: siti.id })])
    expect(out.held).toEqual([])
    expect(await standsIn(mixed.id)).toBe(second)
    const back = await sync.send(wide, [wide.write('visit', visit.id, { personId: own.id })])
    expect(back.held).toMatchObject([{ code: 'outOfScope', field: 'personId' }])
  })

  test('MV4: a household and a posyandu day that moved are taken alike', async () => {
    const home = mover.write('household', v7(), { posyanduId: first, address: 'Gang Melati' })
    const held = mover.write('posyanduDay', v7(), { posyanduId: first, heldOn: '2026-11-10' })
    await sync.send(mover, [home, held])
    await sync.send(mover, [
      mover.write('household', home.id, { posyanduId: second }),
      mover.write('posyanduDay', held.id, { posyanduId: second }),
    ])
    const answer = await sync.send(phone, [
      phone.write('household', home.id, { rt: '03' }),
      phone.write('posyanduDay', held.id, { closedAt: 5 }),
    ])
    expect(answer.receipts).toMatchObject([{ from: 1, to: 2, outcome: 'accepted' }])
    expect([await standsIn(home.id), await standsIn(held.id)]).toEqual([second, second])
  })

  test('MV4: a visit that was given to another person elsewhere was still this phone’s', async () => {
    const other = mover.write('person', v7(), { posyanduId: second, name: 'Rini' })
    await sync.send(mover, [other, mover.write('visit', visited.id, { personId: other.id })])
    expect((await sync.send(phone, [phone.write('visit', visited.id, { weightKg: 8 })])).held).toEqual([])
    expect((await sync.send(phone, [visitOf(other.id)])).held).toMatchObject([{ code: 'outOfScope' }])
  })

  test('MV6: a device that loses a posyandu is handed nothing of it, and hears which it has', async () => {
    const { cursor, records } = await sync.pullAll(phone)
    expect(records.length).toBeGreaterThan(1)
    await giveTo(phone, [second])
    await sync.send(mover, [visitOf(siti.id, mover)])
    const after = await sync.pullAll(phone, cursor)
    expect(after.pages[0]?.changes?.posyandu).toEqual([{ id: second, name: 'Teratai 2' }])
    expect(after.records.filter((record) => record.posyanduId !== second)).toEqual([])
    expect(idsOf(after.left)).not.toContain(siti.id)
  })

  test('MV7: what a phone wrote before it lost a posyandu is taken there, new people too', async () => {
    const late = [
      visitOf(siti.id),
      phone.write('person', siti.id, { rt: '04' }),
      phone.write('person', v7(), { posyanduId: first, name: 'Bayi Baru' }),
    ]
    const [, , baby] = late as [Mutation, Mutation, Mutation]
    await giveTo(phone, [second])
    const change = mover.write('person', siti.id, { name: 'Siti A' })
    await sync.send(mover, [change])
    expect((await sync.send(phone, [...late, visitOf(baby.id)])).held).toEqual([])
    expect([await standsIn(siti.id), await standsIn(baby.id)]).toEqual([first, first])
    // Also when the person has gone on from there.
    await move(siti.id, third)
    expect((await sync.send(phone, [visitOf(siti.id)])).held).toEqual([])
    expect((await sync.pullAll(phone)).records.filter(({ posyanduId }) => posyanduId !== second)).toEqual([])
  })

  test('MV7 HD4: who came to the posyandu after the device lost it stays out of its reach, and it draws nobody out', async () => {
    await giveTo(phone, [second])
    const newcomer = mover.write('person', v7(), { posyanduId: first, name: 'Rini' })
    const returned = mover.write('person', v7(), { posyanduId: third, name: 'Wati' })
    await sync.send(mover, [newcomer, returned])
    await move(returned.id, first)
    const answer = await sync.send(phone, [
      visitOf(newcomer.id),
      visitOf(returned.id),
      phone.write('person', newcomer.id, { name: 'X' }),
      phone.write('person', siti.id, { posyanduId: second }),
    ])
    expect(answer.receipts).toEqual([])
    expect(answer.held.map((held) => held.code)).toEqual(Array(4).fill('outOfScope'))
  })

  test('MV7: a posyandu that a device lost and got back is counted from each time', async () => {
    await giveTo(phone, [second])
    const between = mover.write('person', v7(), { posyanduId: first, name: 'Rini' })
    await sync.send(mover, [between])
    await move(between.id, third)
    await giveTo(phone, [first])
    await giveTo(phone, [second])
    await giveTo(phone, [first])
    const answer = await sync.send(phone, [visitOf(siti.id), visitOf(between.id)])
    expect(answer.receipts).toMatchObject([{ from: 1, to: 1, outcome: 'accepted' }])
    expect(answer.held).toMatchObject([{ number: 2, code: 'outOfScope' }])
  })

  test('MV4: one push moves the person, and another that waits with it has written of them', async () => {
    const [moving, waiting] = await Promise.all([
      mover.pack([mover.write('person', siti.id, { posyanduId: second })]),
      phone.pack([visitOf(siti.id)]),
    ])
    const answers = await Promise.all([sync.post(moving), sync.post(waiting)])
    for (const answer of answers) expect(answer.json().held).toEqual([])
    expect(await standsIn(siti.id)).toBe(second)
  })
})
