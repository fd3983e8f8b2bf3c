import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { readConfig } from '#server/config.ts'
import { findInstallation } from '#server/hosting/installation.ts'
import { joinDatabase, type Reached } from '#server/hosting/reach-database.ts'
import { type DeskClient, logIn } from '#tests/journeys/desk-client.ts'
import { createRandom } from '#tests/fakes/random.ts'
import { startServerProcess } from '#tests/server-process.ts'
import { inventHistory } from './history.ts'
import { type Change, enrolNodePhone, type NodePhone } from './node-phone.ts'
import { inventVillage, type Villager } from './village.ts'

type Named = { readonly id: string }

/** A posyandu with its people already at the puskesmas, and phones for it. */
export type Posyandu = {
  readonly villagers: readonly Villager[]
  /** Every record there, as it was written. */
  readonly changes: readonly Change[]
  /** A new one-time code for a kader's phone. */
  newCode(): Promise<string>
  newNodePhone(): Promise<NodePhone>
}

/** A real puskesmas server in a process of its own, on a database of its own, without the demo. */
export type Stage = {
  readonly address: string
  /** Where its database is reached past it, as the database's owner. */
  readonly ownerUrl: string
  /** `earlierVisits`: of the two years before, beside everybody's last. */
  makePosyandu(name: string, people: number, earlierVisits?: number): Promise<Posyandu>
  /** Settles when it has concluded all that it was sent, which it does behind the pushes, on the same processor. */
  readonly concluded: () => Promise<void>
  close(): Promise<void>
}

/** Everybody's last visit before the bench begins, and the day on which its own visits are made. */
export const lastVisitOn = '2026-10-12'

const password = 'a password of the bench'
const mutationsPerBatch = 250
const lookAgainMs = 200

export async function setStage(): Promise<Stage> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'teratai-bench-'))
  const server = await startServerProcess({
    TERATAI_DATA: dataFolder,
    TERATAI_DEMO: '0',
    TERATAI_ADMIN_PASSWORD: password,
  })
  let reached: Reached | undefined
  const close = async () => {
    await reached?.close()
    server.signal('SIGINT')
    await server.ended
    rmSync(dataFolder, { recursive: true, force: true })
  }
  try {
    await server.ready()
    const desk = await logIn(server.url, 'admin', password)
    reached = await joinDatabase(readConfig({ TERATAI_DATA: dataFolder }))
    const concluded = await conclusionsIn(reached)
    const make = posyanduMaker(server.url, desk)
    return {
      address: server.url,
      ownerUrl: reached.ownerUrl,
      async makePosyandu(...of) {
        const made = await make(...of)
        await concluded()
        return made
      },
      concluded,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function conclusionsIn({ database, ownerUrl }: Reached): Promise<Stage['concluded']> {
  const puskesmasId = (await findInstallation(ownerUrl))?.puskesmasId ?? ''
  const isAnythingDue = () =>
    database.withScope({ puskesmasId, posyandu: 'all' }, async (queries) => {
      const [row] = await queries.query<{ due: boolean }>(
        'select exists (select 1 from assessment_due) as due',
      )
      return row?.due === true
    })
  return async () => {
    while (await isAnythingDue()) await setTimeout(lookAgainMs)
  }
}

/** Each posyandu has other people than the one before. */
function posyanduMaker(address: string, desk: DeskClient): Stage['makePosyandu'] {
  let seed = 0
  return async (name, people, earlierVisits = 0) => {
    const posyandu = await desk.post<Named>('/api/v1/posyandu', { name })
    const doors = await phonesOf(address, desk, name, posyandu.id)
    seed += 1
    const village = inventVillage(posyandu.id, people, lastVisitOn, seed)
    const { villagers } = village
    const history = inventHistory(createRandom(seed), villagers, lastVisitOn, earlierVisits)
    const changes = [...village.changes, ...history]
    const phone = await doors.newNodePhone()
    for (let at = 0; at < changes.length; at += mutationsPerBatch) {
      const { bytes, mutations } = await phone.packBatch(changes.slice(at, at + mutationsPerBatch))
      await phone.post(bytes, mutations.length)
    }
    return { villagers, changes, ...doors }
  }
}

async function phonesOf(address: string, desk: DeskClient, name: string, posyanduId: string) {
  const kader = await desk.post<Named>('/api/v1/accounts', {
    displayName: `Kader ${name}`,
    role: 'kader',
    posyandu: [posyanduId],
  })
  const newCode = async () =>
    (await desk.post<{ code: string }>('/api/v1/enrolment-codes', { accountId: kader.id })).code
  return { newCode, newNodePhone: async () => enrolNodePhone(address, await newCode()) }
}
