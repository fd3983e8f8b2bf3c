import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { appFolder, floorFolder } from './build-pages.ts'
import { type BenchRow, figureRow, ratioRow } from './table.ts'

type Manifest = Record<string, { file: string; imports?: string[] }>

const kilobytes = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length / 1024

/** All scripts that a page cannot start without, gzip, in kilobytes. */
function firstRoute(folder: string, entry: string): number {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest
  const files = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || files.has(chunk.file)) return
    files.add(chunk.file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  visit(entry)
  const scripts = [...files].filter((file) => file.endsWith('.js'))
  if (scripts.length === 0) throw new Error(`${entry} has no scripts in ${folder}`)
  return scripts.reduce((sum, file) => sum + kilobytes(join(folder, file)), 0)
}

const isQrDecoder = (url: string) => /zxing|barcode|qr-decoder/i.test(url)

/** On the worker's list, but kept only on phones where English was chosen. */
const isEnglish = (url: string) => /(?:^|\/)en-[^/]+\.js$/.test(url)

/** What the built worker's own list puts on every phone, and the worker itself. */
function precache(): number {
  const worker = readFileSync(join(appFolder, 'sw.js'), 'utf8')
  const urls = new Set([...worker.matchAll(/"?url"?:\s*"([^"]+)"/g)].map((match) => match[1] as string))
  if (!urls.has('index.html') || ![...urls].every((url) => existsSync(join(appFolder, url))))
    throw new Error('the list in sw.js cannot be read')
  return ['sw.js', ...urls]
    .filter((url) => !isQrDecoder(url) && !isEnglish(url))
    .reduce((sum, url) => sum + kilobytes(join(appFolder, url)), 0)
}

/** JavaScript of the first route beside React alone, and all that the phone must carry. */
export function sizeRows(): BenchRow[] {
  const app = firstRoute(appFolder, 'index.html')
  const react = firstRoute(floorFolder, 'react.html')
  return [
    ratioRow('JavaScript of the first route, gzip', 'KB', [app], [react], { atMost: 2.5 }),
    figureRow(
      'whole precache, gzip, besides the QR decoder, and English where it was not chosen',
      'KB',
      precache(),
      400,
    ),
  ]
}
