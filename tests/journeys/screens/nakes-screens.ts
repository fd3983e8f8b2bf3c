import type { Page } from 'playwright-core'
import { logIn } from '../desk-client.ts'
import { chooseInstrument, enrolByLink, openPerson } from '../kader.ts'
import { openPhone } from '../phone.ts'
import type { GatedServer } from '../running-server.ts'
import type { LogIn } from './desk-screens.ts'
import type { Show } from './show.ts'

/** What nakes fill beside the card: by the person whom it fits, and its name in the choice. */
const questionnaires = [
  ['Mbah Contoh', 'Cek Kesehatan Gratis (CKG)', 'nakes-ckg'],
  ['Mbah Contoh', 'Pemeriksaan lanjutan lansia', 'nakes-older'],
  ['Joko Contoh', 'Pemeriksaan lanjutan jiwa', 'nakes-mind'],
  ['Bima Contoh', 'KPSP', 'nakes-kpsp'],
] as const

/** The phone of a nakes: the same, and the questionnaires and scores that only they enter. */
export async function showNakesPhone(server: GatedServer, nakes: LogIn, show: Show): Promise<void> {
  server.gate.open()
  const desk = await logIn(server.address, nakes.name, nakes.password)
  const { account } = await desk.get<{ account: { id: string } }>('/api/v1/me')
  const { link } = await desk.post<{ link: string }>('/api/v1/enrolment-codes', { accountId: account.id })
  const phone = await openPhone()
  try {
    const { page } = phone
    await enrolByLink(page, link)
    for (const [person, title, name] of questionnaires) await showInstrument(page, person, title, name, show)
  } finally {
    await phone.close()
  }
}

async function showInstrument(page: Page, person: string, title: string, name: string, show: Show) {
  await openPerson(page, person)
  await page.getByRole('link', { name: /Mulai kunjungan|Lanjutkan isian/ }).click()
  await chooseInstrument(page, title)
  await show(name, page)
  await page.getByRole('button', { name: 'Kembali' }).click()
  await page.getByRole('button', { name: 'Kembali' }).click()
}
