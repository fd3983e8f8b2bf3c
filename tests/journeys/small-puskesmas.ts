import { passPurpose } from './pass-purpose.ts'
import { bornMonthsAgo } from './dates.ts'
import { type DeskClient, logIn } from './desk-client.ts'
import { enrolByLink, untilReadyOffline } from './kader.ts'
import { type OpenOptions, openPhone, type Phone } from './phone.ts'
import { importPeople } from './register.ts'
import type { RunningServer } from './running-server.ts'

/** How the nakes of a small puskesmas logs in. */
export const bidan = { loginName: 'bidan', password: 'bidan-uji-1' } as const

/** What every server of a small puskesmas is started with. */
export const emptyPuskesmas = { TERATAI_DEMO: '0', TERATAI_ADMIN_PASSWORD: 'admin-uji-1' } as const

export type SmallPuskesmas = {
  readonly nakes: DeskClient
  /** A new kader of the posyandu, and her phone with everything on it; it starts without network from then on. */
  readonly enrolPhone: (kader: string, options?: OpenOptions) => Promise<Phone>
  /** The link of a code for a new kader. */
  readonly newLink: (kader: string) => Promise<string>
}

/** One posyandu with these children of ten months, and its nakes, at a server that was started empty. */
export async function smallPuskesmas(
  server: RunningServer,
  names: readonly string[],
): Promise<SmallPuskesmas> {
  const admin = await logIn(server.address, 'admin', emptyPuskesmas.TERATAI_ADMIN_PASSWORD)
  const { id: posyandu } = await admin.post<{ id: string }>('/api/v1/posyandu', { name: 'Posyandu Uji 1' })
  const newAccount = (account: object) =>
    admin.post<{ id: string }>('/api/v1/accounts', { ...account, posyandu: [posyandu] })
  await newAccount({ displayName: 'Bidan Uji', role: 'nakes', ...bidan })
  const child = (name: string) => ({ name, sex: 'Laki-laki', birthDate: bornMonthsAgo(10) }) as const
  await importPeople(admin, posyandu, names.map(child))
  const nakes = await logIn(server.address, bidan.loginName, bidan.password)
  const newLink = async (kader: string) => {
    const { id } = await newAccount({ displayName: kader, role: 'kader' })
    const { link } = await nakes.post<{ link: string }>('/api/v1/enrolment-codes', { accountId: id })
    return link
  }
  return {
    nakes,
    newLink,
    async enrolPhone(kader, options) {
      const link = await newLink(kader)
      const phone = await openPhone(options)
      await enrolByLink(phone.page, link)
      await untilReadyOffline(phone.page)
      return phone
    },
  }
}

/** A nakes at the puskesmas's own screen, logged in; `page` stands where she is led first. */
export async function openDesk(address: string): Promise<Phone> {
  const desk = await openPhone({ width: 1280, height: 800 })
  const { page } = desk
  await page.goto(`${address}/puskesmas`)
  await page.getByLabel('Nama masuk').fill(bidan.loginName)
  await page.getByLabel('Kata sandi', { exact: true }).fill(bidan.password)
  await page.getByRole('button', { name: 'Masuk' }).click()
  await passPurpose(page)
  await page.getByRole('button', { name: 'Keluar' }).first().waitFor()
  return desk
}
