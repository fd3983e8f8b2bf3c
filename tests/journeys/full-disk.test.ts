import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openField } from './card-form.ts'
import { goTo, openPerson, readBalance } from './kader.ts'
import { arrived, oneKader, type OneKader, tapSave, typeUntilKept, untilResult } from './one-kader.ts'
import { findSignal } from './phone.ts'
import { type FullPhone, fillPhone } from './room.ts'

const kept = 'Wahyu Hidayat'
const later = 'Yusuf Maulana'

/** The first screen in another tab, of a browser that tells of plenty of space as Chromium does on a full phone. */
async function lookAtRoom({ phone, server }: OneKader): Promise<Page> {
  const other = await phone.context.newPage()
  await other.addInitScript(() => {
    const plenty = async () => ({ usage: 0, quota: 10 * 1024 ** 3 })
    Object.defineProperty(StorageManager.prototype, 'estimate', { value: plenty })
  })
  await other.goto(server.gate.address)
  return other
}

describe('a phone that is full', () => {
  let stage: OneKader
  let full: FullPhone
  const page = () => stage.phone.page

  beforeAll(async () => {
    stage = await oneKader([kept, later])
  })
  afterAll(() => stage?.close())

  it('says so at the save, in plain words, and keeps the form (lessons 5, 43; trial 7)', async () => {
    await typeUntilKept(page(), kept)
    full = await fillPhone(stage.phone, stage.server.gate.address)
    await tapSave(page())
    await page()
      .getByText(/Ruang HP penuh, jadi belum tersimpan\. Isian tetap di layar ini/)
      .waitFor()
    expect(await page().getByRole('region', { name: 'Hasil kunjungan' }).count()).toBe(0)
    const weight = await openField(page(), 'balita', 'weightKg')
    expect(await weight.locator('input').inputValue()).toBe('8,7')
    const { violations } = await new AxeBuilder({ page: page() }).setLegacyMode(true).analyze()
    expect(violations.map(({ id }) => id)).toEqual([])
  })

  it('says no more than is true: nothing was saved, nothing waits', async () => {
    const other = await stage.phone.context.newPage()
    await other.goto(stage.server.gate.address)
    expect(await readBalance(other)).toEqual({ saved: 0, received: 0, waiting: 0, held: 0 })
    await other.close()
  })

  it('has what was typed before it was full also after it was killed', async () => {
    await stage.phone.kill()
    await stage.phone.restart()
    await stage.phone.page.goto(stage.server.gate.address)
    await openPerson(page(), kept)
    await page().getByRole('link', { name: 'Lanjutkan isian' }).click()
    const weight = await openField(page(), 'balita', 'weightKg')
    expect(await weight.locator('input').inputValue()).toBe('8,7')
  })

  it('tells of it before a day, and saves once there is room, by the same button; all of it arrives once', async () => {
    full = await fillPhone(stage.phone, stage.server.gate.address)
    await tapSave(page())
    await page()
      .getByText(/Ruang HP penuh, jadi belum tersimpan/)
      .waitFor()
    const room = await lookAtRoom(stage)
    await room.getByText('Ruang di HP hampir habis', { exact: true }).waitFor()
    await full.makeRoom()
    await room.reload()
    await room.getByText('Apa saja yang dilihat').click()
    await room.getByText('Ruang di HP cukup: Beres').waitFor()
    await room.close()
    await tapSave(page())
    await untilResult(page())
    await page().getByText('Selesai', { exact: true }).click()
    await typeUntilKept(page(), later)
    await tapSave(page())
    await untilResult(page())
    await page().getByText('Selesai', { exact: true }).click()
    await findSignal(stage.phone, stage.server.gate)
    await goTo(page(), 'Antrean')
    await expect.poll(async () => (await readBalance(page())).waiting, { timeout: 120_000 }).toBe(0)
    expect(await arrived(stage.nakes)).toEqual([kept, later].sort())
  })
})
