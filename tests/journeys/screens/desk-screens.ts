import { passPurpose } from '../pass-purpose.ts'
import type { Page } from 'playwright-core'
import { openPhone } from '../phone.ts'
import type { RunningServer } from '../running-server.ts'
import type { Show } from './show.ts'

export type LogIn = { readonly name: string; readonly password: string }

const nakesPages = [
  ['', 'desk-visits'],
  ['/warga', 'desk-people'],
  ['/kode', 'desk-enrol'],
  ['/hp', 'desk-devices'],
  ['/surat', 'desk-surat'],
  ['/saya', 'desk-account'],
] as const
const adminPages = [
  ['', 'desk-kader'],
  ['/akun', 'desk-accounts'],
  ['/posyandu', 'desk-posyandu'],
  ['/impor', 'desk-import'],
  ['/setelan', 'desk-settings'],
] as const

/** The desk of a nakes and that of an admin. */
export async function showDesk(server: RunningServer, nakes: LogIn, show: Show): Promise<void> {
  const browser = await openPhone({ width: 1280, height: 800 })
  try {
    const { page } = browser
    await page.goto(`${server.address}/puskesmas`)
    await page.getByLabel('Nama masuk').waitFor()
    await show('desk-log-in', page)
    await showPages(page, server.address, nakes, nakesPages, show)
    await page.goto(`${server.address}/puskesmas/warga`)
    await page.locator('main a[href*="/warga/"]').first().click()
    await untilLoaded(page)
    await show('desk-person', page)
    await page.getByRole('link', { name: 'Cari catatan yang satu lagi' }).click()
    await page.getByLabel('Nama, nama ibu').fill('')
    await untilLoaded(page)
    await show('desk-same-search', page)
    await page.locator('main li button').first().click()
    await page.getByRole('button', { name: 'Ya, satukan' }).waitFor()
    await show('desk-same-compare', page)
    await page.goto(`${server.address}/puskesmas/hp`)
    await page
      .getByRole('button', { name: /^Cabut HP/ })
      .first()
      .click()
    const sheet = page.getByRole('dialog')
    await show('desk-revoke', page)
    await sheet.getByRole('button', { name: 'Cabut HP' }).click()
    await page
      .getByRole('link', { name: /^HP hilang atau dicuri/ })
      .first()
      .click()
    await page.getByRole('heading', { name: /yang datanya ada di HP ini/ }).waitFor()
    await show('desk-lost-phone', page)
    await browser.context.clearCookies()
    await page.goto(`${server.address}/puskesmas`)
    await showPages(page, server.address, { name: 'admin', password: 'admin-contoh-1' }, adminPages, show)
  } finally {
    await browser.close()
  }
}

async function showPages(
  page: Page,
  address: string,
  logIn: LogIn,
  pages: readonly (readonly [string, string])[],
  show: Show,
): Promise<void> {
  await page.getByLabel('Nama masuk').fill(logIn.name)
  await page.getByLabel('Kata sandi', { exact: true }).fill(logIn.password)
  await page.getByRole('button', { name: 'Masuk' }).click()
  await page.getByRole('button', { name: 'Keluar' }).first().waitFor()
  if (logIn.name !== 'admin') {
    await page.getByRole('radio', { name: /^Melayani warga/ }).waitFor()
    await show('desk-purpose', page)
    await passPurpose(page)
  }
  for (const [path, name] of pages) {
    await page.goto(`${address}/puskesmas${path}`)
    await untilLoaded(page)
    await show(name, page)
  }
}

/** The frame is drawn, and nothing in it is still waiting for its data: a quiet network alone does not say so. */
async function untilLoaded(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  const loading = page.getByText('Sedang dibuka …')
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' })
}
