import type { Stats } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Packing = 'br' | 'gzip'
/** Best first. */
export const packings: readonly Packing[] = ['br', 'gzip']

const brotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

/** What shrinks; pictures are packed by their own form. */
const packable: ReadonlySet<string> = new Set([
  '.html',
  '.js',
  '.css',
  '.json',
  '.svg',
  '.webmanifest',
  '.wasm',
])
/** Smaller files gain nothing. */
const leastBytes = 1024
/** Within a few per cent of the best, in a twentieth of its time. */
const brotliQuality = 9

export const isPackable = (path: string, { size }: Stats) => size >= leastBytes && packable.has(extname(path))

type Packed = { readonly mtimeMs: number; readonly size: number; readonly bytes: Promise<Buffer> }

/** Files of the built client, packed when first asked for and kept in memory as long as they do not change. */
export class PackedFiles {
  readonly #kept = new Map<string, Packed>()

  read(path: string, { mtimeMs, size }: Stats, packing: Packing): Promise<Buffer> {
    const name = `${packing} ${path}`
    const kept = this.#kept.get(name)
    if (kept?.mtimeMs === mtimeMs && kept.size === size) return kept.bytes
    const bytes = packFile(path, packing)
    this.#kept.set(name, { mtimeMs, size, bytes })
    bytes.catch(() => this.#kept.delete(name))
    return bytes
  }
}

async function packFile(path: string, packing: Packing): Promise<Buffer> {
  const bytes = await readFile(path)
  if (packing === 'gzip') return toGzip(bytes, { level: 9 })
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants
  return brotli(bytes, {
    params: { [BROTLI_PARAM_QUALITY]: brotliQuality, [BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
}
