import type { Page } from 'playwright-core'
import { bornMonthsAgo, pregnantWeeks } from './dates.ts'
import {
  type Filled,
  fillCard,
  goTo,
  type NewPerson,
  registerPerson,
  toResult,
  untilReadyOffline,
} from './kader.ts'
import { loseSignal, openPhone, type Phone } from './phone.ts'
import { type GatedServer, type RunningServer, startGatedServer } from './running-server.ts'

/** Every screen there is, in the order in which a kader and then a nakes and an admin meet them. */
export type Show = (name: string, page: Page) => Promise<void>

type Example = { readonly name: string; readonly person: NewPerson; readonly answers: Filled }

/** One visit of each card, with a finding worth seeing. */
const examples: readonly Example[] = [
  {
    name: 'ibu-hamil',
    person: {
      name: 'Dewi Contoh',
      sex: 'Perempuan',
      birthDate: bornMonthsAgo(27 * 12),
      pregnancy: { lastPeriod: pregnantWeeks(26), weightBefore: '48', height: '154' },
    },
    answers: {
      weightKg: '52',
      muacCm: '22,8',
      bloodPressure: ['142', '92'],
      bloodPressureRepeat: ['140', '90'],
    },
  },
  {
    name: 'balita',
    person: {
      name: 'Bima Contoh',
      sex: 'Laki-laki',
      birthDate: bornMonthsAgo(14),
      motherName: 'Sari Contoh',
    },
    answers: { weightKg: '8,1', lengthHeight: ['73,5'], headCircumferenceCm: '46', muacCm: '13,1' },
  },
  {
    name: 'remaja',
    person: {
      name: 'Rani Contoh',
      sex: 'Perempuan',
      birthDate: bornMonthsAgo(14 * 12),
      motherName: 'Tuti Contoh',
    },
    answers: { weightKg: '58', heightCm: '152', bloodPressure: ['122', '74'] },
  },
  {
    name: 'dewasa',
    person: { name: 'Joko Contoh', sex: 'Laki-laki', birthDate: bornMonthsAgo(45 * 12) },
    answers: { weightKg: '78', heightCm: '165', waistCm: '96', bloodPressure: ['134', '86'] },
  },
  {
    name: 'lansia',
    person: { name: 'Mbah Contoh', sex: 'Perempuan', birthDate: bornMonthsAgo(71 * 12) },
    answers: { weightKg: '50', heightCm: '150', waistCm: '74', muacCm: '24', bloodPressure: ['118', '74'] },
  },
]

type LogIn = { readonly name: string; readonly password: string }

/** Starts a demo puskesmas and shows every screen, the phone's at 360×640, the desk's at 1280 wide. */
export async function showAllScreens(show: Show): Promise<void> {
  const server = await startGatedServer({
    TERATAI_DEMO: '1',
    TERATAI_ADMIN_PASSWORD: 'admin-contoh-1',
  })
  try {
    const nakes = await nakesOf(server)
    await showPhone(server, show)
    await showDesk(server, nakes, show)
  } finally {
    await server.remove()
  }
}

/** The nakes's log-in as the start prints it. */
async function nakesOf(server: RunningServer): Promise<LogIn> {
  const match = await server.waitFor(/Log-in:\s+(bidan) \/ (\S+)/)
  return { name: match[1] as string, password: match[2] as string }
}

async function showPhone(server: GatedServer, show: Show): Promise<void> {
  const phone = await openPhone()
  try {
    const { page } = phone
    await page.goto(server.gate.address)
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
    await openDay(page, show)
    await showPeople(page, show)
    for (const example of examples) await showVisit(page, example, show)
    await showRest(phone, server, show)
  } finally {
    await phone.close()
  }
}

async function openDay(page: Page, show: Show): Promise<void> {
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

async function showVisit(page: Page, example: Example, show: Show): Promise<void> {
  await registerPerson(page, example.person)
  await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
  await page.getByRole('button', { name: 'Simpan & lihat hasil' }).waitFor()
  await show(`visit-${example.name}`, page)
  await fillCard(page, example.answers)
  await toResult(page)
  await show(`result-${example.name}`, page)
  await page.getByText('Selesai', { exact: true }).click()
  await page.getByRole('navigation').waitFor()
}

async function showRest(phone: Phone, { gate }: GatedServer, show: Show): Promise<void> {
  const { page } = phone
  await goTo(page, 'Antrean')
  await page
    .getByText(/tersimpan sama dengan/)
    .first()
    .waitFor()
  await show('queue', page)
  await goTo(page, 'Setelan')
  await page.getByRole('heading', { name: 'Setelan' }).waitFor()
  await show('settings', page)
  await loseSignal(phone, gate)
  await goTo(page, 'Hari ini')
  await page
    .getByText(/Tanpa sinyal|tanpa sinyal/)
    .first()
    .waitFor()
  await show('today-offline', page)
}

const nakesPages = [
  ['', 'desk-visits'],
  ['/warga', 'desk-people'],
  ['/kode', 'desk-enrol'],
  ['/hp', 'desk-devices'],
  ['/saya', 'desk-account'],
] as const
const adminPages = [
  ['', 'desk-kader'],
  ['/akun', 'desk-accounts'],
  ['/posyandu', 'desk-posyandu'],
  ['/impor', 'desk-import'],
  ['/setelan', 'desk-settings'],
] as const

async function showDesk(server: RunningServer, nakes: LogIn, show: Show): Promise<void> {
  const browser = await openPhone({ width: 1280, height: 800 })
  try {
    const { page } = browser
    await page.goto(`${server.address}/puskesmas`)
    await page.getByLabel('Nama masuk').waitFor()
    await show('desk-log-in', page)
    await showPages(page, server.address, nakes, nakesPages, show)
    await page.goto(`${server.address}/puskesmas/warga`)
    await page.locator('main a[href*="/warga/"]').first().click()
    await page.getByRole('heading').first().waitFor()
    await page.waitForLoadState('networkidle')
    await show('desk-person', page)
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
  for (const [path, name] of pages) {
    await page.goto(`${address}/puskesmas${path}`)
    await page.waitForLoadState('networkidle')
    await show(name, page)
  }
}
