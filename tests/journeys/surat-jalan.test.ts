import { passPurpose } from './pass-purpose.ts'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { top } from '#tests/architecture/source-files.ts'
import { type DeskClient, logIn } from './desk-client.ts'
import {
  enrolByLink,
  goTo,
  type NewPerson,
  openDay,
  readBalance,
  registerPerson,
  untilReadyOffline,
} from './kader.ts'
import { findSignal, loseSignal, openPhone, type Phone } from './phone.ts'
import { type GatedServer, startGatedServer } from './running-server.ts'

const run = promisify(execFile)

type Devices = { devices: { waiting?: number; held?: number; lastContactAt?: number }[] }

/** What a tap saves, read from the disk of the phone or of the desk. */
async function savedBy(page: Page, folder: string, tap: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), tap()])
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  return { path, name: download.suggestedFilename(), text: readFileSync(path, 'utf8') }
}

const violationsOn = async (page: Page) =>
  (await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations.map(({ id }) => id)

/** Registers a person and goes back to where the four places are. */
async function register(page: Page, person: NewPerson): Promise<void> {
  await registerPerson(page, person)
  await page.getByRole('button', { name: 'Kembali' }).click()
  await page.getByRole('navigation').waitFor()
}

describe('a phone that never sees a network after its enrolment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teratai-surat-'))
  let server: GatedServer
  let nakes: DeskClient
  let phone: Phone
  let desk: Phone

  beforeAll(async () => {
    server = await startGatedServer({ TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' })
    const admin = await logIn(server.address, 'admin', 'admin-uji-1')
    const { id: posyandu } = await admin.post<{ id: string }>('/api/v1/posyandu', { name: 'Posyandu Uji 1' })
    const add = (account: object) => admin.post<{ id: string }>('/api/v1/accounts', account)
    const kader = await add({ displayName: 'Bu Kader Uji', role: 'kader', posyandu: [posyandu] })
    await add({
      displayName: 'Bidan Uji',
      role: 'nakes',
      posyandu: [posyandu],
      loginName: 'bidan',
      password: 'bidan-uji-1',
    })
    nakes = await logIn(server.address, 'bidan', 'bidan-uji-1')
    const { link } = await admin.post<{ link: string }>('/api/v1/enrolment-codes', { accountId: kader.id })
    phone = await openPhone()
    await enrolByLink(phone.page, link)
    await untilReadyOffline(phone.page)
    await loseSignal(phone, server.gate)
    desk = await openPhone({ width: 1280, height: 800 })
    const { page } = desk
    await page.goto(`${server.address}/puskesmas`)
    await page.getByLabel('Nama masuk').fill('bidan')
    await page.getByLabel('Kata sandi', { exact: true }).fill('bidan-uji-1')
    await page.getByRole('button', { name: 'Masuk' }).click()
    await passPurpose(page)
    await page.getByRole('button', { name: 'Keluar' }).first().waitFor()
  })
  afterAll(async () => {
    await phone?.close()
    await desk?.close()
    await server?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const handIn = async (path: string) => {
    const { page } = desk
    await page.goto(`${server.address}/puskesmas/surat`)
    await page.getByLabel('Berkas surat jalan').setInputFiles(path)
    await page.getByRole('button', { name: 'Masukkan' }).click()
  }
  const peopleAtPuskesmas = async () =>
    (await nakes.get<{ people: { name: string }[] }>('/api/v1/people')).people.map(({ name }) => name)
  const takeBalasan = (path: string) => phone.page.locator('input[type=file]').setInputFiles(path)

  it('SJ20 gives its day to the puskesmas as a file, gets its receipts back, and the network changes nothing (lesson 9)', async () => {
    const { page } = phone
    await openDay(page, 'Balai desa')
    await register(page, { name: 'Anak Surat Satu', sex: 'Perempuan', birthDate: '2025-03-04' })
    await register(page, { name: 'Anak Surat Dua', sex: 'Laki-laki', birthDate: '2024-05-06' })
    await goTo(page, 'Hari ini')
    await page.getByRole('button', { name: 'Tutup hari posyandu' }).click()
    expect(await page.getByLabel(/Simpan juga surat jalan/).isChecked()).toBe(true)
    // By default, without a word of hers, the day lies outside the browser's own storage too.
    const surat = await savedBy(page, folder, () =>
      page.getByRole('dialog').getByRole('button', { name: 'Tutup hari posyandu' }).click(),
    )
    expect(surat.name).toMatch(/^surat-jalan-posyandu-uji-1-\d{4}-\d{2}-\d{2}-[0-9A-F]{4}\.txt$/)
    expect(surat.text).not.toContain('Anak')
    await page.getByText(`Periksa di folder unduhan (Download): ${surat.name}`).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.getByRole('button', { name: 'Sudah ada' }).click()
    await page.getByText(`Ada di folder unduhan (Download): ${surat.name}`).waitFor()
    await page.getByRole('button', { name: 'Selesai' }).click()
    const before = await readBalance(page)
    expect(before).toMatchObject({ received: 0, held: 0 })
    expect(before.waiting).toBe(before.saved)
    expect(await peopleAtPuskesmas()).toEqual([])

    await handIn(surat.path)
    await desk.page.getByText(`${before.saved} catatan diterima.`).waitFor()
    expect(await desk.page.getByText('Bu Kader Uji').count()).toBe(1)
    expect(await violationsOn(desk.page)).toEqual([])
    expect((await peopleAtPuskesmas()).sort()).toEqual(['Anak Surat Dua', 'Anak Surat Satu'])
    const balasan = await savedBy(desk.page, folder, () =>
      desk.page.getByRole('button', { name: 'Simpan surat balasan' }).click(),
    )
    // The two end alike, so that people can tell which answers which.
    expect(balasan.name.slice(-8)).toBe(surat.name.slice(-8))

    expect(await readBalance(page)).toEqual(before)
    await takeBalasan(balasan.path)
    await page.getByText(`${before.saved} catatan sudah diterima puskesmas.`).waitFor()
    expect(await violationsOn(page)).toEqual([])
    expect(await readBalance(page)).toEqual({ ...before, received: before.saved, waiting: 0 })
    await takeBalasan(balasan.path)
    await page.getByText('Surat ini sudah pernah dimasukkan. Tidak ada yang berubah.').waitFor()

    const held = (await nakes.get<Devices>('/api/v1/devices')).devices[0]
    await findSignal(phone, server.gate)
    await page.getByRole('button', { name: 'Kirim sekarang' }).click()
    await page.getByText('Semua catatan sudah diterima puskesmas.').waitFor()
    await expect
      .poll(async () => (await nakes.get<Devices>('/api/v1/devices')).devices[0]?.lastContactAt ?? 0)
      .toBeGreaterThan(held?.lastContactAt ?? 0)
    expect(await readBalance(page)).toEqual({ ...before, received: before.saved, waiting: 0 })
    expect(await peopleAtPuskesmas()).toHaveLength(2)
    await handIn(surat.path)
    await desk.page.getByText('Semua catatannya sudah ada di puskesmas.').waitFor()
    expect(await peopleAtPuskesmas()).toHaveLength(2)
    await loseSignal(phone, server.gate)
  })

  it('SJ13 SJ14 says at both ends what is wrong with a file, and settles nothing by it', async () => {
    const { page } = phone
    await register(page, { name: 'Anak Surat Tiga', sex: 'Perempuan', birthDate: '2025-07-08' })
    await goTo(page, 'Antrean')
    await page.getByRole('button', { name: 'Buat surat jalan' }).click()
    const surat = await savedBy(page, folder, () =>
      page.getByRole('button', { name: 'Simpan di HP' }).click(),
    )
    await page.getByRole('button', { name: 'Sudah ada' }).click()
    await page.getByRole('button', { name: 'Selesai' }).click()
    const before = await readBalance(page)
    const broken = join(folder, 'broken.txt')
    for (const [text, words] of [
      [surat.text.slice(0, -300), 'Berkas ini terpotong.'],
      [surat.text.replace(/[A-Z](?=[a-z]{2})/, '*'), 'Berkas ini rusak di jalan.'],
      ['nama;nik', 'Ini bukan surat jalan dari Teratai.'],
    ] as const) {
      writeFileSync(broken, text)
      await handIn(broken)
      await desk.page.getByText(words).waitFor()
    }
    expect(await peopleAtPuskesmas()).toHaveLength(2)
    await takeBalasan(surat.path)
    await page.getByText('Ini surat jalan dari HP.').waitFor()
    await takeBalasan(broken)
    await page.getByText('Ini bukan surat balasan dari Teratai.').waitFor()
    expect(await readBalance(page)).toEqual(before)

    // The same by the command line, beside the running server.
    const { stdout } = await run(process.execPath, ['scripts/surat.ts', surat.path], {
      cwd: top,
      env: { ...process.env, TERATAI_DATA: server.dataFolder },
    })
    expect(stdout).toContain('Bu Kader Uji, Posyandu Uji 1')
    expect(await peopleAtPuskesmas()).toHaveLength(3)
    await takeBalasan(/Surat balasan: (.+)/.exec(stdout)?.[1] ?? '')
    await page.getByText(`${before.waiting} catatan sudah diterima puskesmas.`).waitFor()
    expect(await readBalance(page)).toEqual({ ...before, received: before.saved, waiting: 0 })
    const refused = await run(process.execPath, ['scripts/surat.ts', broken], {
      cwd: top,
      env: { ...process.env, TERATAI_DATA: server.dataFolder },
    }).catch((error: { code: number; stderr: string }) => error)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('(notASurat)') })
  })
})
