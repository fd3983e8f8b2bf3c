import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskClient } from './desk-client.ts'
import { logIn } from './desk-client.ts'
import { bornMonthsAgo, pregnantWeeks } from './dates.ts'
import {
  enrolByLink,
  type Filled,
  fillCard,
  type NewPerson,
  openPerson,
  readBalance,
  registerPerson,
  saveVisitOffline,
  untilReadyOffline,
} from './kader.ts'
import { impatient, loseSignal, openPhone, type Phone, slow } from './phone.ts'
import { type GatedServer, startGatedServer } from './running-server.ts'

/** One person of each stage, what is measured, and what must come out. */
type Case = {
  readonly person: NewPerson
  readonly card: string
  readonly answers: Filled
  readonly level: string
  readonly codes: readonly string[]
  readonly deskLevel: string
}

const posyandu = 'Posyandu Uji 1'
const cases: readonly Case[] = [
  {
    person: {
      name: 'Dewi Uji Hamil',
      sex: 'Perempuan',
      birthDate: bornMonthsAgo(26 * 12),
      pregnancy: { lastPeriod: pregnantWeeks(24), weightBefore: '50', height: '155' },
    },
    card: 'ibu-hamil',
    answers: { weightKg: '56', muacCm: '22,9', bloodPressure: ['112', '72'] },
    level: 'Rujuk',
    deskLevel: 'refer',
    codes: ['maternalMuacLow'],
  },
  {
    person: {
      name: 'Bima Uji Balita',
      sex: 'Laki-laki',
      birthDate: bornMonthsAgo(10),
      motherName: 'Sari Uji',
    },
    card: 'balita',
    answers: { weightKg: '6,4', lengthHeight: ['70,0'], headCircumferenceCm: '44', muacCm: '12,8' },
    level: 'Rujuk',
    deskLevel: 'refer',
    codes: ['severelyUnderweight'],
  },
  {
    person: {
      name: 'Rani Uji Remaja',
      sex: 'Perempuan',
      birthDate: bornMonthsAgo(15 * 12),
      motherName: 'Tuti Uji',
    },
    card: 'remaja',
    answers: { weightKg: '50', heightCm: '158', waistCm: '70', bloodPressure: ['108', '68'] },
    level: 'Normal',
    deskLevel: 'normal',
    codes: [],
  },
  {
    person: { name: 'Joko Uji Dewasa', sex: 'Laki-laki', birthDate: bornMonthsAgo(45 * 12) },
    card: 'dewasa',
    answers: {
      weightKg: '70',
      heightCm: '165',
      waistCm: '88',
      bloodPressure: ['152', '94'],
      bloodPressureRepeat: ['150', '92'],
    },
    level: 'Rujuk',
    deskLevel: 'refer',
    codes: ['hypertensionGrade1'],
  },
  {
    person: { name: 'Mbah Uji Lansia', sex: 'Perempuan', birthDate: bornMonthsAgo(70 * 12) },
    card: 'lansia',
    answers: {
      weightKg: '52',
      heightCm: '150',
      waistCm: '76',
      muacCm: '25',
      bloodPressure: ['188', '114'],
      bloodPressureRepeat: ['186', '112'],
    },
    level: 'Rujuk',
    deskLevel: 'refer',
    codes: ['hypertensionGrade3'],
  },
]

type Visits = {
  visits: {
    personName?: string
    card: string
    level: string
    findings: { code: string; level: string }[]
  }[]
}

describe('from a phone without signal to the puskesmas', () => {
  let server: GatedServer
  let phone: Phone
  let nakes: DeskClient
  const seen = async () => (await nakes.get<Visits>('/api/v1/visits')).visits

  beforeAll(async () => {
    server = await startGatedServer({ TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' })
    const admin = await logIn(server.address, 'admin', 'admin-uji-1')
    const made = await admin.post<{ id: string }>('/api/v1/posyandu', { name: posyandu })
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
    await phone.restart()
    await loseSignal(phone, server.gate)
    await phone.page.goto(server.gate.address)
    await phone.page.getByRole('heading', { name: 'Hari ini' }).waitFor()
    await phone.page.getByText('Tanpa sinyal', { exact: true }).waitFor()
    expect(await phone.page.getByText('Diterima puskesmas').count()).toBe(0)
  })

  it.each(cases)(
    'registers $person.name and sees $level, offline, on a slow processor',
    async ({ person, answers, level }) => {
      await slow(phone.page, 4)
      await phone.page.goto(server.gate.address)
      await registerPerson(phone.page, person)
      await phone.page.getByRole('link', { name: 'Mulai kunjungan' }).click()
      await fillCard(phone.page, answers)
      expect(await saveVisitOffline(phone.page)).toBe(level)
    },
  )

  it('shows in the neraca that all of it waits', async () => {
    const balance = await readBalance(phone.page)
    expect(balance).toMatchObject({ received: 0, held: 0, waiting: balance.saved })
    expect(balance.saved).toBeGreaterThanOrEqual(11)
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

  it('the worker alone delivers when the network is back', async () => {
    server.gate.open()
    await expect.poll(async () => (await seen()).length, { timeout: 120_000 }).toBe(5)
    expect(phone.context.pages().map((page) => page.url())).toEqual(['about:blank'])
  })

  it.each(cases)(
    'the nakes sees $person.name with the right findings',
    async ({ person, card, deskLevel, codes }) => {
      const visit = (await seen()).find((one) => one.personName === person.name)
      expect(visit).toMatchObject({ card, level: deskLevel })
      for (const code of codes) expect(visit?.findings.map((finding) => finding.code)).toContain(code)
    },
  )

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
