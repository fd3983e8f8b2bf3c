import { expect } from 'vitest'
import type { Page } from 'playwright-core'
import { toResult } from './card-form.ts'

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
  readonly phone?: string
  readonly address?: string
  readonly posyandu?: string
  readonly pregnancy?: NewPregnancy
}

export type NewPregnancy = {
  readonly lastPeriod: string
  readonly weightBefore: string
  readonly height: string
}

async function fillPregnancy(page: Page, { lastPeriod, weightBefore, height }: NewPregnancy): Promise<void> {
  await pick(page, 'Ingat hari pertama haid terakhir?', 'Ingat tanggalnya')
  await typeDate(page, 'Hari pertama haid terakhir (HPHT)', lastPeriod)
  await page.getByLabel('Berat sebelum hamil').fill(weightBefore)
  await page.getByLabel('Tinggi badan').fill(height)
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
    await fillPregnancy(page, person.pregnancy)
  }
  await page.locator('fieldset', { hasText: 'Belum ada' }).getByText('Belum ada', { exact: true }).click()
  await pick(page, 'Kenapa belum ada NIK?', 'Tidak dibawa')
  if (person.motherName) await page.getByLabel('Nama ibu').fill(person.motherName)
  if (person.phone) await page.getByLabel('Nomor HP').fill(person.phone)
  if (person.address) await page.getByLabel('Alamat').fill(person.address)
  if (person.posyandu) await pick(page, 'Posyandu', person.posyandu)
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await page.getByRole('heading', { name: person.name }).waitFor()
}

/** Writes down that the opened woman is pregnant. */
export async function recordPregnancy(page: Page, pregnancy: NewPregnancy): Promise<void> {
  await page.getByRole('button', { name: 'Catat kehamilan' }).click()
  await fillPregnancy(page, pregnancy)
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan', exact: true }).click()
  await page.getByText('Sedang hamil', { exact: true }).waitFor()
}

/** Ends the pregnancy of the opened person with a delivery. */
export async function recordDelivery(page: Page, deliveredOn: string): Promise<void> {
  await page.getByRole('button', { name: 'Kehamilan selesai' }).click()
  await typeDate(page, 'Tanggal selesai', deliveredOn)
  await pick(page, 'Bagaimana selesainya', 'Melahirkan')
  await page.getByRole('dialog').getByRole('button', { name: 'Simpan', exact: true }).click()
  await page.getByText('· Melahirkan').waitFor()
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

/** Opens the day of the posyandu at a place, and waits until it is open. */
export async function openDay(page: Page, place: string): Promise<void> {
  await goTo(page, 'Hari ini')
  await page.getByRole('button', { name: 'Buka hari posyandu' }).click()
  await page.getByLabel('Tempat').fill(place)
  await page.getByRole('button', { name: 'Buka sekarang' }).click()
  await page.getByText('Posyandu sedang buka').waitFor()
}

/** Takes another card or checklist for the opened visit, while nothing is filled in. */
export async function chooseInstrument(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Pakai kartu atau checklist lain' }).click()
  await page.getByRole('dialog').getByRole('button', { name: title, exact: true }).click()
  await page.locator('strong').getByText(title, { exact: true }).waitFor()
}

/** Opens a person and unfolds their latest visit. */
export async function openVisitOf(page: Page, name: string): Promise<void> {
  await openPerson(page, name)
  await page
    .locator('section', { has: page.getByRole('heading', { name: 'Riwayat kunjungan' }) })
    .locator('li button[aria-expanded]')
    .first()
    .click()
  await page.getByRole('link', { name: 'Perbaiki catatan ini' }).waitFor()
}

/** What the result screen says: the level in its word, and everything that is in sight. */
export type ReadResult = { readonly level: string; readonly text: string }

export type Saving = {
  /** Why something that was saved before is changed. */
  readonly reason?: string
  readonly atResult?: () => Promise<void>
}

/**
 * Saves the form without network, reads what the result screen says, and goes back to the people. The screen must say
 * that the visit is on this phone, and claim no more.
 */
export async function saveVisitOffline(page: Page, saving: Saving = {}): Promise<ReadResult> {
  const result = await toResult(page, saving.reason)
  await saving.atResult?.()
  await page.getByText('Tersimpan di HP ini, menunggu dikirim').waitFor()
  expect(await page.getByText('Diterima').count()).toBe(0)
  const level = (await result.locator('p').first().textContent()) ?? ''
  const text = await page.locator('main').innerText()
  await page.getByText('Selesai', { exact: true }).click()
  await page.getByRole('navigation').waitFor()
  return { level, text }
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
