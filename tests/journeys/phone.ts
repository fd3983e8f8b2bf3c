import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/** A kader's phone: Chromium with a profile of its own, 360×640, slowed as asked. It can be closed and opened again. */
export type Phone = {
  readonly context: BrowserContext
  readonly page: Page
  /** Ends the browser and starts it anew on the same profile: a cold start. */
  restart(options?: OpenOptions): Promise<void>
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
  const page = context.pages()[0] ?? (await context.newPage())
  await slow(page, options.slowDown ?? 1)
  return { context, page }
}

/** Slows the page's processor, as a cheap phone's would be. */
export async function slow(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: times })
}

/** Opens a new phone with an empty profile. */
export async function openPhone(options: OpenOptions = {}): Promise<Phone> {
  const profile = mkdtempSync(join(tmpdir(), 'teratai-phone-'))
  let current = await open(profile, options)
  return {
    get context() {
      return current.context
    },
    get page() {
      return current.page
    },
    restart: async (again = options) => {
      await current.context.close()
      current = await open(profile, again)
    },
    close: async () => {
      await current.context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}
