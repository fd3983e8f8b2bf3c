import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { fillCard } from './card-form.ts'
import type { DeskClient } from './desk-client.ts'
import { openPerson } from './kader.ts'
import { impatient, loseSignal, type Phone } from './phone.ts'
import { rowsIn } from './phone-rows.ts'
import { type GatedServer, startGatedServer } from './running-server.ts'
import { emptyPuskesmas, smallPuskesmas } from './small-puskesmas.ts'

/** A puskesmas with these children of ten months in one posyandu, its nakes, and the kader's phone, now without signal. */
export type OneKader = {
  readonly server: GatedServer
  readonly nakes: DeskClient
  readonly phone: Phone
  /** The link of a code for a new kader. */
  readonly newLink: (kader: string) => Promise<string>
  close(): Promise<void>
}

export async function oneKader(names: readonly string[]): Promise<OneKader> {
  const server = await startGatedServer(emptyPuskesmas)
  const { nakes, enrolPhone, newLink } = await smallPuskesmas(server, names)
  const phone = await enrolPhone('Kader Uji', { flags: impatient })
  await loseSignal(phone, server.gate)
  return {
    server,
    nakes,
    phone,
    newLink,
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
  const before = await page.evaluate(() => Date.now())
  await fillCard(page, 'balita', { weightKg: '8,7' })
  // What is typed lies sealed: only when it was kept can be seen.
  await expect.poll(() => lastKept(page)).toBeGreaterThanOrEqual(before)
}

export const tapSave = (page: Page) => page.getByRole('button', { name: 'Simpan & lihat hasil' }).click()
export const untilResult = (page: Page) => page.getByRole('region', { name: 'Hasil kunjungan' }).waitFor()

/** When the phone last kept something as a draft, by its clock, ms. */
async function lastKept(page: Page): Promise<number> {
  const drafts = await rowsIn(page, 'drafts')
  return Math.max(0, ...drafts.map(({ savedAt }) => Number(savedAt)))
}

/** Whose visits have come to the puskesmas, each as often as it came. */
export async function arrived(nakes: DeskClient): Promise<readonly string[]> {
  const { visits } = await nakes.get<{ visits: readonly { personName?: string }[] }>(
    '/api/v1/visits?limit=200',
  )
  return visits.map(({ personName }) => personName ?? '').sort()
}
