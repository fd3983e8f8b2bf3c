import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goTo, readBalance } from './kader.ts'
import { arrived, tapSave, typeUntilKept, untilResult } from './one-kader.ts'
import type { Phone } from './phone.ts'
import { type RunningServer, startServer } from './running-server.ts'
import { emptyPuskesmas, type SmallPuskesmas, smallPuskesmas } from './small-puskesmas.ts'
import { violationsOn } from './violations.ts'

const child = 'Vino Prakoso'

describe('a browser that does not promise to keep the data', () => {
  let server: RunningServer
  let puskesmas: SmallPuskesmas
  let phone: Phone

  const answerPersist = async ({ context, page }: Phone, setting: 'denied' | 'granted') => {
    const session = await context.newCDPSession(page)
    await session.send('Browser.setPermission', {
      permission: { name: 'persistent-storage' },
      setting,
      origin: server.address,
    })
  }

  beforeAll(async () => {
    server = await startServer({ environment: emptyPuskesmas })
    puskesmas = await smallPuskesmas(server, [child])
    phone = await puskesmas.enrolPhone('Kader Uji')
    await answerPersist(phone, 'denied')
  })
  afterAll(async () => {
    await phone?.close()
    await server?.remove()
  })

  it('says before the posyandu day that it does not, and what helps (lessons 7, 44)', async () => {
    const { page } = phone
    await page.goto(server.address)
    await page.getByText('HP belum berjanji menyimpan catatan').waitFor()
    await page.getByRole('button', { name: 'Minta HP menyimpan' }).click()
    await page.getByText(/HP belum mau berjanji\. Catatan tetap bisa ditulis/).waitFor()
    expect(await page.getByText(/surat jalan/).count()).toBeGreaterThan(0)
    expect(await violationsOn(page)).toEqual([])
    await goTo(page, 'Setelan')
    await page.getByText(/HP belum berjanji menyimpan\. Kalau ruang HP penuh/).waitFor()
  })

  it('works as ever: a visit is saved and arrives', async () => {
    const { page } = phone
    await typeUntilKept(page, child)
    await tapSave(page)
    await untilResult(page)
    await page.getByText('Selesai', { exact: true }).click()
    await expect.poll(() => arrived(puskesmas.nakes), { timeout: 60_000 }).toEqual([child])
    expect(await readBalance(page)).toMatchObject({ saved: 1, held: 0 })
  })

  it('is told to be ready as soon as it promises', async () => {
    const { page } = phone
    await answerPersist(phone, 'granted')
    await page.goto(server.address)
    await page.getByText('HP ini siap dipakai tanpa sinyal.').waitFor()
    expect(await page.getByRole('button', { name: 'Minta HP menyimpan' }).count()).toBe(0)
  })
})

describe('a browser that gives no storage at all', () => {
  const folder = mkdtempSync(join(tmpdir(), 'teratai-blocked-'))
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ environment: emptyPuskesmas })
    // What "block all site data" writes down in Chromium's own settings.
    mkdirSync(join(folder, 'Default'), { recursive: true })
    const blocked = { profile: { default_content_setting_values: { cookies: 2 } } }
    writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify(blocked))
  })
  afterAll(async () => {
    await server?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is told so in plain words, with what to do, and never shows an empty screen (lessons 7, 36)', async () => {
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: '/usr/bin/chromium',
      viewport: { width: 360, height: 640 },
      locale: 'id-ID',
      args: ['--no-sandbox'],
    })
    try {
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(server.address)
      await page.getByText(/Chrome tidak memberi Teratai tempat menyimpan/).waitFor()
      await page.getByText(/izinkan situs ini menyimpan data/).waitFor()
      await page.getByRole('button', { name: 'Buka ulang Teratai' }).waitFor()
      expect(await violationsOn(page)).toEqual([])
    } finally {
      await context.close()
    }
  })
})
