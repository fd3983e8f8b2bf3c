import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { top } from './source-files.ts'

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[] }
type Manifest = Record<string, Chunk>

const dist = join(top, 'dist')
const manifest: Manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const gzipKilobytes = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024

/** Every script that an entry cannot start without. */
function staticScripts(entry: string): string[] {
  const found = new Set<string>()
  const visit = (name: string) => {
    const chunk = manifest[name]
    if (!chunk || found.has(chunk.file)) return
    found.add(chunk.file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  visit(entry)
  return [...found].filter((file) => file.endsWith('.js'))
}

/** What the service worker puts on the phone, as its own list says. */
function precached(): string[] {
  const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
  const urls = [...worker.matchAll(/"?url"?:\s*"([^"]+)"/g)].map((match) => match[1] as string)
  return [...new Set(urls)]
}

const isQrDecoder = (file: string) => /zxing|barcode|qr-decoder/i.test(file)
/** On the worker's list, but kept only on phones where English was chosen. */
const isEnglish = (file: string) => /(?:^|\/)en-[^/]+\.js$/.test(file)

describe('what the phone must carry, gzip', () => {
  it('loads at most 128 KB of JavaScript for its first route (lesson 40)', () => {
    const scripts = staticScripts('index.html')
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.reduce((sum, file) => sum + gzipKilobytes(file), 0)).toBeLessThanOrEqual(128)
  })

  it('precaches at most 470 KB besides the QR decoder, and English where it was not chosen, the worker among it', () => {
    const files = precached().filter((file) => !isQrDecoder(file) && !isEnglish(file))
    expect(files).toContain('index.html')
    expect(files.every((file) => existsSync(join(dist, file)))).toBe(true)
    expect(['sw.js', ...files].reduce((sum, file) => sum + gzipKilobytes(file), 0)).toBeLessThanOrEqual(470)
  })

  it('asks for at most four scripts before its first screen', () => {
    expect(staticScripts('index.html').length).toBeLessThanOrEqual(4)
  })

  it('names all that the page may load', () => {
    const named = precached()
    const loadable = new Set<string>()
    const visit = (name: string) => {
      const chunk = manifest[name]
      if (!chunk || loadable.has(chunk.file)) return
      loadable.add(chunk.file)
      for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next)
    }
    visit('index.html')
    expect(loadable.size).toBeGreaterThan(20)
    expect([...loadable].filter((file) => !named.includes(file))).toEqual([])
  })

  it('knows all English words, for phones where they are chosen', () => {
    const words = readdirSync(join(dist, 'assets')).filter((file) => isEnglish(file))
    expect(words.length).toBeGreaterThan(0)
    expect(precached()).toEqual(expect.arrayContaining(words.map((file) => `assets/${file}`)))
  })

  it('knows the page by what is in it', () => {
    const hash = createHash('md5')
      .update(readFileSync(join(dist, 'index.html')))
      .digest('hex')
    const worker = readFileSync(join(dist, 'sw.js'), 'utf8')
    expect(worker).toContain(`{"revision":"${hash}","url":"index.html"}`)
  })

  it('starts the worker with chunks of its own list, without screens, and imports nothing later', () => {
    const scripts = staticScripts('src/device/sw/sw.ts')
    expect(scripts[0]).toBe('sw.js')
    expect(scripts.length).toBeGreaterThan(1)
    expect(precached()).toEqual(expect.arrayContaining(scripts.slice(1)))
    for (const script of scripts) {
      const code = readFileSync(join(dist, script), 'utf8')
      expect(code).not.toMatch(/\bimport\s*\(/)
      expect(code).not.toMatch(/react\.|\bdocument\b|localStorage/)
    }
  })

  it('keeps the desk of the puskesmas out of the precache', () => {
    expect(precached().filter((file) => file.includes('desk'))).toEqual([])
  })

  it('fetches nothing from another origin', () => {
    const pages = [
      'index.html',
      'desk.html',
      ...readdirSync(join(dist, 'assets'))
        .filter((f) => f.endsWith('.css'))
        .map((f) => `assets/${f}`),
    ]
    const outside = pages.filter((file) =>
      /(src|href)="https?:|url\(["']?https?:/.test(readFileSync(join(dist, file), 'utf8')),
    )
    expect(outside).toEqual([])
  })
})
