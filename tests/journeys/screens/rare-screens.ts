import type { Page } from 'playwright-core'
import { addDays } from '#domain/time/calendar-day.ts'
import { bornMonthsAgo, today } from '../dates.ts'
import { goTo, type NewPerson, openPerson, recordPregnancy, registerPerson } from '../kader.ts'
import type { Phone } from '../phone.ts'
import type { Show } from './show.ts'

const dayMs = 24 * 60 * 60 * 1000
const save = (page: Page) => page.getByRole('button', { name: 'Simpan', exact: true }).click()

/** Two of a family; one of them is given another posyandu. */
export async function showFamily(page: Page, posyandu: readonly string[], show: Show): Promise<void> {
  const [here = '', there = ''] = posyandu
  const head = { name: 'Darto Contoh', sex: 'Laki-laki', birthDate: '1990-04-05', posyandu: here } as const
  const child = {
    name: 'Putri Darto',
    sex: 'Perempuan',
    birthDate: bornMonthsAgo(30),
    posyandu: here,
  } as const
  for (const person of [head, child]) {
    await registerPerson(page, person)
    await page.getByRole('link', { name: 'Ubah data' }).click()
    if (person === head) {
      await page.getByRole('button', { name: 'Keluarga baru' }).click()
      await page.getByLabel('Kepala keluarga').fill(head.name)
    } else {
      await page.getByRole('button', { name: 'Cari keluarga yang sudah ada' }).click()
      await page.getByRole('dialog').getByLabel('Cari kepala keluarga, alamat, atau nomor KK').fill('Darto')
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^Darto Contoh/ })
        .click()
    }
    await save(page)
    await page.getByRole('heading', { name: person.name }).waitFor()
    await page.getByRole('button', { name: 'Kembali' }).click()
  }
  await openPerson(page, child.name)
  await page.getByRole('link', { name: 'Ubah data' }).click()
  await page.getByRole('group', { name: 'Posyandu' }).getByText(there, { exact: true }).click()
  await page.getByRole('group', { name: 'Siapa yang pindah?' }).scrollIntoViewIfNeeded()
  await show('family-moves', page)
  await page.getByText('Sekeluarga (2 orang)').click()
  await save(page)
  await page.getByRole('heading', { name: child.name }).waitFor()
  await page.getByRole('button', { name: 'Kembali' }).click()
}

/** Two phones without signal write down the same pregnancy, from other days. */
export async function showDoublePregnancy(
  phones: readonly [Phone, Phone],
  posyandu: string,
  send: (page: Page) => Promise<void>,
  show: Show,
): Promise<void> {
  const woman: NewPerson = { name: 'Wulan Contoh', sex: 'Perempuan', birthDate: '1998-02-01', posyandu }
  const [{ page }] = phones
  await registerPerson(page, woman)
  for (const one of phones) await send(one.page)
  for (const [i, one] of phones.entries()) {
    await one.context.setOffline(true)
    await openPerson(one.page, woman.name)
    await recordPregnancy(one.page, {
      lastPeriod: addDays(today, -90 - 45 * i),
      weightBefore: '50',
      height: '155',
    })
    await one.context.setOffline(false)
  }
  for (const one of [...phones, phones[0]]) await send(one.page)
  await openPerson(page, woman.name)
  await page.getByText('Ada 2 catatan kehamilan yang belum selesai.').scrollIntoViewIfNeeded()
  await page
    .getByText(/HP Bu Ani|HP lain/)
    .first()
    .waitFor()
  await show('pregnancy-twice', page)
  await page.getByRole('button', { name: 'Kembali' }).click()
}

/** A month and a half without a word of the puskesmas. */
export async function showClosed({ page, context }: Phone, name: string, show: Show): Promise<void> {
  await context.setOffline(true)
  const home = new URL('/', page.url()).href
  const after = async (days: number) => {
    await page.clock.setFixedTime(Date.now() + days * dayMs)
    await page.goto(home)
    await page.getByRole('heading', { name: 'Hari ini' }).waitFor()
  }
  await after(33)
  await page.getByText(/Data warga ditutup 12 hari lagi/).waitFor()
  await show('today-lease-ends', page)
  await after(46)
  await goTo(page, 'Warga')
  await page.getByText('Sudah 45 hari lebih tanpa kabar dari puskesmas').waitFor()
  await show('people-closed', page)
  await page.getByLabel('Nama', { exact: true }).fill(name.slice(0, 4))
  await page.getByRole('link', { name }).first().scrollIntoViewIfNeeded()
  await show('people-closed-found', page)
}
