import { expect } from 'vitest'
import type { Locator, Page } from 'playwright-core'

/** What a kader does with her thumb, by the words and fields that she sees. */

/** Opens the link of a code, waits until the phone is enrolled and everything has come, and starts. */
export async function enrolByLink(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByText('Semua data sudah dimuat.').waitFor({ timeout: 120_000 })
  await page.getByText('Mulai', { exact: true }).click()
  await page.getByRole('heading', { name: 'Hari ini' }).waitFor()
}

/** Waits until the worker has everything: the next start needs no network. */
export async function untilReadyOffline(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
}

/** One of the four places at the bottom. */
export const goTo = (page: Page, place: 'Hari ini' | 'Warga' | 'Antrean' | 'Setelan') =>
  page.getByRole('navigation').getByRole('link', { name: place }).click()

const group = (page: Page, legend: string) => page.getByRole('group', { name: legend })

/** Types a day into the three boxes of a date field. */
export async function typeDate(page: Page, legend: string, day: string): Promise<void> {
  const [year, month, date] = day.split('-') as [string, string, string]
  await group(page, legend).getByLabel('Tanggal', { exact: true }).fill(date)
  await group(page, legend).getByLabel('Bulan', { exact: true }).fill(month)
  await group(page, legend).getByLabel('Tahun', { exact: true }).fill(year)
}

const pick = (page: Page, legend: string, label: string) =>
  group(page, legend).getByText(label, { exact: true }).click()

export type NewPerson = {
  readonly name: string
  readonly sex: 'Perempuan' | 'Laki-laki'
  readonly birthDate: string
  readonly motherName?: string
  readonly posyandu?: string
  readonly pregnancy?: { readonly lastPeriod: string; readonly weightBefore: string; readonly height: string }
}

/** Registers a person without NIK and stays on their page. */
export async function registerPerson(page: Page, person: NewPerson): Promise<void> {
  await goTo(page, 'Warga')
  await page.getByRole('link', { name: 'Warga baru' }).click()
  await page.getByLabel('Nama lengkap').fill(person.name)
  await pick(page, 'Jenis kelamin', person.sex)
  await typeDate(page, 'Tanggal lahir', person.birthDate)
  if (person.pregnancy) {
    await pick(page, 'Sedang hamil?', 'Ya')
    await pick(page, 'Ingat hari pertama haid terakhir?', 'Ingat tanggalnya')
    await typeDate(page, 'Hari pertama haid terakhir (HPHT)', person.pregnancy.lastPeriod)
    await page.getByLabel('Berat sebelum hamil').fill(person.pregnancy.weightBefore)
    await page.getByLabel('Tinggi badan').fill(person.pregnancy.height)
  }
  await page.locator('fieldset', { hasText: 'Belum ada' }).getByText('Belum ada', { exact: true }).click()
  await pick(page, 'Kenapa belum ada NIK?', 'Tidak dibawa')
  if (person.motherName) await page.getByLabel('Nama ibu').fill(person.motherName)
  if (person.posyandu) await pick(page, 'Posyandu', person.posyandu)
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await page.getByRole('heading', { name: person.name }).waitFor()
}

/** Finds a person by part of the name and opens them. */
export async function openPerson(page: Page, name: string): Promise<void> {
  await goTo(page, 'Warga')
  await page.getByLabel('Cari warga').fill(name)
  await page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click()
  await page.getByRole('heading', { name }).waitFor()
}

const fieldBox = (page: Page, field: string): Locator => page.locator(`[data-field="${field}"]`)

/** What is typed into a card: numbers with comma as people write them, or the words of a choice. */
export type Filled = Readonly<Record<string, string | readonly string[] | { readonly choice: string }>>

/** Fills the card of the opened person: texts into boxes in order, choices by their words. */
export async function fillCard(page: Page, answers: Filled): Promise<void> {
  for (const [field, answer] of Object.entries(answers)) {
    const box = fieldBox(page, field)
    await box.waitFor()
    if (typeof answer === 'object' && 'choice' in answer) {
      await box.getByText(answer.choice, { exact: true }).first().click()
      continue
    }
    const texts = typeof answer === 'string' ? [answer] : answer
    for (const [i, text] of texts.entries()) {
      await box.locator('input[type="text"]').nth(i).fill(text)
      await box.locator('input[type="text"]').nth(i).blur()
    }
  }
  await confirmDoubts(page)
}

/** Answers "Sudah benar" wherever a value is doubted. */
export async function confirmDoubts(page: Page): Promise<void> {
  const right = page.getByRole('button', { name: 'Sudah benar' })
  while ((await right.count()) > 0) await right.first().click()
}

/** Saves the form, confirming what is doubted, and waits for the result. */
export async function toResult(page: Page): Promise<Locator> {
  const save = page.getByRole('button', { name: 'Simpan & lihat hasil' })
  const result = page.getByRole('region', { name: 'Hasil kunjungan' })
  await save.click()
  const doubted = page.getByRole('button', { name: 'Sudah benar' }).first()
  await result.or(doubted).first().waitFor()
  if ((await result.count()) === 0) {
    await confirmDoubts(page)
    await save.click()
    await result.waitFor()
  }
  return result
}

/**
 * Saves the form without network, reads the level that the result screen says in words, and goes back to the people.
 * The screen must say that the visit is on this phone, and claim no more.
 */
export async function saveVisitOffline(page: Page): Promise<string> {
  const result = await toResult(page)
  await page.getByText('Tersimpan di HP ini, menunggu dikirim').waitFor()
  expect(await page.getByText('Diterima').count()).toBe(0)
  const level = (await result.locator('p').first().textContent()) ?? ''
  await page.getByText('Selesai', { exact: true }).click()
  await page.getByRole('navigation').waitFor()
  return level
}

/** The neraca of the queue screen: saved, received, waiting, held. */
export async function readBalance(page: Page) {
  await goTo(page, 'Antrean')
  const text = await page
    .getByText(/tersimpan sama dengan/)
    .first()
    .textContent()
  const figures = [...(text ?? '').matchAll(/\d+/g)].map(Number)
  expect(figures).toHaveLength(4)
  const [saved, received, waiting, held] = figures as [number, number, number, number]
  return { saved, received, waiting, held }
}
