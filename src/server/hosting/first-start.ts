import { createAccount } from '#server/access/accounts.ts'
import { hashPassword, randomPassword } from '#server/access/password.ts'
import { createPosyandu } from '#server/access/posyandu.ts'
import type { Database, Queries } from '#server/database/database.ts'
import type { Installation } from './installation.ts'

/** A log-in as it is shown once. */
export type LogIn = { readonly loginName: string; readonly password: string }

export type FirstStart = {
  readonly database: Database
  readonly installation: Installation
  readonly adminPassword: string | undefined
  readonly now: number
  /** Called with the log-ins before they count, so that they are on disk by then. */
  readonly keep: (logIns: readonly LogIn[]) => void
}

export const demoPosyandu = ['Posyandu Teratai 1', 'Posyandu Melati 2']
const firstPosyandu = ['Posyandu 1']

/** Whether the first start was completed: an admin is there. */
export const isSetUp = (database: Database, puskesmasId: string): Promise<boolean> =>
  database.withScope({ puskesmasId, posyandu: 'none' }, async (queries) => {
    const rows = await queries.query(`select 1 from account where role = 'admin' limit 1`)
    return rows.length > 0
  })

/**
 * Sets up a puskesmas in one transaction: all of it or, after a `kill -9` in the middle, nothing, and the next
 * start does it again. A real one gets a posyandu and a kader too, to be renamed, so that a phone can be enrolled.
 */
export async function firstStart(start: FirstStart): Promise<readonly LogIn[]> {
  const { demo } = start.installation
  const admin = { loginName: 'admin', password: start.adminPassword ?? randomPassword() }
  const nakes = { loginName: 'bidan', password: randomPassword() }
  const [adminHash, nakesHash] = await Promise.all([
    hashPassword(admin.password),
    hashPassword(nakes.password),
  ])
  const logIns = demo ? [admin, nakes] : [admin]
  await start.database.withScope(
    { puskesmasId: start.installation.puskesmasId, posyandu: 'all' },
    async (queries) => {
      const posyandu = await makePosyandu(queries, start)
      const add = accountMaker(queries, start)
      await add({ ...admin, passwordHash: adminHash, displayName: 'Admin', role: 'admin', posyandu: [] })
      const all = posyandu.map(({ id }) => id)
      if (demo) {
        await add({
          ...nakes,
          passwordHash: nakesHash,
          displayName: 'Bidan Demo',
          role: 'nakes',
          posyandu: all,
        })
      }
      for (const { id, name } of posyandu) {
        const displayName = `Kader ${name.replace(/^Posyandu /, '')}`
        await add({ displayName, role: 'kader', posyandu: [id], passwordHash: undefined })
      }
      start.keep(logIns)
    },
  )
  return logIns
}

async function makePosyandu(queries: Queries, { installation: { demo, puskesmasId } }: FirstStart) {
  const made: { id: string; name: string }[] = []
  for (const name of demo ? demoPosyandu : firstPosyandu) {
    made.push({ id: await createPosyandu(queries, puskesmasId, name), name })
  }
  return made
}

type Person = Omit<Parameters<typeof createAccount>[1], 'puskesmasId' | 'demo'>

const accountMaker =
  (queries: Queries, { installation, now }: FirstStart) =>
  (person: Person) =>
    createAccount(queries, { ...person, puskesmasId: installation.puskesmasId, demo: installation.demo }, now)
