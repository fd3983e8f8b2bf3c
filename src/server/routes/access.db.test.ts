import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asOwner } from '#server/database/prepare-database.ts'
import { sessionIdle, sessionLength } from '#server/access/session.ts'
import { morning, newPublicKey, openDesk, password } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'

const hours = 60 * 60_000

describe.each(testServers())('access on $name', (server) => {
  let desk: Awaited<ReturnType<typeof openDesk>>

  beforeAll(async () => {
    desk = await openDesk(server)
  })
  beforeEach(() => {
    desk.clock.now = morning
  })
  afterAll(() => desk.close())

  const logIn = (loginName: string, secret = password) =>
    desk.ask('POST', '/api/v1/log-in', { body: { loginName, password: secret } })
  const enrolled = async (accountId: string) => {
    const made = await desk.ask('POST', '/api/v1/enrolment-codes', { as: 'admin', body: { accountId } })
    const body = { code: made.body.code, publicKey: newPublicKey(), appVersion: '0.1.0' }
    return (await desk.ask('POST', '/api/v1/enrol', { body })).body.deviceId as string
  }
  const devices = async (as: 'admin' | 'nakes' | 'otherNakes') =>
    (await desk.ask('GET', '/api/v1/devices', { as })).body.devices as { id: string; revokedAt?: number }[]

  const namesSeenBy = async (as: 'admin' | 'nakes') =>
    ((await desk.ask('GET', '/api/v1/accounts', { as })).body.accounts as { displayName: string }[]).map(
      (one) => one.displayName,
    )
  const create = (body: object) => desk.ask('POST', '/api/v1/accounts', { as: 'admin', body })
  const changePuskesmas = (body: object) => desk.ask('PATCH', '/api/v1/puskesmas', { as: 'admin', body })

  describe('logging in', () => {
    it('opens a session with a cookie that scripts and other sites do not get', async () => {
      const { status, body, headers } = await logIn(' Nakes ')
      expect(status).toBe(200)
      expect(body).toMatchObject({
        account: { loginName: 'nakes', role: 'nakes' },
        posyandu: [{ id: desk.people.first, name: 'Posyandu Teratai 1' }],
        expiresAt: morning + 12 * hours,
      })
      expect([headers['set-cookie']].flat()[0]).toMatch(
        /^__Host-teratai_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      )
      expect(headers['cache-control']).toBe('no-store')
    })

    it.each([
      ['a wrong password', 'nakes', 'wrong password'],
      ['no password', 'nakes', ''],
      ['an unknown name', 'nobody', password],
      ['a kader, who has none', 'Ibu Sari', password],
    ])('refuses %s alike', async (_what, loginName, secret) => {
      const { status, body } = await logIn(loginName, secret)
      expect([status, body]).toEqual([401, { error: { code: 'wrongLogin' } }])
    })

    it('ends a session after 12 hours however busy, not before', async () => {
      const cookie = await desk.logIn('nakes')
      const me = () => desk.ask('GET', '/api/v1/me', { headers: { cookie } })
      for (let at = sessionIdle / 2; at < sessionLength; at += sessionIdle / 2) {
        desk.clock.now = morning + at
        expect((await me()).status, `${at}`).toBe(200)
      }
      desk.clock.now = morning + sessionLength - 1
      expect((await me()).status).toBe(200)
      desk.clock.now = morning + sessionLength
      expect((await me()).body).toEqual({ error: { code: 'notLoggedIn' } })
    })

    it('ends a session that nobody used for half an hour, whatever its page asks by itself', async () => {
      const cookie = await desk.logIn('nakes')
      const me = (more: Record<string, string> = {}) =>
        desk.ask('GET', '/api/v1/me', { headers: { cookie, ...more } })
      desk.clock.now = morning + sessionIdle - 1
      expect((await me({ 'teratai-unattended': '1' })).status).toBe(200)
      desk.clock.now = morning + sessionIdle
      expect((await me()).body).toEqual({ error: { code: 'notLoggedIn' } })

      desk.clock.now = morning
      const used = await desk.logIn('nakes')
      desk.clock.now = morning + sessionIdle - 1
      expect((await desk.ask('GET', '/api/v1/me', { headers: { cookie: used } })).status).toBe(200)
      desk.clock.now = morning + 2 * sessionIdle - 2
      expect((await desk.ask('GET', '/api/v1/me', { headers: { cookie: used } })).status).toBe(200)
    })

    it('ends a session at log-out', async () => {
      const cookie = await desk.logIn('nakes')
      await desk.ask('POST', '/api/v1/log-out', { headers: { cookie } })
      expect((await desk.ask('GET', '/api/v1/me', { headers: { cookie } })).status).toBe(401)
    })

    it('keeps passwords as Argon2id and tokens as hashes', async () => {
      const cookie = await desk.logIn('nakes')
      const [row] = await desk.database.withScope({ puskesmasId: desk.puskesmasId, posyandu: 'none' }, (q) =>
        q.query<{ hash: string; sessions: string }>(
          `select password_hash as hash, (select json_agg(s) from session s)::text as sessions
           from account where login_name = 'nakes'`,
        ),
      )
      expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
      expect(row?.sessions).not.toContain(cookie.split('=')[1])
    })

    it('keeps no token and no code that was handed out anywhere in the database', async () => {
      const answer = await logIn('nakes')
      const cookies = [answer.headers['set-cookie']].flat().map((one) => String(one).split(/[=;]/)[1] ?? '')
      expect(cookies.map((one) => one.length)).toEqual([43, 43])
      const made = await desk.ask('POST', '/api/v1/enrolment-codes', {
        as: 'admin',
        body: { accountId: desk.people.kader },
      })
      const body = { code: made.body.code, publicKey: newPublicKey(), appVersion: '0.1.0' }
      const { pullToken } = (await desk.ask('POST', '/api/v1/enrol', { body })).body
      const secrets = [...cookies, pullToken as string, made.body.code as string, body.code.replace('-', '')]
      const forms = secrets.flatMap((one) => [one, Buffer.from(one).toString('hex')])
      const kept = await everythingIn(desk.ownerUrl)
      expect(kept).toContain(desk.people.nakes)
      expect(forms.filter((form) => kept.includes(form))).toEqual([])
    })

    it('changes one’s own password and ends the other sessions', async () => {
      const loginName = 'bidan.rini'
      const account = { displayName: 'Bidan Rini', role: 'nakes', loginName, password, posyandu: [] }
      await desk.ask('POST', '/api/v1/accounts', { as: 'admin', body: account })
      const [here, elsewhere] = [await desk.logIn(loginName), await desk.logIn(loginName)]
      const change = (current: string) =>
        desk.ask('POST', '/api/v1/me/password', {
          headers: { cookie: here },
          body: { current, password: 'another password' },
        })
      expect((await change('wrong password')).body).toEqual({
        error: { code: 'wrongLogin', field: 'current' },
      })
      expect((await change(password)).status).toBe(200)
      expect((await desk.ask('GET', '/api/v1/me', { headers: { cookie: here } })).status).toBe(200)
      expect((await desk.ask('GET', '/api/v1/me', { headers: { cookie: elsewhere } })).status).toBe(401)
      expect((await logIn(loginName, 'another password')).status).toBe(200)
    })
  })

  describe('roles', () => {
    it.each(['/api/v1/accounts', '/api/v1/devices', '/api/v1/me', '/api/v1/posyandu', '/api/v1/settings'])(
      'refuses %s without a session',
      async (url) => {
        const { status, body } = await desk.ask('GET', url)
        expect([status, body]).toEqual([401, { error: { code: 'notLoggedIn' } }])
      },
    )

    it.each([
      ['POST', '/api/v1/accounts'],
      ['POST', '/api/v1/posyandu'],
      ['PATCH', '/api/v1/settings'],
      ['PATCH', '/api/v1/puskesmas'],
    ] as const)('keeps %s %s for admins', async (method, url) => {
      for (const as of ['nakes', 'dinkes'] as const) {
        const { status, body } = await desk.ask(method, url, { as, body: {} })
        expect([status, body]).toEqual([403, { error: { code: 'forbidden' } }])
      }
    })

    it.each(['/api/v1/accounts', '/api/v1/devices'])('keeps %s from the dinkes', async (url) => {
      expect((await desk.ask('GET', url, { as: 'dinkes' })).body).toEqual({ error: { code: 'forbidden' } })
    })

    it('shows nakes only whom they may enrol', async () => {
      expect(await namesSeenBy('nakes')).toEqual(['Ibu Sari', 'Nakes'])
      expect(await namesSeenBy('admin')).toEqual([
        'Admin',
        'Bidan Rini',
        'Dinkes',
        'Ibu Sari',
        'Ibu Wati',
        'Nakes',
        'OtherNakes',
      ])
    })
  })

  describe('accounts', () => {
    it('creates accounts, a log-in name once whatever its case', async () => {
      const nakes = {
        displayName: 'Bidan Ani',
        role: 'nakes',
        loginName: 'Bidan.Ani',
        password,
        posyandu: [],
      }
      const created = await create(nakes)
      expect(created.body).toMatchObject({ loginName: 'bidan.ani', active: true, posyandu: [] })
      expect(created.body).not.toHaveProperty('password')
      expect((await create(nakes)).body).toEqual({ error: { code: 'nameTaken', field: 'loginName' } })
    })

    it.each([
      ['password', { role: 'nakes', loginName: 'bidan.b' }],
      ['loginName', { role: 'nakes', password }],
      ['password', { role: 'nakes', loginName: 'bidan.b', password: '1234567' }],
      ['loginName', { role: 'kader', loginName: 'kader' }],
      ['posyandu', { role: 'kader' }],
      ['role', { role: 'superuser' }],
      ['displayName', { role: 'kader', displayName: ' ' }],
      ['posyandu.0', { role: 'kader', posyandu: ['x'] }],
    ])('refuses an account with a wrong %s', async (field, wrong) => {
      const { status, body } = await create({ displayName: 'Ibu Tuti', posyandu: [], ...wrong })
      expect([status, body]).toEqual([400, { error: { code: 'invalidInput', field } }])
    })

    it('refuses a posyandu that is not there', async () => {
      const posyandu = [desk.people.first, '0190a000-0000-7000-8000-00000000dead']
      const { status, body } = await create({ displayName: 'Ibu Tuti', role: 'kader', posyandu })
      expect([status, body]).toEqual([404, { error: { code: 'notFound', field: 'posyandu' } }])
    })

    it('lets phones follow the posyandu of their account', async () => {
      const created = await create({ displayName: 'Ibu Yuni', role: 'kader', posyandu: [desk.people.first] })
      const device = await enrolled(created.body.id)
      const change = (posyandu: string[]) =>
        desk.ask('PATCH', `/api/v1/accounts/${created.body.id}`, { as: 'admin', body: { posyandu } })
      const seenBy = async (as: 'nakes' | 'otherNakes') => (await devices(as)).some(({ id }) => id === device)
      expect([await seenBy('nakes'), await seenBy('otherNakes')]).toEqual([true, false])
      await change([desk.people.first, desk.people.second])
      expect([await seenBy('nakes'), await seenBy('otherNakes')]).toEqual([true, true])
      await change([desk.people.second])
      expect([await seenBy('nakes'), await seenBy('otherNakes')]).toEqual([false, true])
    })

    it('ends sessions and revokes phones of an account that is switched off, and not the last admin', async () => {
      desk.forgetSessions()
      const device = await enrolled(desk.people.otherNakes)
      const cookie = await desk.logIn('otherNakes')
      const off = (id: string) =>
        desk.ask('PATCH', `/api/v1/accounts/${id}`, { as: 'admin', body: { active: false } })
      expect((await off(desk.people.otherNakes)).body).toMatchObject({ active: false })
      expect((await desk.ask('GET', '/api/v1/me', { headers: { cookie } })).status).toBe(401)
      expect((await logIn('otherNakes')).status).toBe(401)
      expect((await devices('admin')).find(({ id }) => id === device)).toMatchObject({ revokedAt: morning })
      expect((await off(desk.people.admin)).body).toEqual({ error: { code: 'lastAdmin' } })
      await desk.ask('PATCH', `/api/v1/accounts/${desk.people.otherNakes}`, {
        as: 'admin',
        body: { active: true },
      })
      desk.forgetSessions()
      expect((await logIn('otherNakes')).status).toBe(200)
      expect((await devices('admin')).find(({ id }) => id === device)).toMatchObject({ revokedAt: morning })
    })
  })

  describe('devices', () => {
    it('that were enrolled and never got through stand in the list, without a contact (lesson 42)', async () => {
      const device = await enrolled(desk.people.kader)
      const found = (await devices('nakes')).find(({ id }) => id === device)
      expect(found).toMatchObject({ account: { name: 'Ibu Sari' } })
      expect(found).not.toHaveProperty('lastContactAt')
      expect((await devices('otherNakes')).some(({ id }) => id === device)).toBe(false)
    })

    it('are revoked by nakes of their posyandu or an admin, once', async () => {
      const device = await enrolled(desk.people.kader)
      const revoke = (as: 'otherNakes' | 'nakes' | 'admin') =>
        desk.ask('POST', `/api/v1/devices/${device}/revoke`, { as })
      expect((await revoke('otherNakes')).body).toEqual({ error: { code: 'notFound' } })
      expect((await revoke('nakes')).status).toBe(200)
      desk.clock.now = morning + hours
      expect((await revoke('admin')).status).toBe(200)
      expect((await devices('nakes')).find(({ id }) => id === device)).toMatchObject({
        revokedAt: morning,
        account: { name: 'Ibu Sari' },
      })
    })
  })

  describe('posyandu, settings and puskesmas', () => {
    it('renames a posyandu, to a name that no other has', async () => {
      const rename = (id: string, name: string) =>
        desk.ask('PATCH', `/api/v1/posyandu/${id}`, { as: 'admin', body: { name } })
      expect((await rename(desk.people.second, 'posyandu teratai 1')).body).toEqual({
        error: { code: 'nameTaken', field: 'name' },
      })
      expect((await rename(desk.people.second, 'Posyandu Mawar')).status).toBe(200)
      const list = await desk.ask('GET', '/api/v1/posyandu', { as: 'otherNakes' })
      expect(list.body).toEqual({ posyandu: [{ id: desk.people.second, name: 'Posyandu Mawar' }] })
      expect((await rename('0190a000-0000-7000-8000-00000000dead', 'X')).status).toBe(404)
    })

    it('sets what is allowed, takes it back, and counts versions', async () => {
      const change = (values: object) =>
        desk.ask('PATCH', '/api/v1/settings', { as: 'admin', body: { values } })
      const before = (await desk.ask('GET', '/api/v1/settings', { as: 'admin' })).body
      expect(before.values.adultFromYears).toBe(18)
      const after = (await change({ adultFromYears: 19 })).body
      expect(after).toMatchObject({ changed: ['adultFromYears'], version: before.version + 1 })
      expect(after.values.adultFromYears).toBe(19)
      expect((await change({ adultFromYears: 99 })).body).toEqual({
        error: { code: 'invalidInput', field: 'values.adultFromYears' },
      })
      expect((await change({ noSuchSetting: 1 })).body).toEqual({
        error: { code: 'invalidInput', field: 'values' },
      })
      expect((await change({ adultFromYears: null })).body).toMatchObject({
        changed: [],
        values: before.values,
      })
    })

    it('changes name and time zone', async () => {
      expect(
        (await changePuskesmas({ name: 'Puskesmas Mawar', timeZone: 'Asia/Jayapura' })).body,
      ).toMatchObject({
        name: 'Puskesmas Mawar',
        timeZone: 'Asia/Jayapura',
        address: 'https://teratai.example',
      })
      expect((await changePuskesmas({ timeZone: 'Europe/Paris' })).body).toEqual({
        error: { code: 'invalidInput', field: 'timeZone' },
      })
    })
  })
})

/** Every row of every table as text, past row-level security. */
async function everythingIn(ownerUrl: string): Promise<string> {
  return asOwner(ownerUrl, async (queries) => {
    const tables = await queries.query<{ name: string }>(
      `select c.relname::text as name from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
    )
    const rows: string[] = []
    for (const { name } of tables) {
      const found = await queries.query<{ row: string }>(`select t::text as row from ${name} t`)
      rows.push(...found.map(({ row }) => row))
    }
    return rows.join('\n')
  })
}
