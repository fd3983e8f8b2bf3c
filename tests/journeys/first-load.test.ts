import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import { type Change, enrolNodePhone, type NodePhone } from '#tests/bench/node-phone.ts'
import { inventVillage, inventVisit } from '#tests/bench/village.ts'
import { createRandom } from '#tests/fakes/random.ts'
import { today } from './dates.ts'
import { logIn } from './desk-client.ts'
import { goTo, openPerson, untilReadyOffline } from './kader.ts'
import { villagePace } from './gate.ts'
import { openPhone, type Phone } from './phone.ts'
import { type GatedServer, startGatedServer } from './running-server.ts'

const people = 1_000
/** With 250 households, everybody's last visit and these, 10,600 records. */
const earlierVisits = 8_350
const perBatch = 400
/** Of some 300 KB in all. */
const somePages = 60_000
/** Waits end with what they wait for; this only ends a test that has failed. */
const patienceMs = 120_000

type Posyandu = { readonly server: GatedServer; readonly link: string; readonly writer: NodePhone }

/** A posyandu of two years at the puskesmas, and one who was there long before. */
async function twoYears(old: readonly Change[], posyanduOf: (change: Change) => Change): Promise<Posyandu> {
  const server = await startGatedServer({ TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' })
  const admin = await logIn(server.address, 'admin', 'admin-uji-1')
  const { id: posyanduId } = await admin.post<{ id: string }>('/api/v1/posyandu', { name: 'Posyandu Uji 1' })
  const kader = { displayName: 'Kader Uji', role: 'kader', posyandu: [posyanduId] }
  const { id: accountId } = await admin.post<{ id: string }>('/api/v1/accounts', kader)
  const newCode = () => admin.post<{ code: string; link: string }>('/api/v1/enrolment-codes', { accountId })
  const writer = await enrolNodePhone(server.address, (await newCode()).code)
  const { changes, villagers } = inventVillage(posyanduId, people, addDays(today, -30), 7)
  const random = createRandom(11)
  const earlier = Array.from({ length: earlierVisits }, (_, i) => {
    const villager = villagers[i % villagers.length] as (typeof villagers)[number]
    return inventVisit(random, villager, addMonths(today, -2 - Math.floor(i / 400)))
  })
  const all = [...changes, ...earlier, ...old.map((change) => withPosyandu(posyanduOf(change), posyanduId))]
  for (let at = 0; at < all.length; at += perBatch) {
    const { bytes, mutations } = await writer.packBatch(all.slice(at, at + perBatch))
    await writer.post(bytes, mutations.length)
  }
  return { server, writer, link: (await newCode()).link }
}

const withPosyandu = (change: Change, posyanduId: string): Change =>
  change.kind === 'person' ? { ...change, set: { ...change.set, posyanduId } } : change

type Progress = { readonly done: number; readonly all: number }

/** How far the load is, as the screen says it. */
async function shownProgress(page: Page): Promise<Progress> {
  const words = page.getByText(/dari .* catatan sudah dimuat/).first()
  const [done, all] = [...((await words.textContent()) ?? '').matchAll(/[\d.]+/g)].map(([figures]) =>
    Number(figures.replaceAll('.', '')),
  )
  return { done: done ?? 0, all: all ?? 0 }
}

/** Waits until the screen tells at least so many more than before, and of as many in all. */
async function furtherThan(page: Page, before: Progress, more: number): Promise<Progress> {
  let now = before
  const look = async () => {
    now = await shownProgress(page)
    expect(now.all).toBe(before.all)
    expect(now.done).toBeGreaterThanOrEqual(before.done)
    return now.done - before.done
  }
  await expect.poll(look, { timeout: patienceMs }).toBeGreaterThanOrEqual(more)
  expect(now.done).toBeLessThan(now.all)
  return now
}

describe('the first load of 1,000 people and 24 months over a slow link', () => {
  let posyandu: Posyandu
  let phone: Phone
  const siti = v7()
  const ofSiti = (visitedOn: string): Change => ({
    kind: 'visit',
    id: v7(),
    set: { personId: siti, visitedOn, place: 'home', instrument: 'dewasa', weightKg: 61 },
  })
  const old = [addMonths(today, -40), addMonths(today, -30), addMonths(today, -26)].map(ofSiti)
  const recent = ofSiti(addMonths(today, -3))

  beforeAll(async () => {
    const person: Change = {
      kind: 'person',
      id: siti,
      set: { name: 'Siti Lama Sekali', sex: 'female', birthDate: '1985-05-05', birthDatePrecision: 'day' },
    }
    posyandu = await twoYears([person, ...old, recent], (change) => change)
    phone = await openPhone()
    phone.page.setDefaultTimeout(patienceMs)
    // The app itself is there already: what is slow is the first load.
    await phone.page.goto(posyandu.server.gate.address)
    await untilReadyOffline(phone.page)
    await phone.page.goto('about:blank')
  }, 600_000)

  afterAll(async () => {
    await phone?.close()
    await posyandu?.server.remove()
  })

  let shown: Progress

  it('PL4 PL5 RE3: is usable after its first page, and says truly how far it is', async () => {
    const { gate } = posyandu.server
    gate.pace(villagePace)
    gate.letPass(somePages)
    await phone.page.goto(posyandu.link)
    await phone.page.getByText(/dari .* catatan sudah dimuat/).waitFor()
    // What has aged out does not come, and is not counted.
    const first = await shownProgress(phone.page)
    expect(first.all).toBe(10_600 + 2)
    expect(first.done).toBeGreaterThanOrEqual(250)
    await phone.page.getByText('Mulai', { exact: true }).click()
    await goTo(phone.page, 'Warga')
    await phone.page.getByText(/Riwayat lama belum dimuat/).waitFor()
    expect(
      await phone.page.getByRole('list', { name: 'Daftar warga' }).getByRole('link').count(),
    ).toBeGreaterThan(0)
    expect(await phone.page.getByText('Belum ada warga').count()).toBe(0)
    shown = await furtherThan(phone.page, first, 1)
    gate.letPass(somePages)
    shown = await furtherThan(phone.page, shown, 500)
  })

  it('RE3: cut in the middle it shows what it has, and says of nobody that there is nothing', async () => {
    posyandu.server.gate.shut()
    await phone.kill()
    await phone.restart()
    phone.page.setDefaultTimeout(patienceMs)
    await phone.page.goto(posyandu.server.gate.address)
    await goTo(phone.page, 'Warga')
    await phone.page.getByText(/Riwayat lama belum dimuat/).waitFor()
    shown = await furtherThan(phone.page, shown, 0)
    await openPerson(phone.page, 'Siti Lama Sekali')
    await phone.page.getByRole('heading', { name: 'Riwayat kunjungan' }).waitFor()
    await phone.page
      .getByText(/Riwayat lama belum dimuat/)
      .first()
      .waitFor()
    expect(await phone.page.getByText('Belum ada kunjungan di HP ini').count()).toBe(0)
  })

  it('RE3: goes on from there when the link is back, and is then complete', async () => {
    const { gate } = posyandu.server
    await phone.page.goto(gate.address)
    await goTo(phone.page, 'Antrean')
    const before = gate.passed()
    gate.letPass()
    gate.open()
    await phone.page.getByRole('button', { name: 'Kirim sekarang' }).click()
    await goTo(phone.page, 'Warga')
    await expect
      .poll(() => phone.page.getByText(/catatan sudah dimuat/).count(), { timeout: patienceMs })
      .toBe(0)
    const left = shown.all - shown.done
    // All of it took less than 40 bytes a record; what had come before did not come again.
    expect(gate.passed() - before).toBeLessThan(left * 40 + 5_000)
    await openPerson(phone.page, 'Siti Lama Sekali')
    await expect.poll(() => visitsShown(phone.page), { timeout: patienceMs }).toBe(1)
  })

  it('PL3: afterwards only what changed travels', async () => {
    const { gate } = posyandu.server
    const { bytes, mutations } = await posyandu.writer.packBatch([ofSiti(addMonths(today, -1))])
    await posyandu.writer.post(bytes, mutations.length)
    gate.shut()
    await phone.page.goto(gate.address)
    await goTo(phone.page, 'Antrean')
    const before = gate.passed()
    gate.open()
    await phone.page.getByRole('button', { name: 'Kirim sekarang' }).click()
    await openPerson(phone.page, 'Siti Lama Sekali')
    await expect.poll(() => visitsShown(phone.page), { timeout: patienceMs }).toBe(2)
    expect(gate.passed()).toBeGreaterThan(before)
    expect(gate.passed() - before).toBeLessThan(3_000)
    gate.pace()
  })

  it('KP5 KP11: older visits are said not to be loaded, and come on a tap, or it says why not', async () => {
    const { page } = phone
    await page.getByText('Kunjungan yang lebih dari 2 tahun lalu ada di puskesmas').waitFor()
    posyandu.server.gate.shut()
    await page.getByRole('button', { name: 'Muat' }).click()
    await page.getByText('Belum bisa dimuat: tidak ada sinyal').waitFor()
    posyandu.server.gate.open()
    await page.getByRole('button', { name: 'Muat' }).click()
    await expect.poll(() => visitsShown(page), { timeout: patienceMs }).toBe(5)
    expect(await page.getByRole('button', { name: 'Muat' }).count()).toBe(0)
  })

  it('says what a thousand visits take on the disk of this browser', async () => {
    const disk = await phone.page.evaluate(async () => {
      // Chromium's own addition: https://storage.spec.whatwg.org names the sum alone.
      const estimate = (await navigator.storage.estimate()) as { usageDetails?: { indexedDB?: number } }
      return estimate.usageDetails?.indexedDB ?? 0
    })
    const perThousand = (disk / (people + earlierVisits)) * 1_000
    process.stdout.write(
      `${JSON.stringify({ visits: people + earlierVisits, disk, perThousand: Math.round(perThousand) })}\n`,
    )
    expect(perThousand).toBeGreaterThan(100_000)
    expect(perThousand).toBeLessThan(6_000_000)
  })

  it('TF1 TF2: the settings say what the month took and what a thousand visits take', async () => {
    await phone.page.goto(posyandu.server.gate.address)
    await goTo(phone.page, 'Setelan')
    const main = phone.page.locator('main')
    await main.getByText('Kuota internet').waitFor()
    const words = (await main.innerText()).replaceAll('\n', ' ')
    const megabytes = Number(/Bulan ini\s+([\d,]+)\sMB/.exec(words)?.[1]?.replace(',', '.'))
    // Some 300 KB of records, and the app itself where its files were counted.
    expect(megabytes).toBeGreaterThan(0.2)
    expect(megabytes).toBeLessThan(2)
    expect(words).toMatch(/1\.000 kunjungan memakai\s+kira-kira [\d,]+\sMB/)
  })
})

const visitsShown = (page: Page) =>
  page
    .locator('section', { has: page.getByRole('heading', { name: 'Riwayat kunjungan' }) })
    .locator('li button[aria-expanded]')
    .count()
