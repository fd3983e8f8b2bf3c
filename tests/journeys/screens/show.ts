import type { Page } from 'playwright-core'

/** Takes one screen as it stands: a picture, or a look with axe. */
export type Show = (name: string, page: Page) => Promise<void>
