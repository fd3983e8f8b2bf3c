import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { top } from '#tests/architecture/source-files.ts'
import { buildClient } from '../../scripts/build-client.ts'

/** What the bench measures. */
export const appFolder = join(top, '.cache/bench/app')
export const floorFolder = join(top, '.cache/bench/floor')
const phonePageFolder = join(top, '.cache/bench/phone-page')

async function buildPage(root: string, outDir: string, pages: readonly string[]): Promise<void> {
  await build({
    root: join(top, root),
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome109',
      manifest: true,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: pages.map((page) => join(top, root, page)) },
    },
  })
}

/** Builds the app as it ships, the floor's pages, and the page that works with the phone's real store. */
export async function buildPages() {
  // A copy of what phones get: a build meanwhile must not change what is measured.
  if (buildClient() !== 0) throw new Error('the app could not be built')
  rmSync(appFolder, { recursive: true, force: true })
  cpSync(join(top, 'dist'), appFolder, { recursive: true })
  await buildPage('tests/bench/floor', floorFolder, ['index.html', 'react.html'])
  await buildPage('tests/bench/phone-page', phonePageFolder, ['index.html'])
  return { app: appFolder, floor: floorFolder, phonePage: phonePageFolder }
}
