import { passPurpose } from './pass-purpose.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillCard } from './card-form.ts'
import { goTo, openPerson, saveVisitOffline } from './kader.ts'
import { type OneKader, oneKader } from './one-kader.ts'
import { findSignal, loseSignal, openPhone, type Phone } from './phone.ts'

const stays = 'Bima Sakti'
const goes = 'Muhammad Arya Sakti'

describe('a child who was recorded twice', () => {
  let stage: OneKader
  let desk: Phone

  beforeAll(async () => {
    stage = await oneKader([stays, goes])
    const { page } = stage.phone
    for (const [name, weightKg] of [
      [stays, '8,7'],
      [goes, '8,5'],
    ] as const) {
      await openPerson(page, name)
      await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
      await fillCard(page, 'balita', { weightKg })
      await saveVisitOffline(page)
    }
    await exchange()
    desk = await openPhone({ width: 1280, height: 800 })
    await desk.page.goto(`${stage.server.address}/puskesmas/warga`)
    await desk.page.getByLabel('Nama masuk').fill('bidan')
    await desk.page.getByLabel('Kata sandi', { exact: true }).fill('bidan-uji-1')
    await desk.page.getByRole('button', { name: 'Masuk' }).click()
    await passPurpose(desk.page)
  })

  afterAll(async () => {
    await desk?.close()
    await stage?.close()
  })

  /** One exchange with the puskesmas; its answer is on the phone when the time of the last contact is. */
  async function exchange(): Promise<void> {
    const { page } = stage.phone
    await findSignal(stage.phone, stage.server.gate)
    await goTo(page, 'Antrean')
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/v1/sync'))
    await page.getByRole('button', { name: 'Kirim sekarang' }).click()
    await (await answered).finished()
    await page
      .getByText(/, 0 menunggu, dan 0 ditahan/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Kirim sekarang' }).waitFor()
    await loseSignal(stage.phone, stage.server.gate)
  }

  const namesOn = async (page: Page): Promise<readonly string[]> => {
    const names = await page.locator('main li a').allInnerTexts()
    return names.flatMap((text) => [stays, goes].filter((name) => text.includes(name)))
  }
  const listed = async () => {
    await goTo(stage.phone.page, 'Warga')
    await stage.phone.page.getByLabel('Cari warga').fill('sakti')
    return namesOn(stage.phone.page)
  }

  it('is joined by the nakes, and is one on the phone, with the visits of both', async () => {
    const { page } = desk
    await page.getByRole('link', { name: new RegExp(goes) }).click()
    await page.getByRole('link', { name: 'Cari catatan yang satu lagi' }).click()
    await page.getByLabel('Nama, nama ibu').fill('sakti')
    await page.getByRole('button', { name: new RegExp(stays) }).click()
    await page.getByText(`Catatan 2: ${stays}`).click()
    await page.getByRole('button', { name: 'Ya, satukan' }).click()
    await page.getByRole('heading', { name: stays, level: 1 }).waitFor()
    await page.getByText(`${goes} disatukan ke ${stays} oleh Bidan Uji`).waitFor()
    await page.getByText('1 catatan lain di hari yang sama').waitFor()

    await exchange()
    await expect.poll(listed, { timeout: 60_000 }).toEqual([stays])
    await openPerson(stage.phone.page, stays)
    await stage.phone.page.getByRole('heading', { name: 'Pernah dicatat dua kali' }).waitFor()
    await stage.phone.page.getByText('Dicatat 2 kali hari itu').waitFor()
    await stage.phone.page.getByRole('button', { name: 'Kembali' }).click()
  })

  it('is parted again, and both are there as before', async () => {
    const { page } = desk
    await page.getByRole('button', { name: `Pisahkan lagi ${goes} dari ${stays}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pisahkan lagi' }).click()
    await page.getByText('Dipisahkan lagi oleh Bidan Uji').waitFor()
    await exchange()
    await expect.poll(listed, { timeout: 60_000 }).toEqual([stays, goes])
  })
})
