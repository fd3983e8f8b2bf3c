import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, z } from 'zod/mini'
import { StartRefusal } from '#server/config.ts'
import { writeDurably } from '#server/hosting/data-folder.ts'
import { BackupUnusable } from './backup-file.ts'
import { keyFiles } from './take-snapshot.ts'

const ringSchema = z.looseObject({ pairs: z.array(z.looseObject({ number: z.int() })) })
type Ring = z.infer<typeof ringSchema>

/**
 * Puts the keys of a backup into the data folder beside those that are there already: no key is ever lost, because
 * what was sealed to it would not open any more.
 */
export function keepKeys(folder: string, keys: { readonly name: string; readonly text: string }): void {
  if (!keyFiles.some((name) => name === keys.name)) throw new BackupUnusable('damaged')
  const path = join(folder, keys.name)
  const brought = readRing(keys.text, () => new BackupUnusable('damaged'))
  if (!existsSync(path)) return writeDurably(path, keys.text)
  const here = readRing(
    readFileSync(path, 'utf8'),
    () => new StartRefusal(`${path} cannot be read; move it away first`),
  )
  writeDurably(path, `${JSON.stringify(union(here, brought, path), null, 2)}\n`)
}

function readRing(text: string, refusal: () => Error): Ring {
  try {
    return parse(ringSchema, JSON.parse(text))
  } catch {
    throw refusal()
  }
}

function union(here: Ring, brought: Ring, path: string): Ring {
  const pairs = new Map(here.pairs.map((pair) => [pair.number, pair]))
  for (const pair of brought.pairs) {
    const same = pairs.get(pair.number)
    if (same && JSON.stringify(same) !== JSON.stringify(pair)) {
      throw new StartRefusal(`${path} has other keys of the number ${pair.number}; move it away first`)
    }
    pairs.set(pair.number, pair)
  }
  return { ...here, pairs: [...pairs.values()].sort((a, b) => a.number - b.number) }
}
