import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillCard, openField } from './card-form.ts'
import { goTo, openDay, openPerson, openVisitOf, readBalance, saveVisitOffline } from './kader.ts'
import type { Phone } from './phone.ts'
import { type RunningServer, startServer } from './running-server.ts'
import { emptyPuskesmas, openDesk, type SmallPuskesmas, smallPuskesmas } from './small-puskesmas.ts'

const child = 'Umar Faruq'
/** Where each of the phones opened the day. */
const places = ['Balai desa', 'Rumah Bu RT 03'] as const
const contested = /Berat badan \(BB\), kunjungan/

/** The minutes of a stretch of time, as phones show a moment of today: `09.15`. */
function minutesOf({ from, to }: { readonly from: number; readonly to: number }): readonly string[] {
  const format = new Intl.DateTimeFormat('id-ID', {
    timeZone: 'Asia/Makassar',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const minutes: string[] = []
  for (let at = from - (from % 60_000); at <= to; at += 60_000) minutes.push(format.format(at))
  return minutes
}

describe('two phones that write one field without knowing of each other', () => {
  let server: RunningServer
  let puskesmas: SmallPuskesmas
  let one: Phone
  let other: Phone

  beforeAll(async () => {
    server = await startServer({ environment: emptyPuskesmas })
    puskesmas = await smallPuskesmas(server, [child])
    one = await puskesmas.enrolPhone('Bu Siti')
    other = await puskesmas.enrolPhone('Bu Ani')
  })
  afterAll(async () => {
    await one?.close()
    await other?.close()
    await server?.remove()
  })

  const writeVisit = async (
    { context, page }: Phone,
    place: string,
    answers: Parameters<typeof fillCard>[2],
  ) => {
    await context.setOffline(true)
    await openDay(page, place)
    await openPerson(page, child)
    await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page, 'balita', answers)
    const from = Date.now()
    await saveVisitOffline(page)
    await context.setOffline(false)
    return { from, to: Date.now() }
  }
  /** Sends and takes what is new, and waits until nothing waits. */
  const exchange = async (page: Page) => {
    const back = page.getByRole('button', { name: 'Kembali' })
    while (await back.isVisible()) await back.click()
    await goTo(page, 'Antrean')
    const send = page.getByRole('button', { name: 'Kirim sekarang' })
    // What runs already may have asked before the other phone wrote.
    await send.and(page.locator(':enabled')).waitFor()
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/v1/sync'))
    await send.click()
    await answered
    await page
      .getByText(/, 0 menunggu, dan 0 ditahan/)
      .first()
      .waitFor()
    await send.and(page.locator(':enabled')).waitFor()
  }
  const valueOf = async (page: Page, field: string) =>
    (await openField(page, 'balita', field)).locator('input').first().inputValue()
  const contestOn = (page: Page) => page.getByRole('listitem').filter({ hasText: contested }).first()

  it('keeps both values, and shows both phones who wrote what (lesson 32; trial 12)', async () => {
    const wrote = {
      one: minutesOf(await writeVisit(one, places[0], { weightKg: '8,9' })),
      other: minutesOf(await writeVisit(other, places[1], { weightKg: '8,6', muacCm: '14,2' })),
    }
    await exchange(one.page)
    await exchange(other.page)
    await exchange(one.page)
    for (const [{ page }, first, second] of [
      [one, ['8,9', 'HP ini', wrote.one], ['8,6', 'HP Bu Ani', wrote.other]],
      [other, ['8,6', 'HP ini', wrote.other], ['8,9', 'HP Bu Siti', wrote.one]],
    ] as const) {
      await openPerson(page, child)
      const values = contestOn(page).getByRole('listitem')
      await values.first().waitFor()
      expect(await values.count()).toBe(2)
      for (const [value, who, times] of [first, second]) {
        const line = await values.filter({ hasText: `${value} kg` }).textContent()
        expect(line).toMatch(new RegExp(`^${value} kg${who}, (${times.join('|')})`))
      }
      await page.getByText(/Nakes di puskesmas akan memilih/).waitFor()
      expect(await page.getByRole('button', { name: 'Pakai yang ini' }).count()).toBe(0)
    }
  })

  it('is settled by a nakes at the desk', async () => {
    const desk = await openDesk(server.address)
    try {
      const { page } = desk
      await page.getByRole('link', { name: 'Warga' }).first().click()
      await page
        .getByRole('link', { name: new RegExp(child) })
        .first()
        .click()
      const contest = contestOn(page)
      await contest.waitFor()
      const values = contest.getByRole('listitem')
      expect(await values.count()).toBe(2)
      await values.filter({ hasText: '8,9' }).getByRole('button', { name: 'Pakai yang ini' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Pakai yang ini' }).click()
      await page.getByText('Sudah dipilih').waitFor()
      await contest.waitFor({ state: 'detached' })
      await page
        .getByText(/Berat badan \(BB\): 8,6/)
        .first()
        .waitFor()
    } finally {
      await desk.close()
    }
  })

  it('MG7 says at both phones that the day was opened at two places, and a nakes settles that too', async () => {
    for (const { page } of [one, other]) {
      await page.goto(server.address)
      const contest = page.getByRole('region', { name: 'Isian yang berbeda' })
      for (const place of places) await contest.getByText(place, { exact: true }).waitFor()
      await contest.getByText(/Nakes di puskesmas akan memilih/).waitFor()
    }
    const desk = await openDesk(server.address)
    try {
      const { page } = desk
      await page.getByRole('link', { name: 'Kunjungan' }).first().click()
      const value = page.getByRole('listitem').filter({ hasText: places[0] }).last()
      await value.getByRole('button', { name: 'Pakai yang ini' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Pakai yang ini' }).click()
      await page.getByText('Sudah dipilih').waitFor()
    } finally {
      await desk.close()
    }
    for (const { page } of [one, other]) {
      await exchange(page)
      await goTo(page, 'Hari ini')
      await page.getByText('Posyandu sedang buka').waitFor()
      await page
        .getByText(new RegExp(`Tempat: ${places[1]}`))
        .first()
        .waitFor()
      expect(await page.getByText(/Nakes di puskesmas akan memilih/).count()).toBe(0)
    }
  })

  it('both phones then show the one, and the other stays readable in the history', async () => {
    for (const { page } of [one, other]) {
      await exchange(page)
      await openVisitOf(page, child)
      expect(await contestOn(page).count()).toBe(0)
      await page
        .getByText(/Berat badan \(BB\): 8,6/)
        .first()
        .waitFor()
      await page
        .getByText(/Dipilih dari dua isian yang berbeda/)
        .first()
        .waitFor()
      await page.getByRole('link', { name: 'Perbaiki catatan ini' }).click()
      expect(await valueOf(page, 'weightKg')).toBe('8,9')
      expect(await valueOf(page, 'muacCm')).toBe('14,2')
      await page.goto(server.address)
      expect(await readBalance(page)).toMatchObject({ waiting: 0, held: 0 })
    }
  })
})
