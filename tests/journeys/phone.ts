import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core'
import { isAlive } from '#server/database/orphan.ts'
import type { Gate } from './gate.ts'

const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/**
 * Lets Chromium try a failed Background Sync again after 5 s, as often as it takes, instead of thrice within a quarter
 * of an hour: its own field trial, so that it is still the browser that decides when the worker runs.
 */
export const impatient = [
  '--force-fieldtrials=BackgroundSync/Impatient/',
  '--force-fieldtrial-params=BackgroundSync.Impatient:initial_retry_delay_sec/5/retry_delay_factor/1/max_sync_attempts/1000',
]

/** A kader's phone: Chromium with a profile of its own, 360×640, slowed as asked. It can be closed and opened again. */
export type Phone = {
  readonly context: BrowserContext
  readonly page: Page
  /** The folder in which the browser keeps everything. */
  readonly profile: string
  /** Ends the browser and starts it anew on the same profile, changed as asked: a cold start. */
  restart(options?: OpenOptions): Promise<void>
  /** Kills the browser's process, whatever it is doing; `restart` opens it again. */
  kill(): Promise<void>
  close(): Promise<void>
}

export type OpenOptions = {
  /** How many times slower the page's processor runs. */
  readonly slowDown?: number
  readonly offline?: boolean
  readonly width?: number
  readonly height?: number
  readonly flags?: readonly string[]
  readonly permissions?: readonly string[]
}

async function open(profile: string, options: OpenOptions): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    headless: true,
    viewport: { width: options.width ?? 360, height: options.height ?? 640 },
    locale: 'id-ID',
    timezoneId: 'Asia/Makassar',
    args: [...flags, ...(options.flags ?? [])],
    ...(options.permissions && { permissions: [...options.permissions] }),
  })
  if (options.offline) await context.setOffline(true)
  for (const page of context.pages()) await typePinWhenAsked(page)
  context.on('page', (page) => void typePinWhenAsked(page))
  const page = context.pages()[0] ?? (await context.newPage())
  await slow(page, options.slowDown ?? 1)
  return { context, page }
}

/** Nobody's birthday. */
export const kaderPin = '284915'

/** The keys on which a PIN is typed. */
export const pinKeys = (page: Page) => page.getByRole('group', { name: 'Tombol angka' })

/** Waits for them without typing on them. */
export const seeKeys = (page: Page) =>
  page.waitForFunction(() => document.querySelector('fieldset[aria-label="Tombol angka"]')?.checkVisibility())

/** The journey is about the lock: from here on it types the PIN itself. */
export const typesPinItself = (page: Page) => page.removeLocatorHandler(pinKeys(page))

/** Chooses or types the kader's PIN whenever its keys stand in the way of what the journey does next. */
async function typePinWhenAsked(page: Page): Promise<void> {
  await page.addLocatorHandler(pinKeys(page), async () => {
    await page.keyboard.type(kaderPin)
    if (!(await page.getByRole('heading', { name: 'Buat PIN' }).isVisible())) return
    await page.getByText('Ketik PIN itu sekali lagi.').waitFor()
    await page.keyboard.type(kaderPin)
  })
}

/** Slows the page's processor, as a cheap phone's would be. */
export async function slow(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: times })
}

/** One session per page: what several of them say of the network would contradict each other. */
const sessions = new WeakMap<Page, CDPSession>()

/** Tells the browser whether there is a network, as its screens and its Background Sync see it. */
async function tellBrowser({ context }: Phone, network: 'there' | 'gone'): Promise<void> {
  const offline = network === 'gone'
  await context.setOffline(offline)
  for (const page of context.pages()) {
    // Chromium forgets at the next navigation what the line above said to a page, but not what its own session says.
    const session = sessions.get(page) ?? (await context.newCDPSession(page))
    sessions.set(page, session)
    const unhindered = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }
    await session.send('Network.emulateNetworkConditions', { offline, ...unhindered })
  }
}

/** No byte passes any more, and the browser knows of it, as on a phone that finds no cell. */
export async function loseSignal(phone: Phone, gate: Gate): Promise<void> {
  gate.shut()
  await tellBrowser(phone, 'gone')
}

export async function findSignal(phone: Phone, gate: Gate): Promise<void> {
  gate.open()
  await tellBrowser(phone, 'there')
}

/** The browser's own process is the one with this profile that has no type; the others end without it. */
function browserOf(profile: string): number {
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    const path = `/proc/${name}/cmdline`
    const words = existsSync(path) ? readFileSync(path, 'utf8').split('\0') : []
    if (words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type=')))
      return Number(name)
  }
  throw new Error(`no browser runs on ${profile}`)
}

async function kill(profile: string, context: BrowserContext): Promise<void> {
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()))
  const pid = browserOf(profile)
  process.kill(pid, 'SIGKILL')
  await closed
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** Opens a new phone with an empty profile. */
export async function openPhone(options: OpenOptions = {}): Promise<Phone> {
  const profile = mkdtempSync(join(tmpdir(), 'teratai-phone-'))
  let current = await open(profile, options)
  return {
    profile,
    get context() {
      return current.context
    },
    get page() {
      return current.page
    },
    restart: async (again) => {
      await current.context.close()
      current = await open(profile, { ...options, ...again })
    },
    kill: () => kill(profile, current.context),
    close: async () => {
      await current.context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
