import type { Page } from 'playwright-core'
import { goTo, untilReadyOffline } from '../kader.ts'
import { loseSignal, openPhone, type Phone, seeKeys } from '../phone.ts'
import type { GatedServer } from '../running-server.ts'
import type { Show } from './show.ts'
import { examples, showHomeVisit, showVisit, showVisited } from './visit-screens.ts'

/** The phone of a kader, from enrolment to a day without signal. */
export async function showPhone(server: GatedServer, show: Show): Promise<void> {
  const phone = await openPhone()
  try {
    const { page } = phone
    await page.goto(server.gate.address)
    await seeKeys(page)
    await show('set-pin', page)
    await page.getByRole('heading', { name: 'Daftarkan HP' }).waitFor()
    await show('enrol', page)
    const link = (await server.waitFor(/http:\/\/localhost:\d+\/enrol#[0-9A-Z-]+/))[0]
    await page.goto(link)
    await page.reload()
    await page.getByText('Semua data sudah dimuat.').waitFor({ timeout: 120_000 })
    await show('enrolled', page)
    await page.getByText('Mulai', { exact: true }).click()
    await page.getByRole('heading', { name: 'Hari ini' }).waitFor()
    await untilReadyOffline(page)
    await showHomeVisit(page, show)
    await showOpenDay(page, show)
    await showPeople(page, show)
    for (const example of examples) await showVisit(page, example, show)
    await showVisited(page, show)
    await showRest(phone, server, show)
  } finally {
    await phone.close()
  }
}

async function showOpenDay(page: Page, show: Show): Promise<void> {
  await goTo(page, 'Hari ini')
  await page.getByRole('button', { name: 'Buka hari posyandu' }).click()
  await page.getByLabel('Tempat').fill('Balai desa')
  await show('open-day', page)
  await page.getByRole('button', { name: 'Buka sekarang' }).click()
  await page.getByText('Posyandu sedang buka').waitFor()
  await show('today', page)
}

async function showPeople(page: Page, show: Show): Promise<void> {
  await goTo(page, 'Warga')
  await page.getByLabel('Cari warga').waitFor()
  await show('people', page)
  await page.getByLabel('Cari warga').fill('zzz')
  await page.getByText('Tidak ketemu').waitFor()
  await show('people-none-found', page)
  await page.getByLabel('Cari warga').fill('')
  await page.locator('main li a').first().click()
  await page.getByText('Mulai kunjungan').waitFor()
  await show('person', page)
  await page.getByRole('button', { name: 'Kembali' }).click()
  await page.getByRole('link', { name: 'Warga baru' }).click()
  await page.getByLabel('Nama lengkap').waitFor()
  await show('new-person', page)
  await page.getByRole('button', { name: 'Simpan', exact: true }).click()
  await show('new-person-errors', page)
  await page.getByRole('button', { name: 'Kembali' }).click()
}

async function showRest(phone: Phone, { gate }: GatedServer, show: Show): Promise<void> {
  const { page } = phone
  await goTo(page, 'Antrean')
  await page
    .getByText(/tersimpan sama dengan/)
    .first()
    .waitFor()
  // What was begun when the screen opened has ended.
  await page.getByRole('button', { name: 'Kirim sekarang' }).waitFor()
  await show('queue', page)
  await page.getByRole('button', { name: 'Buat surat jalan' }).click()
  await page.getByRole('button', { name: 'Simpan di HP' }).waitFor()
  await show('surat-jalan', page)
  await page.getByRole('button', { name: 'Simpan di HP' }).click()
  await show('surat-jalan-asked', page)
  await page.getByRole('button', { name: 'Belum ada' }).click()
  await show('surat-jalan-missing', page)
  await page.getByRole('button', { name: 'Selesai' }).click()
  await page.getByRole('button', { name: 'Kirim sekarang' }).click()
  await page.getByText(/Masih ada \d+ catatan/).waitFor({ state: 'hidden', timeout: 120_000 })
  await goTo(page, 'Setelan')
  await page.getByRole('heading', { name: 'Setelan' }).waitFor()
  await show('settings', page)
  await page.getByRole('button', { name: 'Kunci sekarang' }).click()
  await seeKeys(page)
  await show('locked', page)
  await page.getByRole('heading', { name: 'Setelan' }).waitFor()
  await loseSignal(phone, gate)
  await goTo(page, 'Hari ini')
  await page
    .getByText(/Tanpa sinyal|tanpa sinyal/)
    .first()
    .waitFor()
  await show('today-offline', page)
  await showOthers(page, show)
}

/** Somebody else on the same phone, whose code the puskesmas may have taken: its answer never came. */
async function showOthers(page: Page, show: Show): Promise<void> {
  const toOthers = async () => {
    await goTo(page, 'Setelan')
    await page.getByRole('button', { name: 'Kunci sekarang' }).click()
    await seeKeys(page)
    // By its own hand: whoever looks for a button here would type the PIN first.
    await page.evaluate(() => {
      for (const button of document.querySelectorAll('button'))
        if (button.textContent === 'Orang lain') button.click()
    })
  }
  await toOthers()
  await page.getByRole('button', { name: 'Saya baru di HP ini' }).click()
  await page.getByRole('heading', { name: 'Daftarkan HP' }).waitFor()
  await page.getByLabel('Kode pendaftaran').fill('AAAABBBB')
  // As it looks where a signal is shown and nothing comes through.
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Daftarkan HP ini' }).click()
  await page.getByRole('alert').first().waitFor()
  await page.context().setOffline(true)
  await page.reload()
  await page.getByRole('button', { name: 'Pemakai 1' }).click()
  await page.getByRole('navigation').waitFor()
  await goTo(page, 'Hari ini')
  await page.locator('header > p').first().waitFor()
  await show('today-named', page)
  await goTo(page, 'Setelan')
  await page.getByRole('link', { name: 'Serahkan HP ini' }).click()
  await page.getByRole('button', { name: 'Lanjut' }).waitFor()
  await show('hand-over', page)
  await page.getByRole('button', { name: 'Kembali' }).click()
  await toOthers()
  await page.getByRole('heading', { name: 'Siapa yang memakai HP ini?' }).waitFor()
  await show('who', page)
}
