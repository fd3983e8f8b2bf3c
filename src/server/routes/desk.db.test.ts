import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import type { PeopleAnswer, PersonAnswer, VisitsAnswer } from '#protocol/messages/desk.ts'
import { writeAsServer } from '#server/records/write-as-server.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'
import { deskRoutes } from './desk.ts'
import { syncRoutes } from './sync.ts'

const findingsOf = (answer: VisitsAnswer, id: string) =>
  answer.visits.find((each) => each.id === id)?.findings

describe.each(testServers())('the desk of a nakes on $name', (server) => {
  let sync: TestSync
  let first: string
  let second: string
  let phone: TestPhone
  let cookie: Record<'nakes' | 'wide' | 'admin', string>

  beforeAll(async () => {
    sync = await startTestSync(server, 2, [...syncRoutes, ...deskRoutes])
    first = sync.puskesmas.posyandu[0] as string
    second = sync.puskesmas.posyandu[1] as string
    cookie = {
      nakes: await sync.logIn('nakes', [first]),
      wide: await sync.logIn('nakes', [first, second]),
      admin: await sync.logIn('admin', []),
    }
  })
  beforeEach(async () => {
    await sync.behind(
      'truncate record, left_mark, stream_commit, mutation, assessment_due, person_summary, visit_summary',
    )
    phone = await sync.phone([first, second])
  })
  afterAll(() => sync?.close())

  const get = (path: string, as: keyof typeof cookie = 'nakes') =>
    sync.app.inject({ method: 'GET', url: `/api/v1/${path}`, headers: { cookie: cookie[as] } })
  const read = <T>(path: string, as: keyof typeof cookie = 'nakes') => sync.read<T>(path, cookie[as])

  const person = (fields: Record<string, string> = {}, id = v7()) =>
    phone.write('person', id, {
      posyanduId: first,
      name: 'Siti Aminah',
      sex: 'female',
      birthDate: '2024-11-10',
      nik: '9999015011240001',
      motherName: "Nur'aini",
      rt: '03',
      ...fields,
    })
  const visit = (personId: string, weightKg = 10.5, visitedOn = '2026-11-10') =>
    phone.write('visit', v7(), {
      personId,
      visitedOn,
      place: 'posyandu',
      instrument: 'balita',
      weightKg,
      lengthHeight: { lengthHeightCm: 84, position: 'standing' },
    })

  test('people: name, card of today, masked NIK, last visit', async () => {
    const siti = person()
    await sync.send(phone, [siti, visit(siti.id)])
    const { people, total, next } = await read<PeopleAnswer>('people')
    expect([total, next]).toEqual([1, undefined])
    expect(people[0]).toMatchObject({
      id: siti.id,
      posyanduId: first,
      name: 'Siti Aminah',
      nik: '••••••••••••0001',
      card: 'balita',
      pregnant: false,
      conflict: false,
      lastVisit: { visitedOn: '2026-11-10', card: 'balita' },
    })
  })

  test.each([
    ['ami', 1],
    ['AMINAH siti', 1],
    ['nuraini', 1],
    ['rt 03', 1],
    ['999901', 1],
    ['9999015011240001', 1],
    ['budi', 0],
    ['999902', 0],
    ["' or 1=1", 0],
    ['%', 2],
  ])('people: searching %j finds %i', async (search, count) => {
    await sync.send(phone, [person(), person({ name: 'Rahma', nik: '', motherName: 'Lia', rt: '04' })])
    const { people } = await read<PeopleAnswer>(`people?search=${encodeURIComponent(search)}`)
    expect(people).toHaveLength(count)
  })

  test('people: filters by posyandu, card and level, and pages without gap or repetition', async () => {
    const many = Array.from({ length: 7 }, (_, i) => person({ name: `Anak ${i % 3}` }))
    const adult = person({ name: 'Dewi', birthDate: '1990-01-01' })
    const there = person({ posyanduId: second })
    await sync.send(phone, [...many, adult, there])
    expect((await read<PeopleAnswer>('people?card=dewasa')).people.map((one) => one.id)).toEqual([adult.id])
    expect(
      (await read<PeopleAnswer>(`people?posyandu=${second}`, 'wide')).people.map((one) => one.id),
    ).toEqual([there.id])
    const seen: string[] = []
    let after = ''
    do {
      const page = await read<PeopleAnswer>(`people?card=balita&limit=3${after && `&after=${after}`}`)
      expect(page.total).toBe(7)
      seen.push(...page.people.map((one) => one.id))
      after = page.next ?? ''
    } while (after)
    expect(new Set(seen)).toEqual(new Set(many.map((one) => one.id)))
    expect(seen).toHaveLength(7)
  })

  test('visits: as they arrive, newest first, with findings; paged by arrival', async () => {
    const siti = person()
    await sync.send(phone, [siti, visit(siti.id, 10.5, '2026-10-10')])
    sync.clock.now += 1000
    await sync.send(phone, [visit(siti.id, 10.9, '2026-11-10')])
    await read<VisitsAnswer>('visits')
    sync.clock.now += 1000
    const late = visit(siti.id, 9.9, '2026-09-10')
    await sync.send(phone, [late])
    const all = await read<VisitsAnswer>('visits')
    expect(all.visits.map((one) => one.visitedOn)).toEqual(['2026-09-10', '2026-11-10', '2026-10-10'])
    expect(all.visits[0]).toMatchObject({
      id: late.id,
      personName: 'Siti Aminah',
      receivedAt: sync.clock.now,
    })
    expect(all.visits[0]?.findings.length).toBeGreaterThan(0)
    const page = await read<VisitsAnswer>('visits?limit=2')
    expect(page.next).toBe(all.visits[1]?.arrival)
    const rest = await read<VisitsAnswer>(`visits?limit=2&before=${page.next}`)
    expect(rest.visits.map((one) => one.visitedOn)).toEqual(['2026-10-10'])
    expect(rest.next).toBeUndefined()
  })

  test('AP9: a correction changes the conclusions, of later visits too, and keeps the order of arrival', async () => {
    const siti = person()
    const [one, two] = [visit(siti.id, 10.5, '2026-10-10'), visit(siti.id, 10.9, '2026-11-10')]
    await sync.send(phone, [siti, one, two])
    const before = await read<VisitsAnswer>('visits')
    await sync.send(phone, [phone.write('visit', one.id, { weightKg: 11.8 })])
    const after = await read<VisitsAnswer>('visits')
    expect(after.visits.map((each) => [each.id, each.arrival])).toEqual(
      before.visits.map((each) => [each.id, each.arrival]),
    )
    expect(findingsOf(after, two.id)).not.toEqual(findingsOf(before, two.id))
  })

  test('AP9: settings that change change the conclusions of everybody', async () => {
    const siti = person()
    await sync.send(phone, [siti, visit(siti.id)])
    await read<VisitsAnswer>('visits')
    const [before] = await sync.behind<{ edition: string }>('select edition from assessment_edition')
    await sync.behind(`update puskesmas set settings = '{"adultFromYears": 19}'`)
    expect((await read<VisitsAnswer>('visits')).visits).toHaveLength(1)
    const [after] = await sync.behind<{ edition: string }>('select edition from assessment_edition')
    expect(after?.edition).not.toBe(before?.edition)
    await sync.behind(`update puskesmas set settings = '{}'`)
  })

  test('visits: filters by posyandu, card and level', async () => {
    const siti = person()
    const heavy = person({ name: 'Dewi', birthDate: '1990-01-01' })
    const adult = phone.write('visit', v7(), {
      personId: heavy.id,
      visitedOn: '2026-11-10',
      instrument: 'dewasa',
    })
    await sync.send(phone, [siti, heavy, visit(siti.id), adult])
    const { visits } = await read<VisitsAnswer>('visits')
    expect(visits).toHaveLength(2)
    expect((await read<VisitsAnswer>('visits?card=dewasa')).visits.map((one) => one.id)).toEqual([adult.id])
    expect((await read<VisitsAnswer>(`visits?posyandu=${first}`)).visits).toHaveLength(2)
    for (const one of visits) {
      const level = shownLevelOf(one)
      const found = await read<VisitsAnswer>(`visits?level=${level}&card=${one.card}`)
      expect(found.visits.map((each) => each.id)).toEqual([one.id])
    }
  })

  test('a nakes sees their own posyandu only, an admin no visit at all', async () => {
    const there = person({ posyanduId: second })
    await sync.send(phone, [there, visit(there.id)])
    expect((await read<VisitsAnswer>('visits', 'wide')).visits).toHaveLength(1)
    expect((await read<VisitsAnswer>('visits')).visits).toEqual([])
    expect((await read<PeopleAnswer>('people')).people).toEqual([])
    expect((await get(`people/${there.id}`)).statusCode).toBe(404)
    for (const path of ['people', 'visits', `people/${there.id}`])
      expect((await get(path, 'admin')).json()).toEqual({ error: { code: 'forbidden' } })
    expect((await sync.app.inject({ method: 'GET', url: '/api/v1/people' })).json()).toEqual({
      error: { code: 'notLoggedIn' },
    })
  })

  test('a person who moves is seen by the nakes of the new place', async () => {
    const siti = person()
    await sync.send(phone, [siti, visit(siti.id)])
    expect((await read<VisitsAnswer>('visits')).visits).toHaveLength(1)
    await sync.send(phone, [phone.write('person', siti.id, { posyanduId: second })])
    expect((await read<VisitsAnswer>('visits')).visits).toEqual([])
    expect((await read<PeopleAnswer>('people')).people).toEqual([])
    expect((await read<VisitsAnswer>('visits', 'wide')).visits).toHaveLength(1)
  })

  test('one person: records, household, visits with findings, both values of a conflict', async () => {
    const home = phone.write('household', v7(), { posyanduId: first, headName: 'Pak Budi' })
    const siti = person({ householdId: home.id })
    const one = visit(siti.id)
    await sync.send(phone, [home, siti, one])
    const other = await sync.phone([first])
    await sync.send(other, [other.write('visit', one.id, { weightKg: 9.1 })])
    const answer = await read<PersonAnswer>(`people/${siti.id}`)
    expect(answer).toMatchObject({
      posyanduId: first,
      card: 'balita',
      household: { fields: { headName: 'Pak Budi' } },
    })
    expect(answer.person.fields.nik).toBe('9999015011240001')
    const shown = answer.records.find((record) => record.id === one.id)
    expect(shown?.conflicts[0]?.field).toBe('weightKg')
    expect(shown?.conflicts[0]?.values.map((each) => each.value).sort()).toEqual([10.5, 9.1])
    expect(answer.visits[0]?.id).toBe(one.id)
    expect((await read<VisitsAnswer>('visits')).visits[0]?.conflicts).toEqual(['weightKg'])
    expect((await read<PeopleAnswer>('people')).people[0]?.conflict).toBe(true)
  })

  test('a voided visit is not listed, and comes back when it is written again', async () => {
    const siti = person()
    const one = visit(siti.id)
    await sync.send(phone, [siti, one])
    const covers = Object.values(phone.held.get(one.id)?.fields ?? {}).flatMap((f) =>
      f.heads.map((h) => h.stamp),
    )
    await sync.send(phone, [phone.write('visit', one.id, { voided: { reason: 'wrongPerson', covers } })])
    expect((await read<VisitsAnswer>('visits')).visits).toEqual([])
    await sync.send(phone, [phone.write('visit', one.id, { weightKg: 11 })])
    expect((await read<VisitsAnswer>('visits')).visits).toHaveLength(1)
  })

  test('values that are no dates and no text hide nothing', async () => {
    const odd = phone.write('person', v7(), {
      posyanduId: first,
      name: 7,
      birthDate: 'soon',
      nik: { a: 1 },
      sex: 'x',
    })
    const strange = phone.write('visit', v7(), {
      personId: odd.id,
      visitedOn: 'a\u0000b',
      instrument: 'balita',
      weightKg: 'heavy',
      lengthHeight: [],
    })
    const siti = person()
    await sync.send(phone, [odd, strange, siti, visit(siti.id)])
    expect((await read<PeopleAnswer>('people')).people).toHaveLength(2)
    const { visits } = await read<VisitsAnswer>('visits')
    expect(visits.map((one) => one.personId)).toContain(siti.id)
    expect(visits.find((one) => one.id === strange.id)?.level).not.toBe('normal')
  })

  test('AP10: what the server writes is listed like all else, in the order of its days', async () => {
    const [id, earlier, later] = [v7(), v7(), v7()]
    const visitOf = (visitId: string, visitedOn: string) => ({
      kind: 'visit',
      id: visitId,
      set: { personId: id, visitedOn, place: 'posyandu', instrument: 'balita', weightKg: 10 },
    })
    const changes = [
      visitOf(later, '2026-10-02'),
      { kind: 'person', id, set: { posyanduId: first, name: 'Ani', sex: 'female', birthDate: '2024-01-01' } },
      visitOf(earlier, '2026-09-02'),
      { kind: 'person', id, set: { name: 'Ani Rahma' } },
      { kind: 'person', id: v7(), set: { posyanduId: v7(), name: 'Nowhere' } },
    ]
    const result = await writeAsServer(sync.fresh.database, sync.puskesmas.id, changes, {
      now: sync.clock.now,
    })
    expect(result.written).toBe(4)
    expect(result.refused).toMatchObject([{ code: 'outOfScope', field: 'posyanduId' }])
    const { visits } = await read<VisitsAnswer>('visits')
    expect(visits.map((one) => one.id)).toEqual([later, earlier])
    const [ani] = (await read<PeopleAnswer>('people')).people
    expect(ani).toMatchObject({ name: 'Ani Rahma', conflict: false })
  })

  test.each([
    'people?limit=0',
    'people?limit=201',
    'people?card=x',
    'visits?before=0',
    'visits?level=bad',
    'people/x',
  ])('a query that does not fit is refused: %s', async (path) => {
    expect((await get(path)).json().error.code).toBe('invalidInput')
  })
})
