import { passPurpose } from './pass-purpose.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PeopleAnswer } from '#protocol/messages/desk.ts'
import type { HeldAnswer } from '#protocol/messages/held.ts'
import { fillCard } from './card-form.ts'
import { type DeskClient, logIn } from './desk-client.ts'
import {
  enrolByLink,
  goTo,
  openPerson,
  readBalance,
  registerPerson,
  saveVisitOffline,
  untilReadyOffline,
} from './kader.ts'
import { openPhone, type Phone } from './phone.ts'
import { type RunningServer, startServer } from './running-server.ts'

const here = 'Posyandu Uji 1'
const there = 'Posyandu Uji 2'
const melati = {
  name: 'Melati Pindah',
  sex: 'Perempuan',
  birthDate: '2025-01-15',
  motherName: 'Ani',
} as const
const rini = { name: 'Rini Sisa', sex: 'Perempuan', birthDate: '1990-04-05' } as const
const wati = { name: 'Wati Salah Tempat', sex: 'Perempuan', birthDate: '1985-03-02' } as const

/** No network for this phone alone, so that the other goes on. */
const loseSignalOf = (phone: Phone) => phone.context.setOffline(true)
const findSignalOf = (phone: Phone) => phone.context.setOffline(false)

describe('a record that the puskesmas holds', () => {
  let server: RunningServer
  let admin: DeskClient
  let posyandu: Record<'here' | 'there', string>
  let kader: { id: string }
  /** Of the first posyandu, and one that knows both. */
  let phone: Phone
  let other: Phone
  let nakesThere: DeskClient

  const newPosyandu = async (name: string) =>
    (await admin.post<{ id: string }>('/api/v1/posyandu', { name })).id
  const newKader = (displayName: string, ids: readonly string[]) =>
    admin.post<{ id: string }>('/api/v1/accounts', { displayName, role: 'kader', posyandu: ids })
  const newNakes = (loginName: string, id: string) =>
    admin.post('/api/v1/accounts', {
      displayName: `Bidan ${loginName}`,
      role: 'nakes',
      loginName,
      password: 'bidan-uji-1',
      posyandu: [id],
    })
  const linkFor = async (accountId: string) =>
    (await admin.post<{ link: string }>('/api/v1/enrolment-codes', { accountId })).link

  beforeAll(async () => {
    server = await startServer({ environment: { TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' } })
    admin = await logIn(server.address, 'admin', 'admin-uji-1')
    posyandu = { here: await newPosyandu(here), there: await newPosyandu(there) }
    await newNakes('sini', posyandu.here)
    await newNakes('sana', posyandu.there)
    nakesThere = await logIn(server.address, 'sana', 'bidan-uji-1')
    kader = await newKader('Kader Satu', [posyandu.here])
    const both = await newKader('Kader Dua', [posyandu.here, posyandu.there])
    phone = await openPhone()
    await enrolByLink(phone.page, await linkFor(kader.id))
    await registerPerson(phone.page, melati)
    await send(phone.page, 'received')
    other = await openPhone()
    await enrolByLink(other.page, await linkFor(both.id))
  })

  afterAll(async () => {
    await phone?.close()
    await other?.close()
    await server?.remove()
  })

  /** Sends, and waits until nothing waits: what the last row then says. */
  async function send(page: Page, until: 'received' | 'held'): Promise<void> {
    const back = page.getByRole('button', { name: 'Kembali' })
    while (await back.isVisible()) await back.click()
    await goTo(page, 'Antrean')
    await page.getByRole('button', { name: 'Kirim sekarang' }).click()
    const sum = until === 'held' ? /, 0 menunggu, dan 1 ditahan/ : /, 0 menunggu, dan 0 ditahan/
    await page.getByText(sum).first().waitFor()
  }

  it('a visit to somebody who moved meanwhile is received where she stands now, and she goes from here', async () => {
    const { page } = phone
    await loseSignalOf(phone)
    await openPerson(page, melati.name)
    await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
    await fillCard(page, 'balita', { weightKg: '9,1' })
    await saveVisitOffline(page)

    // Meanwhile the other phone, which has signal, writes her into the other posyandu.
    await openPerson(other.page, melati.name)
    await other.page.getByRole('link', { name: 'Ubah data' }).click()
    await other.page.getByRole('group', { name: 'Posyandu' }).getByText(there, { exact: true }).click()
    await other.page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await other.page.getByRole('heading', { name: melati.name }).waitFor()
    await send(other.page, 'received')

    await findSignalOf(phone)
    await send(page, 'received')
    expect(await readBalance(page)).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    const { visits } = await nakesThere.get<{ visits: { personName?: string }[] }>('/api/v1/visits')
    expect(visits.map(({ personName }) => personName)).toContain(melati.name)
    await goTo(page, 'Warga')
    await page.getByRole('link', { name: 'Warga baru' }).waitFor()
    expect(await page.getByText(melati.name).count()).toBe(0)
  })

  it('what a revoked phone still had is handed over, held, accepted by the nakes there, and received', async () => {
    const { page } = phone
    await loseSignalOf(phone)
    await registerPerson(page, rini)
    const { devices } = await admin.get<{ devices: { id: string; account: { id: string } }[] }>(
      '/api/v1/devices',
    )
    const own = devices.find(({ account }) => account.id === kader.id)
    await admin.post(`/api/v1/devices/${own?.id}/revoke`, {})
    await findSignalOf(phone)
    await page.getByText('Puskesmas mencabut HP ini').waitFor({ timeout: 90_000 })
    const nakesHere = await logIn(server.address, 'sini', 'bidan-uji-1')
    expect((await nakesHere.get<HeldAnswer>('/api/v1/held')).held).toHaveLength(1)

    await acceptAtDesk()
    await enrolByLink(page, await linkFor(kader.id))
    expect(await readBalance(page)).toEqual({ saved: 3, received: 3, waiting: 0, held: 0 })
    expect((await nakesHere.get<HeldAnswer>('/api/v1/held')).held).toEqual([])
    const { people } = await nakesHere.get<PeopleAnswer>('/api/v1/people')
    expect(people.map(({ name }) => name)).toContain(rini.name)
  })

  async function acceptAtDesk(): Promise<void> {
    const desk = await openPhone({ width: 1280, height: 800 })
    try {
      const { page } = desk
      await page.goto(`${server.address}/puskesmas/hp`)
      await page.getByLabel('Nama masuk').fill('sini')
      await page.getByLabel('Kata sandi', { exact: true }).fill('bidan-uji-1')
      await page.getByRole('button', { name: 'Masuk' }).click()
      await passPurpose(page)
      await page.getByRole('button', { name: new RegExp(`^Terima .*${rini.name}`) }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Terima', exact: true }).click()
      await page.getByText('1 catatan diterima').waitFor()
    } finally {
      await desk.close()
    }
  }

  it('a person written for a posyandu that the phone never had is mended by the kader, and arrives whole', async () => {
    const third = await newKader('Kader Tiga', [posyandu.here])
    const last = await openPhone()
    try {
      const { page, context } = last
      // This phone believes in a posyandu that nobody gave it.
      await context.route('**/api/v1/sync', async (route) => {
        const response = await route.fetch()
        const body = await response.json()
        body.changes?.posyandu?.push({ id: posyandu.there, name: there })
        await route.fulfill({ response, json: body })
      })
      await enrolByLink(page, await linkFor(third.id))
      await context.unrouteAll({ behavior: 'wait' })
      await untilReadyOffline(page)
      await loseSignalOf(last)
      await registerPerson(page, { ...wati, posyandu: there })
      // With the new name comes what it really has.
      const renamed = `${here} Baru`
      await admin.patch(`/api/v1/posyandu/${posyandu.here}`, { name: renamed })
      await findSignalOf(last)
      await send(page, 'held')

      await page.getByRole('link', { name: 'Perbaiki Posyandu' }).click()
      await page.getByText(/Pilih posyandu yang dipegang HP ini/).waitFor()
      const choice = page.getByRole('group', { name: 'Posyandu' })
      expect(await choice.evaluate((group) => group.contains(document.activeElement))).toBe(true)
      await choice.getByText(renamed, { exact: true }).click()
      await page.getByRole('button', { name: 'Simpan', exact: true }).click()
      await page.getByRole('heading', { name: wati.name }).waitFor()
      await send(page, 'received')
      expect(await readBalance(page)).toEqual({ saved: 2, received: 2, waiting: 0, held: 0 })
    } finally {
      await last.close()
    }

    const nakesHere = await logIn(server.address, 'sini', 'bidan-uji-1')
    const { people } = await nakesHere.get<PeopleAnswer>('/api/v1/people')
    const found = people.find(({ name }) => name === wati.name)
    expect(found).toMatchObject({ posyanduId: posyandu.here, sex: 'female', birthDate: wati.birthDate })
    expect((await nakesHere.get<HeldAnswer>('/api/v1/held')).held).toEqual([])
  })
})
