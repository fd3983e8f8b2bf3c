import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { fillCard } from './card-form.ts'
import { bornMonthsAgo } from './dates.ts'
import { type DeskClient, logIn } from './desk-client.ts'
import { enrolByLink, openPerson, untilReadyOffline } from './kader.ts'
import { impatient, loseSignal, openPhone, type Phone } from './phone.ts'
import { importPeople } from './register.ts'
import { type GatedServer, startGatedServer } from './running-server.ts'

/** A puskesmas with these children of ten months in one posyandu, its nakes, and the kader's phone, now without signal. */
export type OneKader = {
  readonly server: GatedServer
  readonly nakes: DeskClient
  readonly phone: Phone
  close(): Promise<void>
}

export async function oneKader(names: readonly string[]): Promise<OneKader> {
  const server = await startGatedServer({ TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' })
  const admin = await logIn(server.address, 'admin', 'admin-uji-1')
  const made = await admin.post<{ id: string }>('/api/v1/posyandu', { name: 'Posyandu Uji 1' })
  const account = { displayName: 'Bidan Uji', role: 'nakes', loginName: 'bidan', password: 'bidan-uji-1' }
  await admin.post('/api/v1/accounts', { ...account, posyandu: [made.id] })
  const kader = { displayName: 'Kader Uji', role: 'kader', posyandu: [made.id] }
  const { id } = await admin.post<{ id: string }>('/api/v1/accounts', kader)
  const child = (name: string) => ({ name, sex: 'Laki-laki', birthDate: bornMonthsAgo(10) }) as const
  await importPeople(admin, made.id, names.map(child))
  const nakes = await logIn(server.address, 'bidan', 'bidan-uji-1')
  const code = await nakes.post<{ link: string }>('/api/v1/enrolment-codes', { accountId: id })
  const phone = await openPhone({ flags: impatient })
  await enrolByLink(phone.page, code.link)
  await untilReadyOffline(phone.page)
  await loseSignal(phone, server.gate)
  return {
    server,
    nakes,
    phone,
    close: async () => {
      await phone.close()
      await server.remove()
    },
  }
}

/** Opens a child's visit and types its weight, until it lies in the phone as a draft. */
export async function typeUntilKept(page: Page, name: string): Promise<void> {
  await openPerson(page, name)
  await page.getByRole('link', { name: 'Mulai kunjungan' }).click()
  await fillCard(page, 'balita', { weightKg: '8,7' })
  await expect.poll(() => draftsOf(page)).toContainEqual(expect.stringContaining('8,7'))
}

export const tapSave = (page: Page) => page.getByRole('button', { name: 'Simpan & lihat hasil' }).click()
export const untilResult = (page: Page) => page.getByRole('region', { name: 'Hasil kunjungan' }).waitFor()

/** Everything that lies in the phone as a draft. */
const draftsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('teratai')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const all = opening.result.transaction('drafts').objectStore('drafts').getAll()
          all.onsuccess = () => {
            opening.result.close()
            resolve(all.result.map((row) => JSON.stringify(row)))
          }
        }
      }),
  )

/** Whose visits have come to the puskesmas, each as often as it came. */
export async function arrived(nakes: DeskClient): Promise<readonly string[]> {
  const { visits } = await nakes.get<{ visits: readonly { personName?: string }[] }>(
    '/api/v1/visits?limit=200',
  )
  return visits.map(({ personName }) => personName ?? '').sort()
}
