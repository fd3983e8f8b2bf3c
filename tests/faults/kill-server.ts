import { v7 } from 'uuid'
import { sparePort } from '#server/database/cluster.ts'
import { joinVault } from '#server/sealing/data-key.ts'
import { logIn } from '#tests/journeys/desk-client.ts'
import { adminPassword, openLife, ownerUrlOf, postgresOf } from '#tests/life.ts'
import { createRandom } from '#tests/fakes/random.ts'
import { type Findings, lookBehind } from './look-behind.ts'
import { type PushingPhone, startPushing } from './pushing-phone.ts'

export type KillOptions = {
  /** An own database on a PostgreSQL server; without it the embedded one. */
  readonly databaseUrl?: string | undefined
  readonly kills: number
  readonly phones: number
  readonly seed: number
  readonly onKill?: (kill: number) => void
}

/** `unanswered`: requests under way that a kill cut off. `withPostgres`: kills that took PostgreSQL along. */
export type KillFindings = Findings & {
  readonly kills: number
  readonly withPostgres: number
  readonly unanswered: number
}

/** Answers between a start and the next kill, at most. */
const mostAnswers = 40

/**
 * Kills the server's process with SIGKILL while phones push, and starts it again, so many times; every second time the
 * embedded PostgreSQL is killed with it, as when the power goes. Then looks whether the database still has all that
 * phones have receipts for.
 */
export async function killServer({
  databaseUrl,
  kills,
  phones,
  seed,
  onKill,
}: KillOptions): Promise<KillFindings> {
  const random = createRandom(seed)
  const life = openLife()
  const port = String(await sparePort())
  const environment = {
    PORT: port,
    TERATAI_ADMIN_PASSWORD: adminPassword,
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  }
  const there = gate()
  const answers = counter()
  try {
    let server = await life.started(environment)
    there.open()
    const address = server.url
    const people = Array.from({ length: 10 }, () => v7())
    const pushing: PushingPhone[] = []
    for (let n = 0; n < phones; n++) {
      const code = await newCode(address)
      const on = { onAnswer: () => answers.raise(), untilThere: () => there.wait() }
      pushing.push(await startPushing({ address, code, people, random: createRandom(seed + n + 1), ...on }))
    }
    let withPostgres = 0
    for (let kill = 1; kill <= kills; kill++) {
      await answers.more(1 + Math.floor(random() * mostAnswers))
      const postgres = databaseUrl === undefined && kill % 2 === 0 ? postgresOf(life.data()).pid : undefined
      there.shut()
      server.signal('SIGKILL')
      if (postgres !== undefined) process.kill(postgres, 'SIGKILL')
      withPostgres += postgres === undefined ? 0 : 1
      await server.ended
      onKill?.(kill)
      server = await life.started(environment)
      there.open()
    }
    await answers.more(phones)
    await Promise.all(pushing.map((phone) => phone.finish()))
    const ownerUrl = databaseUrl ?? ownerUrlOf(life.data())
    const vault = await joinVault({ ownerUrl, folder: life.data() })
    const found = await lookBehind(ownerUrl, vault, pushing)
    const unanswered = pushing.reduce((sum, phone) => sum + phone.unanswered(), 0)
    return { kills, withPostgres, unanswered, ...found }
  } finally {
    await life.close()
  }
}

async function newCode(address: string): Promise<string> {
  const admin = await logIn(address, 'admin', adminPassword)
  const { accounts } = await admin.get<{ accounts: { id: string; role: string }[] }>('/api/v1/accounts')
  const accountId = accounts.find(({ role }) => role === 'kader')?.id
  const { code } = await admin.post<{ code: string }>('/api/v1/enrolment-codes', { accountId })
  return code
}

/** Lets whoever waits pass while it is open. */
function gate() {
  let opened = Promise.withResolvers<undefined>()
  return {
    open: () => opened.resolve(undefined),
    shut() {
      opened = Promise.withResolvers<undefined>()
    },
    wait: (): Promise<void> => opened.promise,
  }
}

function counter() {
  let count = 0
  let waiting: { readonly from: number; readonly resolve: () => void } | undefined
  return {
    raise() {
      count += 1
      if (waiting && count >= waiting.from) waiting.resolve()
    },
    /** Waits until so many more have come. */
    more: (wanted: number) =>
      new Promise<void>((resolve) => {
        waiting = { from: count + wanted, resolve }
      }),
  }
}
