import { join } from 'node:path'
import { build } from 'vite'
import { top } from '#tests/architecture/source-files.ts'

/** Where the bench builds to; `dist` stays as it is. */
export const appFolder = join(top, '.cache/bench/app')
export const floorFolder = join(top, '.cache/bench/floor')
const workFolder = join(top, '.cache/bench/work')

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
  await build({
    root: top,
    configFile: join(top, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: appFolder, emptyOutDir: true },
  })
  await buildPage('tests/bench/floor', floorFolder, ['index.html', 'react.html'])
  await buildPage('tests/bench/work', workFolder, ['index.html'])
  return { app: appFolder, floor: floorFolder, work: workFolder }
}
