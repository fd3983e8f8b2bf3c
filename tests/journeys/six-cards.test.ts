import { passPurpose } from './pass-purpose.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Level } from '#domain/instruments/instrument.ts'
import { type ShownLevel, shownLevelOf } from '#domain/instruments/shown-level.ts'
import { countTaps, fillCard, openField } from './card-form.ts'
import { dewasaCases, lansiaCases } from './cards/adult-cases.ts'
import type { CardCase } from './cards/card-case.ts'
import { balitaCases } from './cards/child-cases.ts'
import { homeVisit } from './cards/home-visit.ts'
import { ibuHamilCases, nifasCases } from './cards/mother-cases.ts'
import { remajaCases } from './cards/youth-cases.ts'
import type { DeskClient } from './desk-client.ts'
import { logIn } from './desk-client.ts'
import {
  chooseInstrument,
  enrolByLink,
  openDay,
  openPerson,
  openVisitOf,
  readBalance,
  recordDelivery,
  recordPregnancy,
  registerPerson,
  saveVisitOffline,
  untilReadyOffline,
} from './kader.ts'
import { impatient, loseSignal, openPhone, type Phone } from './phone.ts'
import { importPeople } from './register.ts'
import { type GatedServer, startGatedServer } from './running-server.ts'

const cases: readonly CardCase[] = [
  ...ibuHamilCases,
  ...nifasCases,
  ...balitaCases,
  ...remajaCases,
  ...dewasaCases,
  ...lansiaCases,
]

const levelWords: Readonly<Record<ShownLevel, string>> = {
  emergency: 'Darurat',
  refer: 'Rujuk',
  confirm: 'Periksa lagi',
  counsel: 'Beri nasihat',
  normal: 'Normal',
  incomplete: 'Belum lengkap',
  notAssessed: 'Tidak dinilai',
}

/** A visit that was saved as normal, and the slip in it that is found afterwards. */
const corrected = { name: 'Hendra Bugar', card: 'dewasa', level: 'counsel', code: 'bmiOverweight' } as const

type Visits = {
  visits: {
    personName?: string
    instrument: string
    card: string
    level: Level
    incomplete: boolean
    findings: { code: string; level: string }[]
  }[]
}

describe('from a phone without signal to the puskesmas', () => {
  let server: GatedServer
  let phone: Phone
  let nakes: DeskClient
  const seen = async () => (await nakes.get<Visits>('/api/v1/visits?limit=200')).visits
  const allVisits = cases.length + 1

  beforeAll(async () => {
    server = await startGatedServer({ TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' })
    const admin = await logIn(server.address, 'admin', 'admin-uji-1')
    const made = await admin.post<{ id: string }>('/api/v1/posyandu', { name: 'Posyandu Uji 1' })
    await admin.post('/api/v1/accounts', {
      displayName: 'Bidan Uji',
      role: 'nakes',
      loginName: 'bidan',
      password: 'bidan-uji-1',
      posyandu: [made.id],
    })
    const kader = await admin.post<{ id: string }>('/api/v1/accounts', {
      displayName: 'Kader Uji',
      role: 'kader',
      posyandu: [made.id],
    })
    const known = cases.filter(({ from }) => from === 'register').map(({ person }) => person)
    await importPeople(admin, made.id, known)
    nakes = await logIn(server.address, 'bidan', 'bidan-uji-1')
    const code = await nakes.post<{ link: string }>('/api/v1/enrolment-codes', { accountId: kader.id })
    phone = await openPhone({ flags: impatient })
    await enrolByLink(phone.page, code.link)
    await untilReadyOffline(phone.page)
  })

  afterAll(async () => {
    await phone?.close()
    await server?.remove()
  })

  it('starts cold without network, and does not lie about the signal', async () => {
    server.gate.shut()
    await phone.restart({ slowDown: 4 })
    await loseSignal(phone, server.gate)
    await phone.page.goto(server.gate.address)
    await phone.page.getByRole('heading', { name: 'Hari ini' }).waitFor()
    await phone.page.getByText('Tanpa sinyal', { exact: true }).waitFor()
    expect(await phone.page.getByText('Diterima puskesmas').count()).toBe(0)
  })

  /** After a case that failed half-way the next begins at the start again. */
  const toStart = async () => {
    if (await phone.page.getByRole('navigation').isVisible()) return
    await phone.page.goto(server.gate.address)
    await phone.page.getByRole('navigation').waitFor()
  }

  it('writes the checklist of a visit at home, and sees what to do', async () => {
    const { page } = phone
    await openPerson(page, homeVisit.name)
    await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
    await chooseInstrument(page, homeVisit.title)
    await fillCard(page, homeVisit.instrument, homeVisit.answers)
    const { level, text } = await saveVisitOffline(page)
    expect(level).toBe(levelWords[homeVisit.level])
    for (const words of homeVisit.says) expect(text).toContain(words)
  })

  it('opens the day of the posyandu', async () => {
    await toStart()
    await openDay(phone.page, 'Balai desa')
  })

  it.each(cases)(
    '$card: fills the card of $person.name and sees $level, offline, on a slow processor',
    async ({ person, from, deliveredOn, card, answers, level, says, taps: expectedTaps }) => {
      const { page } = phone
      await toStart()
      if (from === 'phone') await registerPerson(page, person)
      else await openPerson(page, person.name)
      if (from === 'register' && person.pregnancy) await recordPregnancy(page, person.pregnancy)
      if (deliveredOn) await recordDelivery(page, deliveredOn)
      await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
      const taps = await countTaps(page)
      await fillCard(page, card, answers)
      const read = await saveVisitOffline(page, {
        atResult: async () => {
          if (expectedTaps !== undefined) expect(await taps()).toBe(expectedTaps)
        },
      })
      expect(read.level).toBe(levelWords[level])
      for (const words of says) expect(read.text).toContain(words)
    },
  )

  it('corrects a saved visit with a reason, and reads what stood there before', async () => {
    const { page } = phone
    await toStart()
    await openVisitOf(page, corrected.name)
    await page.getByRole('link', { name: 'Perbaiki catatan ini' }).click()
    await openField(page, corrected.card, 'weightKg')
    await fillCard(page, corrected.card, { weightKg: '72' })
    const { level } = await saveVisitOffline(page, { reason: 'Salah ketik' })
    expect(level).toBe(levelWords[corrected.level])
    await openVisitOf(page, corrected.name)
    const history = await page.locator('main').innerText()
    expect(history).toMatch(/Diperbaiki .* oleh Kader Uji: Salah ketik/)
    expect(history).toMatch(/Sebelumnya:? *\n?.*Berat badan \(BB\): 60 kg/)
    expect(history).toContain('Badan gemuk')
    await page.getByRole('link', { name: 'Perbaiki catatan ini' }).click()
    const weight = await openField(page, corrected.card, 'weightKg')
    expect(await weight.locator('input').inputValue()).toBe('72')
    await page.getByRole('button', { name: 'Kembali' }).click()
    await page.getByRole('button', { name: 'Kembali' }).click()
  })

  it('shows in the neraca that all of it waits', async () => {
    await toStart()
    const balance = await readBalance(phone.page)
    expect(balance).toMatchObject({ received: 0, held: 0, waiting: balance.saved })
    // People of the phone, pregnancies begun and ended, a day, visits, a correction.
    expect(balance.saved).toBeGreaterThanOrEqual(6 + 12 + 6 + 1 + allVisits + 1)
  })

  it('the worker, the app closed, tries in vain where the browser wrongly believes in a network', async () => {
    await phone.context.newPage()
    await phone.page.close()
    expect(phone.context.pages().map((page) => page.url())).toEqual(['about:blank'])
    const before = server.gate.turnedAway()
    await phone.context.setOffline(false)
    await expect.poll(() => server.gate.turnedAway(), { timeout: 120_000 }).toBeGreaterThan(before)
    expect(await seen()).toEqual([])
  })

  it('the worker alone delivers when the network is back (lesson 24)', async () => {
    server.gate.open()
    await expect.poll(async () => (await seen()).length, { timeout: 120_000 }).toBe(allVisits)
    expect(phone.context.pages().map((page) => page.url())).toEqual(['about:blank'])
  })

  it.each(cases)(
    'the nakes sees $person.name with the right findings',
    async ({ person, card, level, code }) => {
      const visit = (await seen()).find((one) => one.personName === person.name && one.instrument === card)
      const isCorrected = person.name === corrected.name
      expect(visit).toMatchObject({ card })
      expect(visit && shownLevelOf(visit)).toBe(isCorrected ? corrected.level : level)
      const decisive = isCorrected ? corrected.code : code
      if (decisive) expect(visit?.findings.map((finding) => finding.code)).toContain(decisive)
      else expect(visit?.findings.filter((one) => !['normal', 'notAssessed'].includes(one.level))).toEqual([])
    },
  )

  it('the nakes sees the visit at home', async () => {
    const visit = (await seen()).find((one) => one.instrument === homeVisit.instrument)
    expect(visit).toMatchObject({ personName: homeVisit.name, level: homeVisit.level })
    expect(visit?.findings.map(({ code }) => code)).toContain(homeVisit.code)
  })

  it('the desk shows the same levels in the same words', async () => {
    const browser = await openPhone({ width: 1280, height: 800 })
    try {
      const { page } = browser
      await page.goto(`${server.address}/puskesmas`)
      await page.getByLabel('Nama masuk').fill('bidan')
      await page.getByLabel('Kata sandi', { exact: true }).fill('bidan-uji-1')
      await page.getByRole('button', { name: 'Masuk' }).click()
      await passPurpose(page)
      await page
        .locator('main li')
        .nth(allVisits - 1)
        .waitFor()
      const shown = await page.locator('main li').allInnerTexts()
      for (const { person, level } of cases) {
        const word = levelWords[person.name === corrected.name ? corrected.level : level]
        const own = shown.filter((text) => text.startsWith(person.name))
        expect(
          own.some((text) => text.split('\n').includes(word)),
          `${person.name}: ${word}`,
        ).toBe(true)
      }
    } finally {
      await browser.close()
    }
  })

  it('the phone has a receipt for every record', async () => {
    await phone.restart({ slowDown: 4 })
    await phone.page.goto(server.gate.address)
    await phone.page.getByRole('heading', { name: 'Hari ini' }).waitFor()
    await expect
      .poll(async () => await readBalance(phone.page), { timeout: 60_000 })
      .toMatchObject({ waiting: 0, held: 0 })
    const balance = await readBalance(phone.page)
    expect(balance.received).toBe(balance.saved)
    await openPerson(phone.page, 'Joko Uji Dewasa')
    await phone.page
      .getByText(/Diterima \d/)
      .first()
      .waitFor()
  })
})
