import type { Page } from 'playwright-core'

/** Whoever is led to people's data is asked once a day what for; says so where it is asked. */
export async function passPurpose(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Keluar' }).first().waitFor()
  const heading = page.getByRole('heading', { level: 1 })
  await heading.waitFor()
  if (!(await heading.innerText()).startsWith('Untuk apa')) return
  await page.getByRole('radio', { name: /^Melayani warga/ }).check()
  await page.getByRole('button', { name: 'Lanjutkan' }).click()
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Untuk apa' }).waitFor()
}
