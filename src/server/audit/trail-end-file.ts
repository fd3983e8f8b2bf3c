import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { safeParse, z } from 'zod/mini'
import { parseJson } from '#protocol/parse-json.ts'
import { appendEntry, type Trail, type TrailEnd } from './append-entry.ts'

const fileSchema = z.object({ number: z.int(), hash: z.string() })

const pathIn = (folder: string) => join(folder, 'audit-end.json')

/** The end of the trail as the data folder remembers it; `undefined` where it remembers none. */
export function rememberedEnd(folder: string): TrailEnd | undefined {
  if (!existsSync(pathIn(folder))) return undefined
  const read = safeParse(fileSchema, parseJson(readFileSync(pathIn(folder), 'utf8')))
  return read.success ? { number: read.data.number, hash: Buffer.from(read.data.hash, 'hex') } : undefined
}

/**
 * Remembers the end of the trail in the data folder, apart from the database. It is not waited for until it is on the
 * disk: one that is remembered too early is what says that the database lost something, one too late says nothing.
 */
export function rememberEnd(folder: string): (end: TrailEnd) => void {
  let latest = 0
  return ({ number, hash }) => {
    if (number <= latest) return
    latest = number
    const path = pathIn(folder)
    try {
      writeFileSync(`${path}.new`, JSON.stringify({ number, hash: hash.toString('hex') }), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    } catch {
      // A full disk must not keep nakes from their work; the next entry tries again.
    }
  }
}

/**
 * Notes in the trail itself, at a start, that it had been longer than the database now knows, as after the restore of a
 * backup. Otherwise the next entries would cover up the cut. Says how far it had reached, if so.
 */
export async function noteCut(trail: Trail, folder: string): Promise<number | undefined> {
  const remembered = rememberedEnd(folder)
  if (!remembered || remembered.number === 0) return undefined
  const { database, puskesmasId } = trail
  const [found] = await database.withScope({ puskesmasId, posyandu: 'all' }, (queries) =>
    queries.query<{ hash: Buffer }>('select hash from audit_entry where number = $1', [remembered.number]),
  )
  if (found?.hash.equals(remembered.hash)) return undefined
  const details = { reached: remembered.number, hash: remembered.hash.toString('hex') }
  await appendEntry(trail, { action: 'trailCut', details })
  return remembered.number
}
