import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HeldAnswer } from '#protocol/messages/held.ts'
import { fillCard, openField } from './card-form.ts'
import { goTo, openPerson, readBalance, saveVisitOffline } from './kader.ts'
import { arrived, type OneKader, oneKader, typeUntilKept } from './one-kader.ts'
import { findSignal, kaderPin, loseSignal, pinKeys, typesPinItself } from './phone.ts'
import { rowsIn } from './phone-rows.ts'
import { violationsOn } from './violations.ts'

const [hers, theOthers] = ['Melati Contoh', 'Seruni Contoh']
const otherPin = '905172'

describe('two kader on one phone', () => {
  let stage: OneKader
  const page = () => stage.phone.page
  const heading = (name: string) => page().getByRole('heading', { name })
  const press = (name: string) => page().getByRole('button', { name }).click()
  const typePin = async (pin: string) => {
    await pinKeys(page()).waitFor()
    await page().keyboard.type(pin)
  }
  const choosePin = async (pin: string) => {
    await heading('Buat PIN').waitFor()
    await page().keyboard.type(pin)
    await page().getByText('Ketik PIN itu sekali lagi.').waitFor()
    await page().keyboard.type(pin)
  }
  const lock = async () => {
    await goTo(page(), 'Setelan')
    await press('Kunci sekarang')
    await heading('Teratai terkunci').waitFor()
  }
  const changeTo = async (who: string) => {
    await lock()
    await press('Orang lain')
    await heading('Siapa yang memakai HP ini?').waitFor()
    await press(who)
    await pinKeys(page()).waitFor()
  }
  const visit = async (name: string) => {
    await openPerson(page(), name)
    await page().getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page(), 'balita', { weightKg: '8,7' })
    await saveVisitOffline(page())
  }
  const nameAbove = () => page().locator('header > p').first().innerText()

  beforeAll(async () => {
    stage = await oneKader([hers, theOthers])
    await typesPinItself(page())
    await page().goto(stage.server.gate.address)
    await typePin(kaderPin)
    await heading('Hari ini').waitFor()
  })
  afterAll(() => stage?.close())

  it('SL8 lets another begin beside the first, with a PIN and a code of her own', async () => {
    await visit(hers)
    await typeUntilKept(page(), theOthers)
    await findSignal(stage.phone, stage.server.gate)
    const link = await stage.newLink('Kader Dua')
    await page().goto(link)
    await pinKeys(page()).waitFor()
    await press('Orang lain')
    await heading('Siapa yang memakai HP ini?').waitFor()
    expect(await violationsOn(page())).toEqual([])
    await press('Saya baru di HP ini')
    await choosePin(otherPin)
    await page().getByText('Semua data sudah dimuat.').waitFor({ timeout: 120_000 })
    await page().getByText('Mulai', { exact: true }).click()
    await heading('Hari ini').waitFor()
  })

  it('SL8 sends what the first still had while the other is there, who sees nothing of it', async () => {
    await expect.poll(() => arrived(stage.nakes), { timeout: 90_000 }).toEqual([hers])
    expect(await readBalance(page())).toEqual({ saved: 0, received: 0, waiting: 0, held: 0 })
  })

  it('SL8 shows her nothing of a form that the first has half filled (lesson 48)', async () => {
    await openPerson(page(), theOthers)
    await page().getByRole('link', { name: 'Mulai kunjungan' }).click()
    await openField(page(), 'balita', 'weightKg')
    expect(await page().locator('input[name="weightKg"]').inputValue()).toBe('')
    const back = page().getByRole('button', { name: 'Kembali' })
    while (await back.isVisible()) await back.click()
    // It is there, in the first one's store.
    expect(await rowsIn(page(), 'drafts')).toHaveLength(1)
  })

  it('SL8 says over every screen whose it is', async () => {
    const places = { Warga: '/people', Antrean: '/queue', Setelan: '/settings', 'Hari ini': '/' } as const
    for (const [place, at] of Object.entries(places) as [keyof typeof places, string][]) {
      await goTo(page(), place)
      await expect.poll(() => page().evaluate(() => location.pathname)).toBe(at)
      expect(await nameAbove()).toBe('Kader Dua')
    }
    await openPerson(page(), theOthers)
    expect(await nameAbove()).toBe('Kader Dua')
    await page().getByRole('button', { name: 'Kembali' }).click()
  })

  it('SL8 opens to each what is theirs: another PIN opens nothing, and each has a queue of her own, without signal (lesson 46)', async () => {
    await loseSignal(stage.phone, stage.server.gate)
    await visit(theOthers)
    expect(await readBalance(page())).toMatchObject({ saved: 1, waiting: 1 })
    await changeTo('Pemakai 1')
    await typePin(otherPin)
    await page().getByText('PIN salah. Masih bisa dicoba 9 kali.').waitFor()
    await typePin(kaderPin)
    await heading('Hari ini').waitFor()
    await expect.poll(nameAbove).toBe('Kader Uji')
    await goTo(page(), 'Setelan')
    await page().getByText('Orang lain di HP ini: 1 catatan belum terkirim.').waitFor()
    expect(await readBalance(page())).toMatchObject({ saved: 1, waiting: 0 })
  })

  it('SL8 keeps what was not sent when a phone is handed over, and the one who stays sends it', async () => {
    await changeTo('Kader Dua')
    await typePin(otherPin)
    await goTo(page(), 'Setelan')
    await page().getByRole('link', { name: 'Serahkan HP ini' }).click()
    await page().getByText('1 catatan belum terkirim.').waitFor()
    expect(await violationsOn(page())).toEqual([])
    await press('Lanjut')
    await typePin(otherPin)
    await page().getByText('HP ini diserahkan').waitFor()
    await press('Orang lain')
    await press('Kader Uji')
    await typePin(kaderPin)
    await page().getByRole('navigation').waitFor()
    expect(await arrived(stage.nakes)).toEqual([hers])
    await findSignal(stage.phone, stage.server.gate)
    await expect.poll(() => arrived(stage.nakes), { timeout: 90_000 }).toEqual([hers, theOthers])
  })
})

describe('a phone that was revoked', () => {
  let stage: OneKader
  const page = () => stage.phone.page
  const revoke = async () => {
    const { devices } = await stage.nakes.get<{ devices: { id: string; revokedAt?: number }[] }>(
      '/api/v1/devices',
    )
    for (const { id, revokedAt } of devices)
      if (revokedAt === undefined) await stage.nakes.post(`/api/v1/devices/${id}/revoke`, {})
  }
  const held = async () => (await stage.nakes.get<HeldAnswer>('/api/v1/held')).held.length
  const visit = async (name: string) => {
    await openPerson(page(), name)
    await page().getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page(), 'balita', { weightKg: '8,7' })
    await saveVisitOffline(page())
  }
  const wiped = () => page().getByText('Puskesmas mencabut HP ini').waitFor({ timeout: 90_000 })

  beforeAll(async () => {
    stage = await oneKader([hers, theOthers])
  })
  afterAll(() => stage?.close())

  it('SL7 hands over its queue by the worker alone, and has nothing left to read', async () => {
    await visit(hers)
    await revoke()
    await page().goto('about:blank')
    await findSignal(stage.phone, stage.server.gate)
    await expect.poll(held, { timeout: 90_000 }).toBe(1)
    await page().goto(stage.server.gate.address)
    await wiped()
    expect(await violationsOn(page())).toEqual([])
    for (const store of ['records', 'directory', 'tallies', 'drafts'])
      await expect.poll(async () => (await rowsIn(page(), store)).length).toBe(0)
    expect(await rowsIn(page(), 'outbox')).toHaveLength(1)
  })

  it('SL7 is wiped in the middle of use too, once what it had is handed over; a new code brings all back', async () => {
    await page().goto(await stage.newLink('Kader Uji Baru'))
    await page().getByText('Semua data sudah dimuat.').waitFor({ timeout: 120_000 })
    await page().getByText('Mulai', { exact: true }).click()
    await loseSignal(stage.phone, stage.server.gate)
    await visit(theOthers)
    await revoke()
    await findSignal(stage.phone, stage.server.gate)
    await wiped()
    expect(await held()).toBe(2)
    await page().goto(await stage.newLink('Kader Uji Lagi'))
    await page().getByText('Semua data sudah dimuat.').waitFor({ timeout: 120_000 })
    await page().getByText('Mulai', { exact: true }).click()
    await openPerson(page(), theOthers)
  })
})
