import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '#server/app.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { morning, newPublicKey, openDesk, password } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'

const seconds = 1000
const minutes = 60 * seconds
const home = '203.0.113.1'
const stranger = '198.51.100.66'

describe.each(testServers())('guessing on $name', (server) => {
  let desk: Awaited<ReturnType<typeof openDesk>>

  beforeAll(async () => {
    desk = await openDesk(server)
  })
  beforeEach(async () => {
    desk.clock.now = morning
    await asOwner(desk.ownerUrl, (queries) => queries.query('delete from attempt'))
  })
  afterAll(() => desk.close())

  const logIn = (from: string, secret = password, cookie?: string, loginName = 'nakes') =>
    desk.ask('POST', '/api/v1/log-in', {
      from,
      body: { loginName, password: secret },
      ...(cookie && { headers: { cookie } }),
    })
  const wrongTimes = async (times: number, ...args: Parameters<typeof logIn>) => {
    const codes: string[] = []
    for (let time = 0; time < times; time += 1) codes.push((await logIn(...args)).body.error.code)
    return codes
  }
  const enrol = (from: string | undefined, code = '0000-0000') =>
    desk.ask('POST', '/api/v1/enrol', {
      ...(from !== undefined && { from }),
      body: { code, publicKey: newPublicKey(), appVersion: '0.1.0' },
    })

  it('is slowed from the fifth wrong password on, and says until when; the right one is not listened to meanwhile', async () => {
    expect(await wrongTimes(5, stranger, 'wrong')).toEqual(Array.from({ length: 5 }, () => 'wrongLogin'))
    const refused = await logIn(stranger)
    expect([refused.status, refused.body, refused.headers['retry-after']]).toEqual([
      429,
      { error: { code: 'tooManyAttempts', retryAfter: 30 } },
      '30',
    ])
    desk.clock.now = morning + 30 * seconds - 1
    expect((await logIn(stranger)).body.error).toEqual({ code: 'tooManyAttempts', retryAfter: 1 })
    desk.clock.now = morning + 30 * seconds
    expect((await logIn(stranger)).status).toBe(200)
    // The right one has cleared the count of this account from there.
    expect(await wrongTimes(5, stranger, 'wrong')).not.toContain('tooManyAttempts')
  })

  it('waits twice as long each time, and never longer than a quarter of an hour', async () => {
    await wrongTimes(5, stranger, 'wrong')
    const waits: number[] = []
    for (let time = 0; time < 8; time += 1) {
      const { retryAfter } = (await logIn(stranger, 'wrong')).body.error
      waits.push(retryAfter)
      desk.clock.now += retryAfter * seconds
      expect((await logIn(stranger, 'wrong')).body.error.code).toBe('wrongLogin')
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900])
  })

  it('is counted in the database: a server that starts anew still waits', async () => {
    await wrongTimes(5, stranger, 'wrong')
    const other = await buildApp({
      database: desk.database,
      puskesmasId: desk.puskesmasId,
      address: 'https://teratai.example',
      now: () => desk.clock.now,
    })
    const answer = await other.inject({
      method: 'POST',
      url: '/api/v1/log-in',
      remoteAddress: stranger,
      payload: { loginName: 'nakes', password },
    })
    expect(answer.statusCode).toBe(429)
    await other.close()
  })

  it('of a stranger locks nobody out: not from another address, nor in a browser that was used before', async () => {
    const known = await logIn(home)
    const cookie =
      [known.headers['set-cookie']]
        .flat()
        .map((one) => String(one).split(';')[0])
        .at(1) ?? ''
    expect(cookie).toMatch(/^__Host-teratai_browser=/)
    await wrongTimes(8, stranger, 'wrong')
    expect((await logIn(stranger)).status).toBe(429)
    expect((await logIn('203.0.113.2')).status).toBe(200)

    // From fifty places the account is slowed everywhere, but for that browser.
    for (let place = 0; place < 60; place += 1) await logIn(`192.0.2.${place}`, 'wrong')
    expect((await logIn('203.0.113.2')).body.error.code).toBe('tooManyAttempts')
    expect((await logIn(home, password, cookie)).status).toBe(200)
    desk.clock.now = morning + 15 * minutes
    expect((await logIn('203.0.113.2')).status).toBe(200)
  })

  it('in a known browser is counted there, and knows only who logged in there', async () => {
    const known = await logIn(home)
    const cookie =
      [known.headers['set-cookie']]
        .flat()
        .map((one) => String(one).split(';')[0])
        .at(1) ?? ''
    await wrongTimes(5, home, 'wrong', cookie)
    expect((await logIn(home, password, cookie)).status).toBe(429)
    expect((await logIn(home, password, cookie, 'otherNakes')).status).toBe(200)
    expect((await logIn('203.0.113.9', password)).status).toBe(200)
  })

  it('of all names from one address is slowed, known names and others alike', async () => {
    const codes: string[] = []
    for (let name = 0; name < 31; name += 1)
      codes.push((await logIn(stranger, 'wrong', undefined, `name${name}`)).body.error.code)
    expect(codes.slice(0, 30)).not.toContain('tooManyAttempts')
    expect(codes[30]).toBe('tooManyAttempts')
    expect((await logIn(home)).status).toBe(200)
  })

  it('at once, many times over, is counted each time', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => logIn(stranger, 'wrong')))
    const codes = answers.map(({ body }) => body.error.code)
    expect(codes.filter((code) => code === 'wrongLogin')).toHaveLength(5)
    expect(codes.filter((code) => code === 'tooManyAttempts')).toHaveLength(7)
  })

  it('is forgotten after a day without another', async () => {
    await wrongTimes(4, stranger, 'wrong')
    desk.clock.now = morning + 24 * 60 * minutes + 1
    expect(await wrongTimes(4, stranger, 'wrong')).not.toContain('tooManyAttempts')
  })

  it('does not wait on for a clock that has been set back', async () => {
    desk.clock.now = morning + 24 * 60 * minutes
    await wrongTimes(5, stranger, 'wrong')
    desk.clock.now = morning
    expect((await logIn(stranger)).status).toBe(200)
  })

  it('of the own password, by whoever sits before an open session, is slowed', async () => {
    const change = (current: string) =>
      desk.ask('POST', '/api/v1/me/password', { as: 'nakes', body: { current, password: 'a new password' } })
    for (let time = 0; time < 5; time += 1) expect((await change('wrong')).body.error.code).toBe('wrongLogin')
    expect((await change('wrong')).body.error).toEqual({ code: 'tooManyAttempts', retryAfter: 30 })
  })

  it('of enrolment codes is slowed, and a good code still serves elsewhere', async () => {
    const made = await desk.ask('POST', '/api/v1/enrolment-codes', {
      as: 'admin',
      body: { accountId: desk.people.kader },
    })
    for (let time = 0; time < 20; time += 1)
      expect((await enrol(stranger)).body.error.code).toBe('enrolCodeWrong')
    expect((await enrol(stranger, made.body.code)).body.error).toEqual({
      code: 'tooManyAttempts',
      retryAfter: 10,
    })
    // Where nothing tells callers apart a hundred are let pass, and nobody waits longer than half a minute.
    for (let time = 0; time < 100; time += 1) await enrol(undefined)
    expect((await enrol(undefined)).body.error).toEqual({ code: 'tooManyAttempts', retryAfter: 5 })
    expect((await enrol(home, made.body.code)).status).toBe(200)
  })

  it('leaves neither names nor addresses behind', async () => {
    await logIn(stranger, 'wrong')
    const rows = await asOwner(desk.ownerUrl, (queries) =>
      queries.query<{ row: string }>('select a::text as row from attempt a'),
    )
    expect(rows).toHaveLength(3)
    expect(JSON.stringify(rows)).not.toMatch(/nakes|198\.51/)
  })
})
