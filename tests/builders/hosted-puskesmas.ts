import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { enrol } from '#device/enrolment/enrol.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import type { Transport } from '#device/sync/send.ts'
import { runSync } from '#device/sync/engine.ts'
import { createIntake } from '#device/sync/intake.ts'
import { buildApp } from '#server/app.ts'
import { type Config, readConfig } from '#server/config.ts'
import { firstStart } from '#server/hosting/first-start.ts'
import { findInstallation, openInstallation } from '#server/hosting/installation.ts'
import { openOwnKeys } from '#server/hosting/own-keys.ts'
import { invite } from '#server/hosting/invitation.ts'
import { openDatabase, type Reached } from '#server/hosting/reach-database.ts'
import { createClock } from '../fakes/clock.ts'
import { createPhone } from '../fakes/device.ts'
import { scratchFolder } from '../scratch-folder.ts'
import type { TestServer } from '../databases.ts'
import { blankDatabase } from './blank-database.ts'

type Life = { readonly reached: Reached; readonly app: FastifyInstance; readonly puskesmasId: string }

/** A puskesmas on a database of its own and a data folder, whose server starts and stops, and phones with real stores. */
export async function hostedPuskesmas(server: TestServer) {
  const blank = await blankDatabase(server)
  const folder = scratchFolder('hosted')
  const config = readConfig({
    DATABASE_URL: blank.url,
    TERATAI_DATA: join(folder, 'data'),
    TERATAI_DEMO: '0',
  })
  const clock = createClock()
  const stores: LocalStore[] = []
  let life: Life | undefined

  async function start(): Promise<void> {
    life = await begin(config, clock.now)
  }
  async function stop(): Promise<void> {
    await life?.app.close()
    await life?.reached.close()
    life = undefined
  }
  const living = () => {
    if (!life) throw new TypeError('refused')
    return life
  }
  const transport: Transport = async (url, { method, headers, body }) => {
    const response = await living().app.inject({
      method: method === 'POST' ? 'POST' : 'GET',
      url,
      headers: Object.fromEntries(new Headers(headers)),
      payload: typeof body === 'string' ? body : Buffer.from(body as Uint8Array),
    })
    return new Response(response.body, { status: response.statusCode })
  }

  /** A newly enrolled phone of the one kader; `posyanduId` is hers. */
  async function phone() {
    const local = createPhone(clock).open()
    stores.push(local)
    const { reached, puskesmasId } = living()
    const made = await invite({
      database: reached.database,
      puskesmasId,
      address: 'http://localhost',
      now: clock.now(),
    })
    const enrolled = await enrol({ local, transport, appVersion: 'test' }, made?.code ?? '')
    if (!enrolled.ok) throw new Error('not enrolled')
    const posyanduId = (await local.store.enrolment())?.posyandu[0]?.id ?? ''
    return { local, posyanduId }
  }

  /** Runs the engine of a phone as its open page does; `false` when the server could not be reached. */
  const sync = async (local: LocalStore) => {
    const { ok } = await runSync({
      database: local.planner.database,
      queueSeal: local.planner.seals.queue,
      clock: local.clock,
      transport,
      appVersion: 'test',
      intake: createIntake(local),
    })
    return ok
  }

  await start()
  return {
    config,
    folder,
    url: blank.url,
    clock,
    phone,
    sync,
    start,
    stop,
    close: async () => {
      for (const store of stores) store.close()
      await stop()
      await blank.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function begin(config: Config, now: () => number): Promise<Life> {
  const reached = await openDatabase(config)
  const isNew = !(await findInstallation(reached.ownerUrl))
  const installation = await openInstallation(reached.ownerUrl, config)
  const { puskesmasId } = installation
  const { database } = reached
  if (isNew) {
    const adminPassword = 'a password of tests'
    await firstStart({ database, installation, adminPassword, now: now(), keep: () => undefined })
  }
  const { keys } = await openOwnKeys(database, { folder: reached.folder, puskesmasId, now: now() })
  const app = await buildApp({ database, puskesmasId, address: 'http://localhost', now, keys })
  return { reached, app, puskesmasId }
}
