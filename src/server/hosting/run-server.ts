import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { noteCut, rememberEnd } from '#server/audit/trail-end-file.ts'
import { type AppDeps, buildApp } from '#server/app.ts'
import { type Config, StartRefusal } from '#server/config.ts'
import type { KeyRing } from '#server/surat/key-ring.ts'
import { codeOf } from '#server/errors.ts'
import { retryHeld } from '#server/records/retry-held.ts'
import { certificateTrouble, keepCertificate, readCertificate } from './certificate.ts'
import { applyAdminPassword } from './admin-password.ts'
import { fillDemo } from './fill-demo.ts'
import { firstStart, isSetUp, type LogIn } from './first-start.ts'
import { type Installation, noteDemoFilled, openInstallation } from './installation.ts'
import { invite, keepGood } from './invitation.ts'
import { openLogFile } from './log-file.ts'
import { holderOf } from './lock.ts'
import { openOwnKeys } from './own-keys.ts'
import { keepLogIns, keptLogIns } from './log-ins-file.ts'
import { once, openDatabase, type Reached } from './reach-database.ts'
import { welcomeText } from './welcome.ts'

export type Running = {
  readonly address: string
  /** Stops in order: no new requests, those under way finished, the database closed. Again does nothing. */
  stop(): Promise<void>
  /** Settles when the embedded PostgreSQL ended by itself, which nothing here survives. */
  readonly ended: Promise<void> | undefined
}

export type Surroundings = {
  readonly now: () => number
  readonly print: (text: string) => void
}

/** Starts everything and prints how to get in. Throws `StartRefusal`; nothing is then left running. */
export async function runServer(config: Config, surroundings: Surroundings): Promise<Running> {
  // Before anything is made. Who has the folder has the port too, and the folder's refusal says more.
  if (!holderOf(config.data)) await probePort(config)
  if (config.tls) readCertificate(config.tls)
  const reached = await openDatabase(config)
  try {
    const installation = await openInstallation(reached.ownerUrl, config)
    const { folder, database } = reached
    const { puskesmasId } = installation
    const own = await openOwnKeys(database, { folder, puskesmasId, now: surroundings.now() })
    await setUp(config, reached, installation, surroundings)
    const address = installation.address ?? `http://localhost:${config.port}`
    const onTrailEnd = rememberEnd(folder)
    const trail = { database, puskesmasId, keys: own.keys, now: surroundings.now, onTrailEnd }
    const cut = await noteCut(trail, folder)
    const stopListening = await listen(config, reached, {
      keys: own.keys,
      onTrailEnd,
      puskesmasId,
      address,
      now: surroundings.now,
    })
    reached.lock?.announce(address)
    for (const warning of [
      own.warning,
      cutWarning(cut),
      ...reachWarnings(config, address, surroundings.now()),
    ])
      if (warning) surroundings.print(warning)
    const letRunOut = await welcome(config, reached, installation, surroundings, address)
    const stop = once(async () => {
      letRunOut()
      await stopListening()
      await reached.close()
    })
    return { address, ended: reached.ended, stop }
  } catch (error) {
    await reached.close()
    throw error
  }
}

const cutWarning = (cut: number | undefined) =>
  cut === undefined
    ? undefined
    : `WARNING: the audit trail had reached number ${cut}, which this database does not know. A restored backup does that; nothing else should.`

/** What phones or the slowing of guesses would suffer from, said at the start. */
function reachWarnings({ tls, proxies }: Config, address: string, now: number): (string | undefined)[] {
  if (!address.startsWith('https:')) return []
  if (tls) return [withMark(certificateTrouble(readCertificate(tls), address, now))]
  const nameless =
    'TERATAI_PROXY is not set, so all callers look alike to this server. Name the proxy before it there (127.0.0.1 on this machine) and let it send X-Forwarded-For'
  return proxies ? [] : [withMark(nameless)]
}

const withMark = (trouble: string | undefined) => trouble && `WARNING: ${trouble}.`

/** How long requests under way may take to finish at a stop, ms; Teratai's own. */
const patience = 10_000

const dist = fileURLToPath(new URL('../../../dist', import.meta.url))

async function listen(
  config: Config,
  reached: Reached,
  own: Pick<AppDeps, 'puskesmasId' | 'address' | 'now' | 'onTrailEnd'> & { readonly keys: KeyRing },
) {
  const log = openLogFile(join(reached.folder, 'server.log'), own.now)
  const tls = config.tls && readCertificate(config.tls)
  const deps = { ...own, database: reached.database, log: log.write, tls, proxies: config.proxies }
  const app = await buildApp(existsSync(dist) ? { ...deps, dist } : deps)
  try {
    await app.listen({ port: config.port, host: config.host })
  } catch (error) {
    await app.close()
    throw explain(error, config)
  }
  const watch = config.tls && keepCertificate(app.server, config.tls, log.write)
  // What an older edition could not take, this one may. Nobody waits for it.
  const { puskesmasId, now, keys } = own
  const options = { now: now(), log: log.write, openers: keys }
  const retried = retryHeld(reached.database, puskesmasId, options).catch((error) =>
    log.write({ event: 'heldNotRetried', code: codeOf(error).code }),
  )
  return async () => {
    // A phone on a slow link would hold up the stop; what it was sending it sends again.
    const cut = setTimeout(() => app.server.closeAllConnections(), patience)
    await app.close()
    clearTimeout(cut)
    watch?.end()
    await retried
    log.flush()
  }
}

/** A port that is taken is told before the work of a first start, not after it. */
async function probePort(config: Config): Promise<void> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(config.port, config.host, resolve)
    })
  } catch (error) {
    throw explain(error, config)
  }
  await new Promise((resolve) => server.close(resolve))
}

function explain(error: unknown, { port, host }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return new StartRefusal(`PORT ${port} is taken by another program; choose another`)
  if (code === 'EACCES')
    return new StartRefusal(`PORT ${port} may not be used by this user; choose one above 1023`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartRefusal(
      `HOST ${host} is no address of this machine; allowed: localhost, 0.0.0.0 or one that is`,
    )
  }
  return error
}

/** What is missing of a first start, and a new password of the admin. */
async function setUp(
  config: Config,
  reached: Reached,
  installation: Installation,
  { now, print }: Surroundings,
) {
  const { database, ownerUrl, folder } = reached
  const { puskesmasId, demo } = installation
  const { adminPassword } = config
  if (!(await isSetUp(database, puskesmasId))) {
    // A password from the environment is its owner's to keep.
    const ownThought = (logIns: readonly LogIn[]) =>
      logIns.filter(({ loginName }) => adminPassword === undefined || loginName !== 'admin')
    await firstStart({
      database,
      installation,
      adminPassword,
      now: now(),
      keep: (logIns) => keepLogIns(folder, ownThought(logIns)),
    })
  }
  if (demo && !installation.demoFilled) {
    print('Making the demo puskesmas …')
    await fillDemo(database, installation)
    await noteDemoFilled(ownerUrl, puskesmasId)
  }
  if (adminPassword) await applyAdminPassword({ database, ownerUrl, puskesmasId, password: adminPassword })
}

/** Prints the way in; gives a function that lets the printed code run out. */
async function welcome(
  config: Config,
  { database, folder }: Reached,
  { puskesmasId, demo, name }: Installation,
  { now, print }: Surroundings,
  address: string,
): Promise<() => void> {
  const kept = await keptLogIns(folder, database, puskesmasId)
  const invitation = await invite({ database, puskesmasId, address, now: now() })
  print(
    welcomeText({
      puskesmas: name,
      demo,
      address,
      reach: address.startsWith('https:') ? 'phones' : 'thisMachine',
      logIns: { shown: kept.logIns, keptIn: kept.logIns.length > 0 ? kept.path : undefined },
      adminPassword: config.adminPassword ? 'environment' : 'ownThought',
      invitation,
    }),
  )
  if (!invitation) return () => undefined
  const onUsed = () => print('A phone has used the link above. npm run enrol prints another.')
  return keepGood(invitation, { database, puskesmasId, now, onUsed })
}
