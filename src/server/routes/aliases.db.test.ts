import { v7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PeopleAnswer, PersonAnswer, VisitsAnswer } from '#protocol/messages/desk.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { TestPhone } from '#tests/builders/test-puskesmas.ts'
import { startTestSync, type TestSync } from '#tests/builders/test-sync.ts'
import { testServers } from '#tests/fresh-database.ts'
import { aliasRoutes } from './aliases.ts'
import { deskRoutes } from './desk.ts'
import { syncRoutes } from './sync.ts'

describe.each(testServers())('aliases on $name', (server) => {
  let sync: TestSync
  let first: string
  let second: string
  let phone: TestPhone
  let cookie: Record<'nakes' | 'wide' | 'admin', string>

  beforeAll(async () => {
    sync = await startTestSync(server, 2, [...syncRoutes, ...deskRoutes, ...aliasRoutes])
    first = sync.puskesmas.posyandu[0] as string
    second = sync.puskesmas.posyandu[1] as string
    cookie = {
      nakes: await sync.logIn('nakes', [first], 'Bidan Rini'),
      wide: await sync.logIn('nakes', [first, second]),
      admin: await sync.logIn('admin'),
    }
  })
  beforeEach(async () => {
    await sync.behind(
      `truncate record, left_mark, stream_commit, mutation, batch, assessment_due, person_summary, visit_summary,
         alias, alias_undo`,
    )
    phone = await sync.phone([first, second])
  })
  afterAll(() => sync?.close())

  const headers = (as: keyof typeof cookie) => ({ cookie: cookie[as], origin: 'http://localhost' })
  const read = <T>(path: string, as: keyof typeof cookie = 'nakes') => sync.read<T>(path, cookie[as])
  const post = async (path: string, body: object | undefined, as: keyof typeof cookie = 'nakes') => {
    const response = await sync.app.inject({
      method: 'POST',
      url: `/api/v1/${path}`,
      headers: headers(as),
      ...(body && { payload: body }),
    })
    return response.statusCode === 200 ? 'done' : response.json<{ error: { code: string } }>().error.code
  }
  const join = (personId: string, into: string, as: keyof typeof cookie = 'nakes') =>
    post('aliases', { personId, into }, as)
  const standingOf = async (personId: string) =>
    (await read<PersonAnswer>(`people/${personId}`, 'wide')).aliases.find(({ undone }) => !undone)?.id ?? ''
  const part = async (aliasId: string, as: keyof typeof cookie = 'nakes') =>
    post(`aliases/${aliasId}/undo`, undefined, as)

  const person = (fields: Record<string, FieldValue> = {}, id = v7()) =>
    phone.write('person', id, {
      posyanduId: first,
      name: 'Siti Aminah',
      sex: 'female',
      birthDate: '2024-11-10',
      ...fields,
    })
  const visit = (personId: string, weightKg: number, visitedOn: string) =>
    phone.write('visit', v7(), {
      personId,
      visitedOn,
      place: 'posyandu',
      instrument: 'balita',
      weightKg,
      lengthHeight: { lengthHeightCm: 84, position: 'standing' },
    })
  const names = async (search = '') =>
    (await read<PeopleAnswer>(`people?search=${encodeURIComponent(search)}`, 'wide')).people.map(
      ({ name }) => name,
    )
  const arrived = async () => (await read<VisitsAnswer>('visits', 'wide')).visits
  const everything = () =>
    sync.behind(
      `select record_id, person_id, posyandu_id, sequence, state::text as state from record order by 1`,
    )

  async function twins() {
    const gone = person({ name: 'Sity Aminah', nik: '9999015011240002', motherName: 'Nur' })
    const stays = person({ motherName: 'Nuraini' })
    const older = visit(gone.id, 9.8, '2026-10-10')
    const newer = visit(stays.id, 10.5, '2026-11-10')
    await sync.send(phone, [gone, stays, older, newer])
    return { gone: gone.id, stays: stays.id, older: older.id, newer: newer.id }
  }

  test('AL4: the audit trail names everybody whose records were shown, whoever of them was asked for', async () => {
    const { gone, stays } = await twins()
    const other = person({ name: 'Siti Aminah' })
    await sync.send(phone, [other])
    await join(gone, stays)
    await sync.behind('truncate audit_entry, audit_head')
    for (const id of [gone, stays, other.id]) await read<PersonAnswer>(`people/${id}`)
    await part(await standingOf(gone))
    await read<PersonAnswer>(`people/${gone}`)
    const [rini] = await sync.behind(
      `select account_id::text as id from account where display_name = 'Bidan Rini'`,
    )
    const opened = (await sync.behind('select content from audit_entry order by number'))
      .map(({ content }) => JSON.parse(String(content)))
      .filter(({ action, account }) => action === 'personRead' && account.id === rini?.id)
    expect(opened.map(({ subject, details }) => [subject, details])).toEqual([
      [gone, { with: stays }],
      [stays, { with: gone }],
      [other.id, undefined],
      [gone, undefined],
    ])
  })

  test('AL1, AL4: the desk shows one person, with the visits of both and what only the other record says', async () => {
    const { gone, stays, older, newer } = await twins()
    const before = await everything()
    expect(await names()).toEqual(['Siti Aminah', 'Sity Aminah'])
    expect(await join(gone, stays)).toBe('done')
    expect(await names()).toEqual(['Siti Aminah'])
    expect(await names('sity')).toEqual(['Siti Aminah'])
    expect(await names('9999015011240002')).toEqual(['Siti Aminah'])
    for (const id of [gone, stays]) {
      const answer = await read<PersonAnswer>(`people/${id}`)
      expect(answer.person.id).toBe(stays)
      expect(answer.person.fields).toMatchObject({
        name: 'Siti Aminah',
        motherName: 'Nuraini',
        nik: '9999015011240002',
      })
      expect(answer.alsoAs.map(({ fields }) => [fields.name, fields.motherName])).toEqual([
        ['Sity Aminah', 'Nur'],
      ])
      expect(answer.visits.map((one) => one.id)).toEqual([newer, older])
      expect(answer.records.map((one) => one.id).sort()).toEqual([newer, older].sort())
    }
    expect((await arrived()).map(({ personId, personName }) => [personId, personName])).toEqual([
      [stays, 'Siti Aminah'],
      [stays, 'Siti Aminah'],
    ])
    // Nothing is rewritten.
    expect(await everything()).toEqual(before)
  })

  test('AL1: undone, both are as they were, and who made and undid it is kept for ever', async () => {
    const { gone, stays } = await twins()
    const both = async () => [
      await read<PersonAnswer>(`people/${gone}`),
      await read<PersonAnswer>(`people/${stays}`),
      await read<PeopleAnswer>('people'),
      (await arrived()).map((line) => ({ ...line, arrival: 0 })),
    ]
    const withoutDeeds = (answers: readonly unknown[]) =>
      JSON.stringify(answers, (key, value: unknown) => (key === 'aliases' ? [] : value))
    const before = await both()
    await join(gone, stays)
    const aliasId = await standingOf(stays)
    expect(await part(aliasId)).toBe('done')
    expect(withoutDeeds(await both())).toBe(withoutDeeds(before))
    expect(await part(aliasId)).toBe('aliasChanged')
    sync.clock.now += 60_000
    await join(stays, gone)
    const { aliases } = await read<PersonAnswer>(`people/${gone}`)
    expect(aliases.map(({ personId, intoId, by, undone }) => [personId, intoId, by, undone?.by])).toEqual([
      [stays, gone, 'Bidan Rini', undefined],
      [gone, stays, 'Bidan Rini', 'Bidan Rini'],
    ])
    const forbidden = sync.fresh.database.withScope(
      { puskesmasId: sync.puskesmas.id, posyandu: 'all' },
      (q) => q.query('delete from alias_undo'),
    )
    await expect(forbidden).rejects.toMatchObject({ code: '42501' })
  })

  test('AL1: only a nakes of both joins and parts them', async () => {
    const { gone, stays } = await twins()
    const elsewhere = person({ posyanduId: second })
    await sync.send(phone, [elsewhere])
    expect(await join(elsewhere.id, stays)).toBe('notFound')
    expect(await join(stays, elsewhere.id)).toBe('notFound')
    expect(await join(gone, v7())).toBe('notFound')
    expect(await join(gone, stays, 'admin')).toBe('forbidden')
    expect(await join(elsewhere.id, stays, 'wide')).toBe('otherPosyandu')
    expect(await part(v7())).toBe('notFound')
    expect(await sync.behind('select 1 from alias')).toEqual([])
  })

  test('AL2: no ring, and no chain for whoever reads: the one who stays is named', async () => {
    const people = [person({ name: 'A' }), person({ name: 'B' }), person({ name: 'C' })]
    await sync.send(phone, people)
    const [a, b, c] = people.map(({ id }) => id) as [string, string, string]
    expect(await join(a, a)).toBe('alreadyOne')
    expect(await join(b, c)).toBe('done')
    expect(await join(c, b)).toBe('alreadyOne')
    expect(await join(b, a)).toBe('aliasChanged')
    expect(await join(b, c)).toBe('alreadyOne')
    // B is shown as C: so A is too.
    expect(await join(a, b)).toBe('done')
    expect(await sync.behind('select into_id from alias where person_id = $1', [a])).toEqual([{ into_id: c }])
    expect(await join(c, a)).toBe('alreadyOne')
    expect(await names()).toEqual(['C'])
    const d = person({ name: 'D' })
    await sync.send(phone, [d])
    expect(await join(c, d.id)).toBe('done')
    expect(await names()).toEqual(['D'])
    expect((await read<PersonAnswer>(`people/${a}`)).alsoAs.map(({ fields }) => fields.name)).toEqual([
      'A',
      'B',
      'C',
    ])
    const last = (await read<PersonAnswer>(`people/${a}`)).aliases.find(({ intoId }) => intoId === d.id)
    expect(await part(last?.id ?? '')).toBe('done')
    expect(await names()).toEqual(['C', 'D'])
  })

  test('AL2: two nakes who join two people the other way round at once make one alias', async () => {
    const { gone, stays } = await twins()
    const outcomes = await Promise.all([join(gone, stays), join(stays, gone, 'wide')])
    expect(outcomes.sort()).toEqual(['alreadyOne', 'done'])
    expect(await names()).toHaveLength(1)
  })

  test('AL3: where one has moved or the one who stays is voided, each is shown by themselves', async () => {
    const { gone, stays } = await twins()
    await join(gone, stays)
    expect(await names()).toHaveLength(1)
    await sync.send(phone, [phone.write('person', stays, { posyanduId: second })])
    expect(await names()).toEqual(['Siti Aminah', 'Sity Aminah'])
    expect((await read<PeopleAnswer>('people')).people.map(({ name }) => name)).toEqual(['Sity Aminah'])
    expect((await read<PersonAnswer>(`people/${gone}`)).person.id).toBe(gone)
    await sync.send(phone, [phone.write('person', gone, { posyanduId: second })])
    expect(await names()).toEqual(['Siti Aminah'])
    const covers = Object.values(phone.held.get(stays)?.fields ?? {}).flatMap(({ heads }) =>
      heads.map(({ stamp }) => stamp),
    )
    await sync.send(phone, [phone.write('person', stays, { voided: { reason: 'mistake', covers } })])
    expect(await names()).toEqual(['Sity Aminah'])
  })

  test('AL5: visits of one day on one form are shown as one, the worse of them, and the other stays readable', async () => {
    const { gone, stays, newer } = await twins()
    // Underweight by far: the worse of the two.
    const worse = visit(gone, 6.1, '2026-11-10')
    await sync.send(phone, [worse])
    expect(await arrived()).toHaveLength(3)
    await join(gone, stays)
    expect((await arrived()).map(({ id }) => id)).not.toContain(newer)
    const answer = await read<PersonAnswer>(`people/${stays}`)
    expect(answer.visits.map(({ id, beside }) => [id, beside.map((one) => one.id)])[0]).toEqual([
      worse.id,
      [newer],
    ])
    expect(answer.visits).toHaveLength(2)
    expect(answer.records.find(({ id }) => id === newer)?.fields.weightKg).toBe(10.5)
    await part(await standingOf(stays))
    expect(await arrived()).toHaveLength(3)
  })

  test('AL6: what a phone goes on writing about either is accepted as ever and shown under the one', async () => {
    const { gone, stays } = await twins()
    await join(gone, stays)
    const late = visit(gone, 10.9, '2026-11-12')
    const answer = await sync.send(phone, [late, phone.write('person', gone, { phone: '0812' })])
    expect(answer.receipts.map(({ outcome }) => outcome)).toEqual(['accepted'])
    const { visits, person: shown } = await read<PersonAnswer>(`people/${stays}`)
    expect(visits[0]?.id).toBe(late.id)
    expect(shown.fields.phone).toBe('0812')
    // The conclusions are drawn from all of their visits: there is a weight of the month before.
    expect(JSON.stringify(visits[0]?.findings)).not.toContain('noEarlierWeight')
  })

  const told = async (reader: TestPhone, aliases?: string, cursor?: string) => {
    const answer = await sync.send(reader, [], {
      pull: {
        limit: 1000,
        ...(aliases !== undefined && { aliases }),
        ...(cursor !== undefined && { cursor }),
      },
    })
    return answer.changes?.aliases
  }

  test('AL7: a phone is told the aliases of its posyandu whole, once, and again when they differ', async () => {
    const { gone, stays } = await twins()
    const reader = await sync.phone([first])
    const other = await sync.phone([second])
    expect(await told(reader, '')).toBeUndefined()
    await join(gone, stays)
    const known = await told(reader, '')
    expect(known?.people).toEqual([[gone, stays]])
    expect(await told(reader, known?.mark)).toBeUndefined()
    expect(await told(other, '')).toBeUndefined()
    // A phone that does not know of aliases hears nothing of them.
    expect(await told(reader)).toBeUndefined()
    await part(await standingOf(stays))
    expect(await told(reader, known?.mark)).toEqual({ mark: '', people: [] })
    expect(await told(reader, '')).toBeUndefined()
  })

  test('AL7, RS3: a phone hears of a server that came back without the alias, or without its undoing', async () => {
    const { gone, stays } = await twins()
    const reader = await sync.phone([first])
    await join(gone, stays)
    const known = await told(reader, '')
    await sync.behind('truncate alias')
    expect(await told(reader, known?.mark)).toEqual({ mark: '', people: [] })
    await join(gone, stays)
    await part(await standingOf(stays))
    expect(await told(reader, '')).toBeUndefined()
    await sync.behind('truncate alias_undo')
    expect((await told(reader, ''))?.people).toEqual([[gone, stays]])
  })

  test('AL7: a phone into whose posyandu they come is told, also of one of the two alone', async () => {
    const { gone, stays } = await twins()
    await join(gone, stays)
    const other = await sync.phone([second])
    await sync.send(phone, [phone.write('person', gone, { posyanduId: second })])
    expect((await told(other, ''))?.people).toEqual([[gone, stays]])
  })
})
