import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { parse, z } from 'zod/mini'

/** The first line of every backup; the number is the format's. */
const firstLine = Buffer.from('TERATAI BACKUP 1\n')
const anyFirstLine = /^TERATAI BACKUP (\d+)\n/

const headerSchema = z.object({
  madeAt: z.string(),
  puskesmas: z.object({ id: z.string(), name: z.string() }),
  /** Ids of the migrations that made the tables within. */
  migrations: z.array(z.string()),
})
export type BackupHeader = z.infer<typeof headerSchema>

const tableSchema = z.object({ name: z.string(), columns: z.array(z.string()) })
const tableEndSchema = z.object({ rows: z.int() })
const keysSchema = z.object({ name: z.string(), text: z.string() })
const endSchema = z.object({ sha256: z.string() })

/** A backup piece by piece: the header, each table with its rows in COPY's text form, then the key files. */
export type Piece =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'table'; readonly table: z.infer<typeof tableSchema> }
  | { readonly kind: 'rows'; readonly bytes: Uint8Array }
  | { readonly kind: 'tableEnd'; readonly rows: number }
  | { readonly kind: 'keys'; readonly keys: z.infer<typeof keysSchema> }

/** Why a file cannot be restored: not a backup at all, of a newer format, or not as it was written. */
export class BackupUnusable extends Error {
  readonly why: 'foreign' | 'newerFormat' | 'damaged'

  constructor(why: BackupUnusable['why']) {
    super(why)
    this.name = 'BackupUnusable'
    this.why = why
  }
}

const letters = { header: 'H', table: 'T', rows: 'R', tableEnd: 'E', keys: 'K', end: 'Z' } as const
/** A letter and the length of what follows, big-endian. */
const frameHead = 5
/** COPY gives a row at a time, and a row holds a record or a batch; far above both. */
const longestFrame = 256 * 1024 * 1024

function frame(letter: string, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(frameHead)
  head.write(letter, 'latin1')
  head.writeUInt32BE(payload.length, 1)
  return Buffer.concat([head, payload])
}

const jsonFrame = (letter: string, value: unknown) => frame(letter, Buffer.from(JSON.stringify(value)))

function frameOf(piece: Piece): Buffer {
  const letter = letters[piece.kind]
  switch (piece.kind) {
    case 'header':
      return jsonFrame(letter, piece.header)
    case 'table':
      return jsonFrame(letter, piece.table)
    case 'rows':
      return frame(letter, piece.bytes)
    case 'tableEnd':
      return jsonFrame(letter, { rows: piece.rows })
    case 'keys':
      return jsonFrame(letter, piece.keys)
  }
}

/** Frames of the pieces and, last, the SHA-256 of all bytes before it. */
async function* framed(pieces: AsyncIterable<Piece>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const piece of pieces) {
    const bytes = frameOf(piece)
    hash.update(bytes)
    yield bytes
  }
  yield jsonFrame(letters.end, { sha256: hash.digest('hex') })
}

/**
 * Writes a backup with mode 600. It is there under its name only when whole and on disk; whatever fails leaves
 * nothing behind.
 */
export async function writeBackupFile(path: string, pieces: AsyncIterable<Piece>): Promise<void> {
  const part = `${path}.part`
  try {
    const file = createWriteStream(part, { mode: 0o600, flush: true })
    file.write(firstLine)
    await pipeline(framed(pieces), createGzip(), file)
    await rename(part, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

/**
 * Reads a backup piece by piece. Throws `BackupUnusable`, for a damaged one after any number of its pieces: whoever
 * acts on them must be able to undo that until the last has come.
 */
export async function* readBackupFile(path: string): AsyncGenerator<Piece> {
  await checkFirstLine(path)
  const hash = createHash('sha256')
  let ended = false
  for await (const { letter, payload, whole } of frames(path)) {
    if (ended) throw new BackupUnusable('damaged')
    if (letter === letters.end) {
      const { sha256 } = readJson(endSchema, payload)
      if (sha256 !== hash.digest('hex')) throw new BackupUnusable('damaged')
      ended = true
    } else {
      hash.update(whole)
      yield pieceOf(letter, payload)
    }
  }
  if (!ended) throw new BackupUnusable('damaged')
}

async function checkFirstLine(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    const found = anyFirstLine.exec(buffer.toString('latin1', 0, bytesRead))
    if (!found) throw new BackupUnusable('foreign')
    if (!buffer.subarray(0, firstLine.length).equals(firstLine)) throw new BackupUnusable('newerFormat')
  } finally {
    await handle.close()
  }
}

type FrameRead = { readonly letter: string; readonly payload: Buffer; readonly whole: Buffer }

async function* frames(path: string): AsyncGenerator<FrameRead> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of unpacked(path)) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    while (rest.length - at >= frameHead) {
      const length = rest.readUInt32BE(at + 1)
      if (length > longestFrame) throw new BackupUnusable('damaged')
      const end = at + frameHead + length
      if (rest.length < end) break
      const whole = rest.subarray(at, end)
      yield { letter: rest.toString('latin1', at, at + 1), payload: whole.subarray(frameHead), whole }
      at = end
    }
    rest = rest.subarray(at)
  }
  if (rest.length > 0) throw new BackupUnusable('damaged')
}

async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { start: firstLine.length })
  const gunzip = createGunzip()
  // An unreadable disk is told as such; bytes that are no gzip are a damaged backup.
  file.on('error', (error) => gunzip.destroy(error))
  try {
    for await (const chunk of file.pipe(gunzip)) yield chunk as Buffer
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw code.startsWith('Z_') ? new BackupUnusable('damaged') : error
  } finally {
    file.destroy()
  }
}

function pieceOf(letter: string, payload: Buffer): Piece {
  switch (letter) {
    case letters.header:
      return { kind: 'header', header: readJson(headerSchema, payload) }
    case letters.table:
      return { kind: 'table', table: readJson(tableSchema, payload) }
    case letters.rows:
      return { kind: 'rows', bytes: payload }
    case letters.tableEnd:
      return { kind: 'tableEnd', rows: readJson(tableEndSchema, payload).rows }
    case letters.keys:
      return { kind: 'keys', keys: readJson(keysSchema, payload) }
    default:
      throw new BackupUnusable('damaged')
  }
}

function readJson<T extends z.ZodMiniType>(schema: T, payload: Buffer): z.infer<T> {
  try {
    return parse(schema, JSON.parse(payload.toString('utf8')))
  } catch {
    throw new BackupUnusable('damaged')
  }
}
