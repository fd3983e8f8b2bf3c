import { v7 } from 'uuid'
import { type Config, StartRefusal } from '#server/config.ts'
import type { Queries } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'
import { scopeStatement } from '#server/database/scope-statement.ts'

/** Which puskesmas a database serves. `address`: the one that `TERATAI_URL` fixed, if it ever did. */
export type Installation = {
  readonly puskesmasId: string
  readonly name: string
  readonly demo: boolean
  readonly createdAt: number
  /** Whether the demo's people were all written. */
  readonly demoFilled: boolean
  readonly address: string | undefined
}

type InstallationRow = {
  puskesmas_id: string
  address: string | null
  created_at: Date
  demo_filled_at: Date | null
}

/** Finds the puskesmas of this database as its owner, or makes it: the demo unless the demo is refused. */
export async function openInstallation(ownerUrl: string, config: Config): Promise<Installation> {
  return asOwner(ownerUrl, async (queries) => {
    if (!(await find(queries))) await create(queries, config.demo === 'no' ? 'real' : 'demo')
    const found = await find(queries)
    if (!found) throw new StartRefusal('the puskesmas could not be made')
    checkDemo(found, config)
    return { ...found, address: await fixAddress(queries, found, config) }
  })
}

/** The puskesmas of this database, or nothing before the first start. */
export const findInstallation = (ownerUrl: string): Promise<Installation | undefined> =>
  asOwner(ownerUrl, find)

async function find(queries: Queries): Promise<Installation | undefined> {
  const [row] = await queries.query<InstallationRow>(
    'select puskesmas_id::text, address, created_at, demo_filled_at from installation',
  )
  if (!row) return undefined
  const [puskesmas] = await scoped(queries, row.puskesmas_id, () =>
    queries.query<{ name: string; demo: boolean }>(
      'select name, demo from puskesmas where puskesmas_id = $1',
      [row.puskesmas_id],
    ),
  )
  if (!puskesmas) throw new StartRefusal('the database has no puskesmas; restore it from a backup')
  return {
    puskesmasId: row.puskesmas_id,
    ...puskesmas,
    createdAt: row.created_at.getTime(),
    demoFilled: row.demo_filled_at !== null,
    address: row.address ?? undefined,
  }
}

/** The owner too sees nothing without a scope. */
async function scoped<T>(queries: Queries, puskesmasId: string, work: () => Promise<T>): Promise<T> {
  await queries.query(scopeStatement({ puskesmasId, posyandu: 'none' }))
  try {
    const result = await work()
    await queries.query('commit')
    return result
  } catch (error) {
    await queries.query('rollback')
    throw error
  }
}

async function create(queries: Queries, kind: 'demo' | 'real'): Promise<void> {
  const puskesmasId = v7()
  const demo = kind === 'demo'
  await scoped(queries, puskesmasId, async () => {
    await queries.query('insert into installation (puskesmas_id) values ($1)', [puskesmasId])
    await queries.query(
      'insert into puskesmas (puskesmas_id, name, demo, time_zone) values ($1, $2, $3, $4)',
      [
        puskesmasId,
        demo ? 'Puskesmas Rapak Mahang' : 'Puskesmas',
        demo,
        demo ? 'Asia/Makassar' : timeZoneHere(),
      ],
    )
  })
}

/** Notes that the demo's people are all there. */
export const noteDemoFilled = (ownerUrl: string, puskesmasId: string) =>
  asOwner(ownerUrl, (queries) =>
    queries.query('update installation set demo_filled_at = now() where puskesmas_id = $1', [puskesmasId]),
  )

/** Of Indonesia's three, the one that the machine is set to, else the western. */
function timeZoneHere(): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return ['Asia/Makassar', 'Asia/Jayapura'].includes(here) ? here : 'Asia/Jakarta'
}

function checkDemo({ demo }: Installation, config: Config): void {
  if (config.demo === 'asStored' || demo === (config.demo === 'yes')) return
  throw new StartRefusal(
    demo
      ? `TERATAI_DEMO is 0, but ${config.data} holds the demo puskesmas; choose another TERATAI_DATA for a real one`
      : `TERATAI_DEMO is 1, but ${config.data} holds a real puskesmas; choose another TERATAI_DATA for the demo`,
  )
}

/** The first `TERATAI_URL` stays, because phones keep their data under it; `--move` changes it and keeps the old. */
async function fixAddress(queries: Queries, installation: Installation, config: Config) {
  const { address: fixed, puskesmasId } = installation
  if (config.address === undefined || config.address === fixed) return fixed
  if (fixed !== undefined && config.move === 'refused') {
    throw new StartRefusal(
      `TERATAI_URL is ${config.address}, but phones enrolled on ${fixed}; to change it, start once with --move and keep the old address working`,
    )
  }
  await queries.query(
    `update installation set address = $2,
       earlier_addresses = case when address is null then earlier_addresses else earlier_addresses || address end
     where puskesmas_id = $1`,
    [puskesmasId, config.address],
  )
  return config.address
}
