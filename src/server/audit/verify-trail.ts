import type { webcrypto } from 'node:crypto'
import { parseJson } from '#protocol/parse-json.ts'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { readPublicKey } from '#server/records/open-batch.ts'
import { bytesToSeal, type TrailEnd } from './append-entry.ts'
import { beginning, hashAfter } from './audit-entry.ts'

/**
 * What is wrong with the trail, and from which number on. `missing`: numbers are not there. `changed`: an entry is not
 * what was hashed, or does not follow the one before it. `unsealed`: no key of the puskesmas signed it. `tailMissing`:
 * it had reached `number` once.
 */
export type TrailFinding = {
  readonly what: 'missing' | 'changed' | 'unsealed' | 'tailMissing'
  readonly number: number
}

export type TrailReport = {
  readonly entries: number
  readonly findings: readonly TrailFinding[]
  /** Where the server itself noted that the trail had been longer, as a restored backup makes it. */
  readonly cuts: readonly number[]
}

export type ToVerify = {
  readonly database: Database
  readonly puskesmasId: string
  /** The puskesmas's public keys, from its own folder: those in the database could have been changed with the rest. */
  readonly keys: readonly PuskesmasKeys[]
  /** The end that was remembered outside the database. */
  readonly remembered: TrailEnd | undefined
}

type Row = {
  readonly number: string
  readonly content: string
  readonly hash: Buffer
  readonly key_number: string | null
  readonly seal: Buffer | null
}

const pageLength = 1_000

/** Reads the whole trail and says what does not fit; an empty list of findings: nothing known is wrong. */
export async function verifyTrail(trail: ToVerify): Promise<TrailReport> {
  const { database, puskesmasId, remembered } = trail
  const verifiers = await importKeys(trail.keys)
  const findings: TrailFinding[] = []
  const cuts: number[] = []
  let last: TrailEnd = { number: 0, hash: beginning }
  let entries = 0
  let isRemembered = remembered === undefined || remembered.number === 0
  const scope = { puskesmasId, posyandu: 'all' } as const
  await database.withScope(scope, async (queries) => {
    for (
      let page = await readPage(queries, 0);
      page.length > 0;
      page = await readPage(queries, last.number)
    ) {
      for (const row of page) {
        const number = Number(row.number)
        if (number !== last.number + 1) findings.push({ what: 'missing', number: last.number + 1 })
        findings.push(...(await wrongWith(row, last, verifiers)).map((what) => ({ what, number })))
        if (remembered?.number === number && remembered.hash.equals(row.hash)) isRemembered = true
        if (isCut(row.content)) cuts.push(number)
        last = { number, hash: row.hash }
        entries += 1
      }
    }
    const [head] = await queries.query<{ number: string }>('select number from audit_head')
    const headNumber = Number(head?.number ?? 0)
    if (headNumber !== last.number) findings.push({ what: 'tailMissing', number: headNumber })
  })
  if (!isRemembered && remembered) findings.push({ what: 'tailMissing', number: remembered.number })
  return { entries, findings, cuts }
}

const readPage = (queries: Queries, after: number) =>
  queries.query<Row>(
    `select number, content, hash, key_number, seal from audit_entry where number > $1
     order by number limit ${pageLength}`,
    [after],
  )

type Verifiers = ReadonlyMap<number, webcrypto.CryptoKey>

async function importKeys(keys: readonly PuskesmasKeys[]): Promise<Verifiers> {
  const opened = new Map<number, webcrypto.CryptoKey>()
  for (const { number, sign } of keys) opened.set(number, await readPublicKey(sign))
  return opened
}

async function wrongWith(row: Row, before: TrailEnd, verifiers: Verifiers) {
  const said = parseJson(row.content)
  const isItsNumber = isRecord(said) && said.number === Number(row.number)
  const isChained = isItsNumber && hashAfter(before.hash, row.content).equals(row.hash)
  const isSealed = await isSealedBy(row, verifiers.get(Number(row.key_number ?? -1)))
  return [...(isChained ? [] : ['changed' as const]), ...(isSealed ? [] : ['unsealed' as const])]
}

async function isSealedBy({ hash, seal }: Row, key: webcrypto.CryptoKey | undefined): Promise<boolean> {
  if (!key || !seal) return false
  const how = { name: 'ECDSA', hash: 'SHA-256' } as const
  return crypto.subtle.verify(how, key, Buffer.from(seal), bytesToSeal(hash))
}

function isCut(content: string): boolean {
  const said = parseJson(content)
  return isRecord(said) && said.action === 'trailCut'
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
