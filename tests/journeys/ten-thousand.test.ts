import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Posyandu, lastVisitOn, setStage, type Stage } from '#tests/bench/stage.ts'
import { inventVisit } from '#tests/bench/village.ts'
import { createRandom } from '#tests/fakes/random.ts'
import { fillCard } from './card-form.ts'
import { bornMonthsAgo } from './dates.ts'
import { type Gate, openGate, type Pace, villagePace } from './gate.ts'
import { goTo, readBalance, registerPerson, untilReadyOffline } from './kader.ts'
import { tapSave, untilResult } from './one-kader.ts'
import { openPhone, type Phone } from './phone.ts'
import { rowsIn } from './phone-rows.ts'

/** 250 households, 1,000 people, a visit of each, and these again. */
const visitsMore = 7_750
const newcomer = 'Zaenal Abidin'
const batch = 250

/** What a phone far from the mast gets. */
const g3: Pace = villagePace
const g2: Pace = { bytesPerSecond: 30_000 / 8, latencyMs: 900 }
/** Of some 300 KB that the records are. */
const firstPages = 60_000

/** What is slow on purpose must not fail for being slow: this only ends what hangs, ms. */
const patience = 600_000

describe('ten thousand records on a slow phone', { timeout: patience }, () => {
  let stage: Stage
  let posyandu: Posyandu
  let gate: Gate
  let phone: Phone
  /** All that lies at the puskesmas. */
  let total = 0

  beforeAll(async () => {
    stage = await setStage()
    posyandu = await stage.makePosyandu('Posyandu Besar', 1_000)
    const writer = await posyandu.newNodePhone()
    const random = createRandom(7)
    for (let at = 0; at < visitsMore; at += batch) {
      const visits = Array.from({ length: batch }, (_, i) =>
        inventVisit(
          random,
          posyandu.villagers[(at + i) % posyandu.villagers.length] ?? { id: '' },
          lastVisitOn,
        ),
      )
      const { bytes, mutations } = await writer.packBatch(visits)
      await writer.post(bytes, mutations.length)
    }
    total = posyandu.changes.length + visitsMore
    gate = await openGate(Number(new URL(stage.address).port))
    phone = await openPhone({ slowDown: 4 })
    phone.page.setDefaultTimeout(patience)
  }, patience)
  afterAll(async () => {
    await phone?.close()
    await gate?.remove()
    await stage?.close()
  })

  const loaded = async () => (await rowsIn(phone.page, 'records')).length

  it('on 3G it is of use after the first page: a child is registered and weighed while the rest still comes (lessons 33, 34, 41; trial 15)', async () => {
    const { page } = phone
    // The app itself is there already: what is slow is the first load.
    await page.goto(gate.address)
    await untilReadyOffline(page)
    await page.goto('about:blank')
    gate.pace(g3)
    // From here on only the first pages come, however slow this machine is.
    const came = gate.passed()
    gate.letPass(firstPages)
    await page.goto(`${gate.address}/enrol#${await posyandu.newCode()}`)
    const start = page.getByRole('button', { name: 'Mulai' })
    await start.and(page.locator(':enabled')).waitFor({ timeout: patience })
    await start.click()
    await registerPerson(page, { name: newcomer, sex: 'Laki-laki', birthDate: bornMonthsAgo(10) })
    await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page, 'balita', { weightKg: '8,7' })
    await tapSave(page)
    await untilResult(page)
    await page.getByText('Selesai', { exact: true }).click()
    expect((await readBalance(page)).saved).toBe(2)
    expect(gate.passed() - came).toBeLessThanOrEqual(firstPages)
    expect(await loaded()).toBeGreaterThanOrEqual(250)
    expect(await loaded()).toBeLessThan(total)
    await goTo(page, 'Warga')
    await page
      .getByText(/dari .* catatan sudah dimuat/)
      .first()
      .waitFor()
  })

  it('all of it comes, and a name is found among all (lesson 34; trial 15)', async () => {
    const { page } = phone
    gate.letPass()
    await goTo(page, 'Setelan')
    await page.getByText('sudah dimuat', { exact: true }).waitFor({ timeout: patience })
    expect(await loaded()).toBe(total + 2)
    await goTo(page, 'Warga')
    await page.getByLabel('Cari warga').fill(newcomer)
    await page.getByRole('link', { name: new RegExp(newcomer) }).waitFor()
  })

  it('on 2G what was saved arrives (trial 15)', async () => {
    const { page } = phone
    gate.pace(g2)
    await registerPerson(page, { name: 'Zulkifli Amir', sex: 'Laki-laki', birthDate: bornMonthsAgo(20) })
    await page.getByRole('button', { name: 'Kembali' }).click()
    await goTo(page, 'Antrean')
    await page.getByRole('button', { name: /Kirim sekarang|Sedang mengirim/ }).waitFor()
    await expect
      .poll(() => readBalance(page), { timeout: patience, interval: 1_000 })
      .toEqual({
        saved: 3,
        received: 3,
        waiting: 0,
        held: 0,
      })
  })
})
