import { rmSync } from 'node:fs'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openField } from './card-form.ts'
import { goTo, openDay, openPerson, readBalance } from './kader.ts'
import { arrived, tapSave, typeUntilKept, untilResult } from './one-kader.ts'
import type { Answerer } from './front.ts'
import type { Phone } from './phone.ts'
import { putRow, type Row, rowsIn } from './phone-rows.ts'
import { type FrontedServer, startFrontedServer } from './running-server.ts'
import { makeSecondEdition, secondMark, serveEdition } from './second-edition.ts'
import { emptyPuskesmas, type SmallPuskesmas, smallPuskesmas } from './small-puskesmas.ts'

const served = 'Surya Kencana'
const halfFilled = 'Teguh Santoso'

describe('a new edition on a posyandu day', () => {
  const edition = makeSecondEdition()
  let server: FrontedServer
  let puskesmas: SmallPuskesmas
  let phone: Phone
  /** The half-filled form as it lay on the disk before the new edition came. */
  let drafts: readonly Row[] = []
  /** How often the page was loaded since it was last asked. */
  let loads = 0

  beforeAll(async () => {
    server = await startFrontedServer(emptyPuskesmas)
    puskesmas = await smallPuskesmas(server, [served, halfFilled])
    phone = await puskesmas.enrolPhone('Kader Uji')
    phone.page.on('load', () => {
      loads += 1
    })
  })
  afterAll(async () => {
    await phone?.close()
    await server?.remove()
    rmSync(edition, { recursive: true, force: true })
  })

  const versionOf = async () => {
    await goTo(phone.page, 'Setelan')
    return phone.page.getByText(/^0\.\d+\.\d+\+/).textContent()
  }
  /** What the app does by itself every hour, and the browser at every start. */
  const lookForUpdate = () =>
    phone.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.update()
    })
  /** The new edition, from a server that for the rest cannot be reached. */
  const withoutSync: Answerer = (request, response) => {
    if (request.url !== '/api/v1/sync') return serveEdition(edition)(request, response)
    response.destroy()
    return 'answered'
  }
  const isDownloaded = () =>
    phone.page.evaluate(async () => (await caches.match('/update-ready')) !== undefined)

  it('UP5 comes while the day is open and a form half filled: nothing is reloaded or asked (lessons 15, 53; trial 10)', async () => {
    const { page } = phone
    expect(await versionOf()).not.toContain(secondMark)
    await openDay(page, 'Balai desa')
    await typeUntilKept(page, served)
    await tapSave(page)
    await untilResult(page)
    await page.getByText('Selesai', { exact: true }).click()
    await typeUntilKept(page, halfFilled)
    drafts = await rowsIn(page, 'drafts')
    expect(drafts).toHaveLength(1)
    loads = 0
    server.front.answerWith(serveEdition(edition))
    await lookForUpdate()
    await expect.poll(isDownloaded, { timeout: 60_000 }).toBe(true)
    expect(loads).toBe(0)
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await page.getByText(/versi/i).count()).toBe(0)
    const weight = await openField(page, 'balita', 'weightKg')
    expect(await weight.locator('input').inputValue()).toBe('8,7')
  })

  it('UP5 waits while the day is open, and is not installed by any button', async () => {
    const { page } = phone
    await page.getByRole('button', { name: 'Kembali' }).click()
    await page.getByRole('button', { name: 'Kembali' }).click()
    await goTo(page, 'Setelan')
    await page.getByText(/Posyandu sedang buka\. Versi baru menunggu/).waitFor()
    // The card that says whether the phone is ready names the new edition too, and does not install it either.
    await page.getByRole('button', { name: 'Pasang versi baru' }).click()
    await page.getByText(/Posyandu sedang buka, atau ada isian yang belum selesai/).waitFor()
    expect(loads).toBe(0)
  })

  it('UP5 waits on when the phone is switched off and on during the day', async () => {
    await phone.kill()
    await phone.restart()
    await phone.page.goto(server.front.address)
    await phone.page.getByText('Posyandu sedang buka').waitFor()
    expect(await versionOf()).not.toContain(secondMark)
    expect(await rowsIn(phone.page, 'drafts')).toEqual(drafts)
  })

  it('UP5 waits for the half-filled form after the day was closed', async () => {
    const { page } = phone
    await expect.poll(async () => (await readBalance(page)).waiting, { timeout: 60_000 }).toBe(0)
    server.front.answerWith(withoutSync)
    await goTo(page, 'Hari ini')
    await page.getByRole('button', { name: 'Tutup hari posyandu' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Tutup hari posyandu' }).click()
    await page.getByText('Hari posyandu ditutup').waitFor()
    await goTo(page, 'Setelan')
    await page.getByText(/Ada isian yang belum selesai/).waitFor()
    await openPerson(page, halfFilled)
    await page.getByRole('link', { name: 'Lanjutkan isian' }).click()
    const weight = await openField(page, 'balita', 'weightKg')
    expect(await weight.locator('input').inputValue()).toBe('8,7')
    await tapSave(page)
    await untilResult(page)
    await page.getByText('Selesai', { exact: true }).click()
  })

  it('UP5 is installed by consent: queue and drafts are the very same rows, and all of it arrives', async () => {
    const { page } = phone
    // A form of somebody who is not on this phone any more is nobody's to finish: it does not hold the update back.
    await putRow(page, 'drafts', { ...drafts[0], key: `visit:${v7()}` })
    const balance = await readBalance(page)
    expect(balance.waiting).toBeGreaterThan(0)
    const before = [await rowsIn(page, 'outbox'), await rowsIn(page, 'drafts')]
    expect(before.map((rows) => rows.length)).toEqual([balance.saved, 1])
    await goTo(page, 'Setelan')
    // The card of readiness has it, and that of the app.
    await expect.poll(() => page.getByRole('button', { name: 'Pasang versi baru' }).count()).toBe(2)
    await page.getByRole('button', { name: 'Pasang versi baru' }).last().click()
    await page.getByText(new RegExp(secondMark)).waitFor()
    expect([await rowsIn(page, 'outbox'), await rowsIn(page, 'drafts')]).toEqual(before)
    expect(await readBalance(page)).toEqual(balance)
    expect(await arrived(puskesmas.nakes)).toEqual([served])
    server.front.answerWith(serveEdition(edition))
    await page.getByRole('button', { name: 'Kirim sekarang' }).click()
    await page.getByText('Semua catatan sudah diterima puskesmas.').waitFor()
    expect(await arrived(puskesmas.nakes)).toEqual([served, halfFilled].sort())
    expect(await readBalance(page)).toEqual({ ...balance, received: balance.saved, waiting: 0 })
  })
})
