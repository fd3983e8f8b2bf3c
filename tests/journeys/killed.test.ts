import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillCard, openField } from './card-form.ts'
import { bornMonthsAgo } from './dates.ts'
import { type DeskClient, logIn } from './desk-client.ts'
import { enrolByLink, goTo, openPerson, readBalance, untilReadyOffline } from './kader.ts'
import { findSignal, impatient, loseSignal, openPhone, type Phone } from './phone.ts'
import { importPeople } from './register.ts'
import { type GatedServer, startGatedServer } from './running-server.ts'

type Visits = { readonly visits: readonly { readonly personName?: string }[] }

/** Whose visit is saved, and how long after the tap on "Simpan" the browser is killed, ms: before, within and after. */
const saving = [
  ['Arif Hidayat', 0],
  ['Bagas Pratama', 2],
  ['Candra Wijaya', 5],
  ['Dimas Saputra', 10],
  ['Erlangga Putra', 20],
  ['Fajar Nugroho', 40],
  ['Galih Santoso', 80],
  ['Hendra Kusuma', 160],
] as const
/** The same after the network came back, for the sending. */
const sending = [0, 50, 150, 400]

const others = ['Indra Lesmana', 'Joko Susilo', 'Krisna Murti', 'Lukman Hakim']

describe('a phone that goes out in the middle', () => {
  let server: GatedServer
  let phone: Phone
  let nakes: DeskClient
  /** Whose visit the screen called saved, or was found to be saved after all. */
  const saved = new Set<string>()
  const arrived = async () =>
    (await nakes.get<Visits>('/api/v1/visits?limit=200')).visits.map(({ personName }) => personName ?? '')

  beforeAll(async () => {
    server = await startGatedServer({ TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' })
    const admin = await logIn(server.address, 'admin', 'admin-uji-1')
    const made = await admin.post<{ id: string }>('/api/v1/posyandu', { name: 'Posyandu Uji 1' })
    const account = { displayName: 'Bidan Uji', role: 'nakes', loginName: 'bidan', password: 'bidan-uji-1' }
    await admin.post('/api/v1/accounts', { ...account, posyandu: [made.id] })
    const kader = { displayName: 'Kader Uji', role: 'kader', posyandu: [made.id] }
    const { id } = await admin.post<{ id: string }>('/api/v1/accounts', kader)
    const child = (name: string) => ({ name, sex: 'Laki-laki', birthDate: bornMonthsAgo(10) }) as const
    await importPeople(admin, made.id, [...saving.map(([name]) => name), ...others].map(child))
    nakes = await logIn(server.address, 'bidan', 'bidan-uji-1')
    const code = await nakes.post<{ link: string }>('/api/v1/enrolment-codes', { accountId: id })
    phone = await openPhone({ flags: impatient })
    await enrolByLink(phone.page, code.link)
    await untilReadyOffline(phone.page)
    await loseSignal(phone, server.gate)
  })

  afterAll(async () => {
    await phone?.close()
    await server?.remove()
  })

  /** Opens the killed phone again, without signal. */
  const reopen = async () => {
    await phone.restart()
    await loseSignal(phone, server.gate)
    await phone.page.goto(server.gate.address)
    await phone.page.getByRole('heading', { name: 'Hari ini' }).waitFor()
  }

  /** Fills a visit until what was typed lies in the phone as a draft. */
  const fillVisit = async (name: string) => {
    const { page } = phone
    if (!(await page.getByRole('navigation').isVisible())) await page.goto(server.gate.address)
    await openPerson(page, name)
    await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page, 'balita', { weightKg: '8,7' })
    await expect.poll(() => draftsOf(page)).toContainEqual(expect.stringContaining('8,7'))
  }
  const tapSave = () => phone.page.getByRole('button', { name: 'Simpan & lihat hasil' }).click()
  const result = () => phone.page.getByRole('region', { name: 'Hasil kunjungan' })

  /** Whether a reopened phone has the visit, or else the draft with what was typed; one of them it must have. */
  const whatIsThere = async (name: string) => {
    const { page } = phone
    await openPerson(page, name)
    const visit = page
      .locator('section', { has: page.getByRole('heading', { name: 'Riwayat kunjungan' }) })
      .locator('li button[aria-expanded]')
    const goOn = page.getByRole('link', { name: 'Lanjutkan isian' })
    await visit.or(goOn).first().waitFor()
    if ((await visit.count()) > 0) {
      expect(await goOn.count()).toBe(0)
      saved.add(name)
      return 'saved'
    }
    await goOn.click()
    const weight = await openField(page, 'balita', 'weightKg')
    expect(await weight.locator('input').inputValue()).toBe('8,7')
    return 'draft'
  }

  it.each(saving)(
    'OB1: %s: killed %i ms after the tap on Simpan, it has the visit or the draft',
    async (name, after) => {
      await fillVisit(name)
      const tapped = tapSave().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, after))
      await phone.kill()
      await tapped
      await reopen()
      await whatIsThere(name)
    },
  )

  it('OB1: killed as the screen calls the visit saved, it has the visit', async () => {
    await fillVisit('Indra Lesmana')
    await tapSave()
    await result().waitFor()
    await phone.kill()
    await reopen()
    expect(await whatIsThere('Indra Lesmana')).toBe('saved')
  })

  it('14: killed over a half-filled form, it has what was typed, and saves it', async () => {
    await fillVisit('Joko Susilo')
    await phone.kill()
    await reopen()
    expect(await whatIsThere('Joko Susilo')).toBe('draft')
    await tapSave()
    await result().waitFor()
    saved.add('Joko Susilo')
  })

  it.each(sending)(
    'SD5: killed %i ms after the network came back, it loses nothing that waited',
    async (after) => {
      await reopen()
      const before = await readBalance(phone.page)
      await findSignal(phone, server.gate)
      await new Promise((resolve) => setTimeout(resolve, after))
      await phone.kill()
      server.gate.shut()
      await reopen()
      const { saved: all, received, waiting, held } = await readBalance(phone.page)
      expect(all).toBe(before.saved)
      expect([received + waiting, held]).toEqual([all, 0])
    },
  )

  it('RC1: all that the screen called saved arrives, each once', async () => {
    await findSignal(phone, server.gate)
    await goTo(phone.page, 'Antrean')
    await expect.poll(async () => (await readBalance(phone.page)).waiting, { timeout: 120_000 }).toBe(0)
    const visits = await arrived()
    expect(visits.sort()).toEqual([...saved].sort())
    const { saved: all, received } = await readBalance(phone.page)
    expect(received).toBe(all)
  })
})

/** Everything that lies in the phone as a draft. */
const draftsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('teratai')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const all = opening.result.transaction('drafts').objectStore('drafts').getAll()
          all.onsuccess = () => {
            opening.result.close()
            resolve(all.result.map((row) => JSON.stringify(row)))
          }
        }
      }),
  )
