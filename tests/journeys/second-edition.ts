import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { top } from '#tests/architecture/source-files.ts'
import type { Answerer } from './front.ts'

/** The mark that the copied build shows in its version. */
export const secondMark = 'Edisi2ab'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
}

/**
 * A second build of the app in a folder of its own: that of `dist` with another mark in the name of the page's script,
 * and with whatever names or lists that script changed accordingly, as a build of changed sources would have it.
 */
export function makeSecondEdition(): string {
  const folder = mkdtempSync(join(tmpdir(), 'teratai-edition-'))
  cpSync(join(top, 'dist'), folder, { recursive: true })
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const name = /index-[\w-]{8}\.js/.exec(page)?.[0]
  if (!name) throw new Error('the page of dist has no script of its own')
  const other = `index-${secondMark}.js`
  renameSync(join(folder, 'assets', name), join(folder, 'assets', other))
  for (const file of [
    'index.html',
    'sw.js',
    ...readdirSync(join(folder, 'assets')).map((one) => `assets/${one}`),
  ]) {
    if (!['.js', '.html'].includes(extname(file))) continue
    const text = readFileSync(join(folder, file), 'utf8')
    const changed = text.replaceAll(name, other)
    if (changed !== text) writeFileSync(join(folder, file), changed)
  }
  changeRevision(folder)
  return folder
}

/** The list in the worker tells by its revision that the page is another. */
function changeRevision(folder: string): void {
  const path = join(folder, 'sw.js')
  const text = readFileSync(path, 'utf8')
  const changed = text.replace(
    /"revision":"[0-9a-f]{32}","url":"index\.html"/,
    `"revision":"${secondMark}","url":"index.html"`,
  )
  if (changed === text) throw new Error('the worker does not list the page')
  writeFileSync(path, changed)
}

/** Serves the app from that folder; what is not the app's goes to the server. */
export function serveEdition(folder: string): Answerer {
  return (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (request.method !== 'GET' || /^\/(api|puskesmas|health|desk)/.test(path)) return 'pass'
    const file = extname(path) === '' ? 'index.html' : path.slice(1)
    const type = types[extname(file)]
    if (!type) return 'pass'
    try {
      const bytes = readFileSync(join(folder, file))
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(bytes)
    } catch {
      response.writeHead(404).end()
    }
    return 'answered'
  }
}
