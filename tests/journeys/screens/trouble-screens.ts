import type { Page, Route } from 'playwright-core'
import { logIn } from '../desk-client.ts'
import { enrolByLink, goTo, type NewPerson, openPerson, registerPerson, untilReadyOffline } from '../kader.ts'
import { passPurpose } from '../pass-purpose.ts'
import { openPhone, type Phone } from '../phone.ts'
import type { GatedServer } from '../running-server.ts'
import type { LogIn } from './desk-screens.ts'
import { showClosed, showDoublePregnancy, showFamily } from './rare-screens.ts'
import type { Show } from './show.ts'

const exchanges = '**/api/v1/sync'
const somebody = { name: 'Melati Contoh', sex: 'Perempuan', birthDate: '2025-01-15' } as const

/** What a phone shows on its way to a full first load, and where something is not as usual. */
export async function showTroubles(server: GatedServer, nakes: LogIn, show: Show): Promise<void> {
  server.gate.open()
  const admin = await logIn(server.address, 'admin', 'admin-contoh-1')
  const { posyandu } = await admin.get<{ posyandu: { id: string; name: string }[] }>('/api/v1/posyandu')
  const two = posyandu.slice(0, 2)
  const child = { ...somebody, posyandu: two[0]?.name ?? '' }
  const linkFor = async (displayName: string) => {
    const account = { displayName, role: 'kader', posyandu: two.map(({ id }) => id) }
    const { id } = await admin.post<{ id: string }>('/api/v1/accounts', account)
    return (await admin.post<{ link: string }>('/api/v1/enrolment-codes', { accountId: id })).link
  }
  const [phone, other] = [await openPhone(), await openPhone()]
  try {
    await showLoading(phone, await linkFor('Bu Siti'), show)
    await showCondition(phone.page, show)
    await enrolByLink(other.page, await linkFor('Bu Ani'))
    await showConflict(phone, other, child, show)
    await showDoublePregnancy([phone, other], child.posyandu, send, show)
    await showPortal(phone, child, show)
    await showHeld(phone, show)
    await showOlder(phone.page, child, show)
    await showFamily(
      phone.page,
      two.map(({ name }) => name),
      show,
    )
    await showSelfClosed(phone, child, show)
    await showClosed(phone, child.name, show)
  } finally {
    await phone.close()
    await other.close()
  }
  await showForgotten(server, nakes, show)
}

/** Half of the first load has come, the rest is on its way. */
async function showLoading({ page, context }: Phone, link: string, show: Show): Promise<void> {
  let goOn = () => undefined as void
  const further = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let asked = 0
  await context.route(exchanges, async (route) => {
    asked += 1
    if (asked > 1) await further
    await route.continue()
  })
  await page.goto(link)
  await page.getByText(/\d dari \d/).waitFor({ timeout: 120_000 })
  await show('loading', page)
  goOn()
  await page.getByText('Semua data sudah dimuat.').waitFor({ timeout: 120_000 })
  await context.unrouteAll({ behavior: 'wait' })
  await page.getByText('Mulai', { exact: true }).click()
  await page.getByRole('heading', { name: 'Hari ini' }).waitFor()
  await untilReadyOffline(page)
}

/** Whether the phone is ready, what it holds, and what it cost. */
async function showCondition(page: Page, show: Show): Promise<void> {
  await topOf(page, 'Siap buka posyandu?')
  await show('today-readiness', page)
  await goTo(page, 'Setelan')
  await page.getByText('1.000 kunjungan memakai').waitFor()
  await topOf(page, 'Penyimpanan')
  await show('settings-room', page)
  await topOf(page, 'Aplikasi')
  await show('settings-app', page)
}

const topOf = async (page: Page, name: string) => {
  const heading = page.getByRole('heading', { name }).first()
  await heading.waitFor()
  // Below the bar that stays at the top.
  await heading.evaluate((element) => scrollTo(0, element.getBoundingClientRect().top + scrollY - 96))
}

/** Two phones write one field without knowing of each other. */
async function showConflict(phone: Phone, other: Phone, child: NewPerson, show: Show): Promise<void> {
  await registerPerson(phone.page, child)
  await send(phone.page)
  await send(other.page)
  for (const [{ page, context }, rt] of [
    [phone, '001'],
    [other, '007'],
  ] as const) {
    await context.setOffline(true)
    await openPerson(page, child.name)
    await page.getByRole('link', { name: 'Ubah data' }).click()
    await page.getByLabel('RT', { exact: true }).fill(rt)
    await page.getByRole('button', { name: 'Simpan', exact: true }).click()
    await page.getByRole('heading', { name: child.name }).waitFor()
    await context.setOffline(false)
  }
  for (const { page } of [phone, other, phone]) await send(page)
  await openPerson(phone.page, child.name)
  await topOf(phone.page, 'Isian yang berbeda')
  await show('person-conflict', phone.page)
  await phone.page.getByRole('button', { name: 'Kembali' }).click()
}

async function send(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Kembali' })
  while (await back.isVisible()) await back.click()
  await goTo(page, 'Antrean')
  const send = page.getByRole('button', { name: 'Kirim sekarang' })
  await send.and(page.locator(':enabled')).waitFor()
  await send.click()
  await page
    .getByText(/, 0 menunggu, dan/)
    .first()
    .waitFor()
  await send.and(page.locator(':enabled')).waitFor()
}

/** A network that wants a log-in answers in the puskesmas's place. */
async function showPortal({ page, context }: Phone, child: NewPerson, show: Show): Promise<void> {
  await context.route(exchanges, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><h1>Silakan masuk</h1>' }),
  )
  await registerPerson(page, { ...child, name: 'Rini Contoh' })
  await page.getByRole('button', { name: 'Kembali' }).click()
  await goTo(page, 'Antrean')
  await page.getByRole('button', { name: 'Kirim sekarang' }).click()
  await page.getByText(/Jaringan ini meminta masuk dulu/).waitFor()
  await show('queue-portal', page)
  await context.unrouteAll({ behavior: 'wait' })
}

type Answer = { readonly receipts: readonly { readonly from: number; readonly to: number }[] }

/** The puskesmas's own answer, but that it holds what it took. */
async function holding(route: Route): Promise<void> {
  const response = await route.fetch()
  const answer = (await response.json()) as Answer
  const held = answer.receipts.map(({ from }) => ({
    number: from,
    code: 'outOfScope',
    field: 'posyanduId',
    receivedAt: Date.now(),
  }))
  await route.fulfill({ response, json: { ...answer, receipts: [], held, changes: undefined } })
}

async function showHeld({ page, context }: Phone, show: Show): Promise<void> {
  await context.route(exchanges, holding)
  await page.getByRole('button', { name: 'Kirim sekarang' }).click()
  await page
    .getByText(/, 0 menunggu, dan 1 ditahan/)
    .first()
    .waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Ditahan' }).first().scrollIntoViewIfNeeded()
  await show('queue-held', page)
  await page
    .getByRole('button', { name: /^Penjelasan/ })
    .first()
    .click()
  await page.getByRole('dialog').waitFor()
  await show('held-sheet', page)
  await page.getByRole('dialog').getByRole('button', { name: 'Tutup' }).click()
  await page
    .getByRole('link', { name: /^Perbaiki/ })
    .first()
    .click()
  await page.getByText(/Pilih posyandu yang dipegang HP ini/).waitFor()
  await show('mend', page)
  await page.getByRole('button', { name: 'Kembali' }).click()
  await context.unrouteAll({ behavior: 'wait' })
}

/** Somebody whose older visits are at the puskesmas only, as the row of a person who has such says. */
async function showOlder(page: Page, child: NewPerson, show: Show): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('teratai')
        opening.addEventListener('success', () => {
          const transaction = opening.result.transaction('records', 'readwrite')
          transaction.addEventListener('complete', () => resolve(opening.result.close()))
          transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('aborted')))
          const people = transaction.objectStore('records').index('kind').openCursor('person')
          people.addEventListener('success', () => {
            const cursor = people.result
            if (!cursor) return
            cursor.update({ ...cursor.value, older: 1 })
            cursor.continue()
          })
        })
      }),
  )
  await goHome(page)
  await openPerson(page, child.name)
  await page.getByRole('button', { name: /^Muat/ }).scrollIntoViewIfNeeded()
  await show('person-older', page)
  await page.getByRole('button', { name: 'Kembali' }).click()
}

const goHome = async (page: Page) => {
  await page.goto(new URL('/', page.url()).href)
  await page.getByRole('heading', { name: 'Hari ini' }).waitFor()
}

const day = 24 * 60 * 60 * 1000

/** The morning after a posyandu day that nobody closed, without signal. */
async function showSelfClosed({ page, context }: Phone, child: NewPerson, show: Show): Promise<void> {
  await context.setOffline(true)
  await goTo(page, 'Hari ini')
  await page.getByRole('button', { name: 'Buka hari posyandu' }).click()
  await page
    .getByRole('group', { name: 'Posyandu' })
    .getByText(child.posyandu ?? '', { exact: true })
    .click()
  await page.getByLabel('Tempat').fill('Balai desa')
  await page.getByRole('button', { name: 'Buka sekarang' }).click()
  await page.getByText('Posyandu sedang buka').waitFor()
  await registerPerson(page, { ...child, name: 'Nur Contoh' })
  await page.clock.setFixedTime(Date.now() + day)
  await goHome(page)
  await page.getByRole('button', { name: 'Simpan surat jalan' }).waitFor()
  await show('today-self-closed', page)
}

/** A phone that the puskesmas came back without from a backup. */
async function showForgotten({ address }: GatedServer, { name, password }: LogIn, show: Show): Promise<void> {
  const desk = await openPhone({ width: 1280, height: 800 })
  try {
    const { page, context } = desk
    await context.route('**/api/v1/devices', async (route) => {
      const response = await route.fetch()
      const { devices } = (await response.json()) as { devices: object[] }
      const [first] = devices
      await route.fulfill({ response, json: { devices: [{ ...first, forgottenAt: Date.now() }] } })
    })
    await page.goto(`${address}/puskesmas/hp`)
    await page.getByLabel('Nama masuk').fill(name)
    await page.getByLabel('Kata sandi', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Masuk' }).click()
    await passPurpose(page)
    await page.getByText(/Puskesmas dipulihkan dari cadangan/).waitFor()
    await show('desk-forgotten', page)
  } finally {
    await desk.close()
  }
}
