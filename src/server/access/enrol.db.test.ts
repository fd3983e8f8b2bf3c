import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { morning, newPublicKey, openDesk } from '#tests/desk.ts'
import { testServers } from '#tests/fresh-database.ts'
import { invite } from '#server/hosting/invitation.ts'
import { findDevice, pullTokenMatches } from './device.ts'
import { renewCode } from './enrolment-code.ts'

const minutes = 60_000

describe.each(testServers())('enrolment on $name', (server) => {
  let desk: Awaited<ReturnType<typeof openDesk>>

  beforeAll(async () => {
    desk = await openDesk(server)
  })
  afterEach(() => {
    desk.clock.now = morning
  })
  afterAll(() => desk.close())

  const newCode = async (accountId = desk.people.kader) => {
    const made = await desk.ask('POST', '/api/v1/enrolment-codes', { as: 'admin', body: { accountId } })
    expect(made.status).toBe(200)
    return made.body.code as string
  }
  const enrol = (code: string, publicKey = newPublicKey()) =>
    desk.ask('POST', '/api/v1/enrol', { body: { code, publicKey, appVersion: '0.1.0' } })
  const device = (deviceId: string) =>
    desk.database.withScope({ puskesmasId: desk.puskesmasId, posyandu: 'none' }, (q) =>
      findDevice(q, deviceId),
    )

  it('gives a code of eight legible characters with a link that keeps it from logs', async () => {
    const { body } = await desk.ask('POST', '/api/v1/enrolment-codes', {
      as: 'nakes',
      body: { accountId: desk.people.kader },
    })
    expect(body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(body).toMatchObject({
      link: `https://teratai.example/enrol#${body.code}`,
      expiresAt: morning + 15 * minutes,
      role: 'kader',
      account: { id: desk.people.kader, name: 'Ibu Sari' },
      posyandu: [{ id: desk.people.first, name: 'Posyandu Teratai 1' }],
    })
  })

  it('enrols a phone for the person, role and posyandu of the code', async () => {
    const publicKey = newPublicKey()
    const { status, body } = await enrol(await newCode(), publicKey)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      serverTime: morning,
      puskesmas: { id: desk.puskesmasId, demo: false },
      person: { id: desk.people.kader, name: 'Ibu Sari', role: 'kader' },
      posyandu: [{ id: desk.people.first, name: 'Posyandu Teratai 1' }],
    })
    expect(Object.keys(body.settings).length).toBeGreaterThan(5)
    const found = await device(body.deviceId)
    expect(found).toMatchObject({
      publicKey,
      active: true,
      role: 'kader',
      posyandu: [desk.people.first],
      have: 0,
    })
    expect(found && pullTokenMatches(found, body.pullToken)).toBe(true)
    expect(found && pullTokenMatches(found, `${body.pullToken}x`)).toBe(false)
    expect(found && pullTokenMatches(found, undefined)).toBe(false)
  })

  it('reads a code in any case, without its hyphen, and O and L for 0 and 1', async () => {
    const code = await newCode()
    const typed = code.toLowerCase().replace('-', '').replaceAll('0', 'o').replaceAll('1', 'l')
    expect((await enrol(typed)).status).toBe(200)
  })

  it('RE4 answers the same key again alike, with a fresh token beside the first', async () => {
    const code = await newCode()
    const publicKey = newPublicKey()
    const first = await enrol(code, publicKey)
    desk.clock.now += 20 * minutes
    const again = await enrol(code, publicKey)
    expect(again.status).toBe(200)
    expect(again.body.deviceId).toBe(first.body.deviceId)
    expect(again.body.pullToken).not.toBe(first.body.pullToken)
    const found = await device(first.body.deviceId)
    expect(found && pullTokenMatches(found, again.body.pullToken)).toBe(true)
    // A late copy of the question must not shut out the phone that has its answer.
    expect(found && pullTokenMatches(found, first.body.pullToken)).toBe(true)
    expect(found && pullTokenMatches(found, `${first.body.pullToken}x`)).toBe(false)
    desk.clock.now = morning + 24 * 60 * minutes
    expect((await enrol(code, publicKey)).body).toEqual({ error: { code: 'enrolCodeUsed' } })
  })

  it('ID4 refuses a used code to another key', async () => {
    const code = await newCode()
    await enrol(code)
    const other = await enrol(code)
    expect(other.status).toBe(409)
    expect(other.body).toEqual({ error: { code: 'enrolCodeUsed' } })
  })

  it('lets one of two phones win that send a code at the same moment', async () => {
    const code = await newCode()
    const both = await Promise.all([enrol(code), enrol(code)])
    expect(both.map((one) => one.status).sort((a, b) => a - b)).toEqual([200, 409])
  })

  it('takes a code until the last millisecond of its 15 minutes', async () => {
    const [inTime, late] = [await newCode(), await newCode()]
    desk.clock.now = morning + 15 * minutes - 1
    expect((await enrol(inTime)).status).toBe(200)
    desk.clock.now = morning + 15 * minutes
    const refused = await enrol(late)
    expect(refused.status).toBe(410)
    expect(refused.body).toEqual({ error: { code: 'enrolCodeExpired' } })
  })

  it('keeps the server’s own code good while nobody has used it, also after it ran out', async () => {
    const scope = { puskesmasId: desk.puskesmasId, posyandu: 'none' } as const
    const now = () => desk.clock.now
    const invitation = await invite({
      ...desk,
      address: 'https://teratai.example',
      now: now(),
      name: 'ibu sari',
    })
    const code = invitation?.code ?? ''
    desk.clock.now = morning + 40 * minutes
    expect((await enrol(code)).body).toEqual({ error: { code: 'enrolCodeExpired' } })
    expect(await desk.database.withScope(scope, (q) => renewCode(q, code, now()))).toBe(true)
    desk.clock.now += 15 * minutes - 1
    expect((await enrol(code)).status).toBe(200)
    expect(await desk.database.withScope(scope, (q) => renewCode(q, code, now()))).toBe(false)
    expect((await enrol(code)).body).toEqual({ error: { code: 'enrolCodeUsed' } })
  })

  it('refuses an unknown code and what cannot be one alike', async () => {
    for (const code of ['0000-0000', 'not-a-code', '********']) {
      const refused = await enrol(code)
      expect(refused.status).toBe(404)
      expect(refused.body).toEqual({ error: { code: 'enrolCodeWrong' } })
    }
  })

  it('refuses a key that is no point of the curve, without using up the code', async () => {
    const code = await newCode()
    const refused = await enrol(code, `B${'A'.repeat(86)}`)
    expect(refused.body).toEqual({ error: { code: 'invalidInput', field: 'publicKey' } })
    expect((await enrol(code)).status).toBe(200)
  })

  it('takes back the unused codes of an account that is switched off, and gives none', async () => {
    const created = await desk.ask('POST', '/api/v1/accounts', {
      as: 'admin',
      body: { displayName: 'Ibu Rina', role: 'kader', posyandu: [desk.people.first] },
    })
    const code = await newCode(created.body.id)
    await desk.ask('PATCH', `/api/v1/accounts/${created.body.id}`, { as: 'admin', body: { active: false } })
    expect((await enrol(code)).body).toEqual({ error: { code: 'enrolCodeWrong' } })
    const none = await desk.ask('POST', '/api/v1/enrolment-codes', {
      as: 'admin',
      body: { accountId: created.body.id },
    })
    expect(none.body).toEqual({ error: { code: 'invalidInput', field: 'accountId' } })
  })

  it('lets nakes enrol themselves and kader of their posyandu, nobody else', async () => {
    const ask = async (accountId: string) =>
      (await desk.ask('POST', '/api/v1/enrolment-codes', { as: 'nakes', body: { accountId } })).body
    expect(await ask(desk.people.nakes)).toMatchObject({ role: 'nakes' })
    expect(await ask(desk.people.kader)).toMatchObject({ role: 'kader' })
    const forbidden = { error: { code: 'forbidden', field: 'accountId' } }
    expect(await ask(desk.people.otherKader)).toEqual(forbidden)
    expect(await ask(desk.people.otherNakes)).toEqual(forbidden)
    expect(await ask(desk.people.admin)).toEqual(forbidden)
    const foreign = await desk.ask('POST', '/api/v1/enrolment-codes', {
      as: 'nakes',
      body: { accountId: desk.people.kader, posyandu: [desk.people.second] },
    })
    expect(foreign.body).toEqual({ error: { code: 'forbidden', field: 'posyandu' } })
  })

  it('keeps neither code nor token as it is', async () => {
    const code = await newCode()
    const { body } = await enrol(code)
    const kept = await desk.database.withScope({ puskesmasId: desk.puskesmasId, posyandu: 'none' }, (q) =>
      q.query(
        'select row_to_json(d) as row from device d union all select row_to_json(c) from enrolment_code c',
      ),
    )
    const text = JSON.stringify(kept)
    expect(text).toContain(body.deviceId)
    expect(text).not.toContain(body.pullToken)
    expect(text).not.toContain(code.replace('-', ''))
  })
})
