import type { Page } from 'playwright-core'
import type { CardId, Step } from '#domain/instruments/instrument.ts'
import { addDays } from '#domain/time/calendar-day.ts'
import { type Filled, fillCard, openChecklist, openField, toResult } from '../card-form.ts'
import { changed, yes } from '../cards/card-case.ts'
import { homeVisit } from '../cards/home-visit.ts'
import { wholeCards } from '../cards/whole-cards.ts'
import { bornMonthsAgo, pregnantWeeks, today } from '../dates.ts'
import { chooseInstrument, type NewPerson, openVisitOf, recordDelivery, registerPerson } from '../kader.ts'
import type { Show } from './show.ts'

type Example = {
  readonly card: CardId
  readonly person: NewPerson
  readonly deliveredOn?: string
  /** Steps of the empty form to see besides the one that is open at first. */
  readonly steps?: readonly Step[]
  readonly answers: Filled
}

/** One visit of each card, with findings worth seeing; the last with many of them. */
export const examples: readonly Example[] = [
  {
    card: 'ibu-hamil',
    person: {
      name: 'Dewi Contoh',
      sex: 'Perempuan',
      birthDate: bornMonthsAgo(27 * 12),
      pregnancy: { lastPeriod: pregnantWeeks(26), weightBefore: '48', height: '154' },
    },
    steps: [4],
    answers: {
      weightKg: '52',
      muacCm: '22,8',
      bloodPressure: ['142', '92'],
      bloodPressureRepeat: ['140', '90'],
    },
  },
  {
    card: 'nifas',
    person: {
      name: 'Ayu Contoh',
      sex: 'Perempuan',
      birthDate: bornMonthsAgo(30 * 12),
      pregnancy: { lastPeriod: pregnantWeeks(41), weightBefore: '51', height: '152' },
    },
    deliveredOn: addDays(today, -12),
    answers: { heavyBleeding: yes, postpartumDangerSigns: { rest: 'usual' } },
  },
  {
    card: 'balita',
    person: {
      name: 'Bima Contoh',
      sex: 'Laki-laki',
      birthDate: bornMonthsAgo(14),
      motherName: 'Sari Contoh',
    },
    steps: [3],
    answers: { weightKg: '8,1', lengthHeight: ['73,5'], headCircumferenceCm: '46', muacCm: '13,1' },
  },
  {
    card: 'remaja',
    person: {
      name: 'Rani Contoh',
      sex: 'Perempuan',
      birthDate: bornMonthsAgo(14 * 12),
      motherName: 'Tuti Contoh',
    },
    answers: { weightKg: '58', heightCm: '152', bloodPressure: ['122', '74'] },
  },
  {
    card: 'dewasa',
    person: { name: 'Joko Contoh', sex: 'Laki-laki', birthDate: bornMonthsAgo(45 * 12) },
    steps: [1, 4],
    answers: { weightKg: '78', heightCm: '165', waistCm: '96', bloodPressure: ['134', '86'] },
  },
  {
    card: 'lansia',
    person: { name: 'Mbah Contoh', sex: 'Perempuan', birthDate: bornMonthsAgo(71 * 12) },
    steps: [2, 4, 5],
    answers: changed(wholeCards.lansia, {
      weightKg: '62',
      waistCm: '92',
      bloodPressure: ['164', '102'],
      bloodPressureRepeat: ['162', '100'],
      bloodGlucose: { typed: '236', choice: 'random' },
      diabetesSymptoms: { choices: ['polyuria', 'polydipsia'] },
      whisperLeft: { choice: 'impaired' },
      tbcCough: { choice: 'from2Weeks' },
      aksBathing: { choice: 'dependent' },
      skilasRecall: { choice: 'notAll' },
    }),
  },
]

/** Before the day is opened a visit is one at home: its own checklists are to choose from. */
export async function showHomeVisit(page: Page, show: Show): Promise<void> {
  await registerPerson(page, {
    name: 'Mbah Rumah',
    sex: 'Perempuan',
    birthDate: bornMonthsAgo(69 * 12),
  })
  await show('person-new', page)
  await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
  await page.getByRole('button', { name: 'Pakai kartu atau checklist lain' }).click()
  await page.getByRole('dialog').waitFor()
  await show('instrument-choice', page)
  await page.getByRole('dialog').getByRole('button', { name: 'Batal' }).click()
  await chooseInstrument(page, homeVisit.title)
  await show('home-visit', page)
  await openField(page, homeVisit.instrument, 'homeSafety')
  await show('home-visit-4', page)
  await fillCard(page, homeVisit.instrument, homeVisit.answers)
  await toResult(page)
  await show('result-home-visit', page)
  await leaveResult(page)
}

export async function showVisit(page: Page, example: Example, show: Show): Promise<void> {
  const { card, person, deliveredOn, steps = [], answers } = example
  await registerPerson(page, person)
  if (deliveredOn) await recordDelivery(page, deliveredOn)
  await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
  await page.getByRole('button', { name: 'Simpan & lihat hasil' }).waitFor()
  await show(`visit-${card}`, page)
  for (const step of steps) {
    await openStep(page, step)
    await show(`visit-${card}-${step}`, page)
  }
  if (card === 'ibu-hamil') await showChecklist(page, show)
  await fillCard(page, card, answers)
  await toResult(page)
  await show(`result-${card}`, page)
  if (card === 'lansia') await showOutcome(page, show)
  if (card === 'balita') await showAmendment(page, show)
  await leaveResult(page)
}

async function openStep(page: Page, step: Step): Promise<void> {
  await page.locator(`[data-step="${step}"] > h2 button`).click()
  await page.locator(`[data-step="${step}"]`).evaluate((element) => element.scrollIntoView())
}

async function showChecklist(page: Page, show: Show): Promise<void> {
  const checklist = await openChecklist(page, 'ibu-hamil', 'pregnancyDangerSigns')
  await checklist.evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await show('visit-checklist', page)
  await checklist.getByRole('button', { name: 'Tidak ada satu pun' }).click()
  await show('visit-checklist-answered', page)
}

/** What the result leads on to: what to talk about, where to send, when to come again. */
async function showOutcome(page: Page, show: Show): Promise<void> {
  await page.getByRole('heading', { name: 'Penyuluhan' }).evaluate((element) => element.scrollIntoView())
  await show('result-counselling', page)
  await page.getByRole('button', { name: 'Ubah', exact: true }).first().click()
  await page.getByRole('dialog').waitFor()
  await show('referral-sheet', page)
  await page.getByRole('dialog').getByRole('button', { name: 'Batal' }).click()
  await page.getByRole('button', { name: 'Tanggal lain' }).click()
  await page.getByRole('dialog').waitFor()
  await show('next-visit-sheet', page)
  await page.getByRole('dialog').getByRole('button', { name: 'Batal' }).click()
}

/** A saved weight is put right: the reason is asked for. */
async function showAmendment(page: Page, show: Show): Promise<void> {
  await page.getByRole('button', { name: 'Ubah isian' }).click()
  await fillCard(page, 'balita', { weightKg: '8,3' })
  await show('visit-amending', page)
  await page.getByRole('button', { name: 'Simpan & lihat hasil' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.waitFor()
  await show('amendment', page)
  await sheet.getByText('Alasan lain', { exact: true }).click()
  await sheet.getByRole('button', { name: 'Simpan perbaikan' }).click()
  await show('amendment-missing', page)
  await sheet.getByText('Salah ketik', { exact: true }).click()
  await sheet.getByRole('button', { name: 'Simpan perbaikan' }).click()
  await page.getByRole('region', { name: 'Hasil kunjungan' }).waitFor()
}

async function leaveResult(page: Page): Promise<void> {
  await page.getByText('Selesai', { exact: true }).click()
  await page.getByRole('navigation').waitFor()
}

/** Somebody who was seen: what they need today, and the visit with what stood there before it was put right. */
export async function showVisited(page: Page, show: Show): Promise<void> {
  await openVisitOf(page, 'Bima Contoh')
  await page
    .getByRole('heading', { name: 'Riwayat kunjungan' })
    .evaluate((element) => element.scrollIntoView())
  await show('person-visit', page)
  const due = page.getByRole('heading', { name: 'Yang perlu hari ini' })
  await due.evaluate((element) => element.scrollIntoView())
  await show('person-due', page)
  await page.getByRole('button', { name: /^Lihat semua/ }).click()
  await show('person-due-all', page)
  await page.getByRole('button', { name: 'Kembali' }).click()
}
