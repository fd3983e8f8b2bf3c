import type { webcrypto } from 'node:crypto'
import type { Envelope } from '#protocol/batch/envelope.ts'
import { type EnrolmentPaper, readPaper } from '#protocol/enrolment-paper.ts'
import { writePaper } from '#protocol/write-paper.ts'
import { findDevice, holderName } from '#server/access/device.ts'
import type { Database, Queries } from '#server/database/database.ts'
import { publishedKeys } from '#server/surat/published-keys.ts'
import { isSignedBy, readPublicKey } from './open-batch.ts'

/** By what papers are signed: the puskesmas's present keys. */
export type PaperKeys = {
  readonly announced: { readonly number: number }
  readonly sign: webcrypto.CryptoKey
}

const how = { name: 'ECDSA', hash: 'SHA-256' } as const
/** More do not fit into a header; who looks after so many finds the phone as an admin does. */
const mostPosyandu = 20

type DeviceRow = {
  account_id: string
  name: string
  role: 'kader' | 'nakes'
  public_key: string
  posyandu: string[]
}

/** Writes the enrolment paper of a device, good for the pull token of this hash. */
export async function paperOf(
  queries: Queries,
  puskesmasId: string,
  deviceId: string,
  { tokenHash, keys, now }: { tokenHash: Uint8Array; keys: PaperKeys; now: number },
): Promise<string | undefined> {
  const [row] = await queries.query<DeviceRow>(
    `select d.account_id::text, ${holderName} as name, d.role, d.public_key,
       array(select p.posyandu_id::text from device_posyandu p
         where p.puskesmas_id = d.puskesmas_id and p.device_id = d.device_id order by 1 limit ${mostPosyandu}) as posyandu
     from device d left join account a on a.puskesmas_id = d.puskesmas_id and a.account_id = d.account_id
     where d.device_id = $1`,
    [deviceId],
  )
  if (!row) return undefined
  const paper: EnrolmentPaper = {
    puskesmas: puskesmasId,
    device: deviceId,
    key: row.public_key,
    person: { id: row.account_id, name: row.name },
    role: row.role,
    posyandu: row.posyandu,
    token: Buffer.from(tokenHash).toString('base64url'),
    madeAt: Math.round(now),
    by: { keys: keys.announced.number },
  }
  return writePaper(paper, {
    sign: (bytes) => crypto.subtle.sign(how, keys.sign, bytes),
    base64Url: (bytes) => Buffer.from(bytes).toString('base64url'),
  })
}

export type TruePaper = { readonly paper: EnrolmentPaper; readonly key: webcrypto.CryptoKey }

/**
 * Reads a paper that was signed by this puskesmas, also by keys of before, or by a device that it knows and that may
 * write; `undefined` for every other. A stranger has none, and so can make nothing be kept.
 */
export async function readTruePaper(
  database: Database,
  puskesmasId: string,
  text: string,
): Promise<TruePaper | undefined> {
  const read = readPaper(text)
  if (read?.paper.puskesmas !== puskesmasId) return undefined
  const { paper, signature, signed } = read
  const signer = await database.withScope({ puskesmasId, posyandu: 'none' }, (queries) =>
    signerOf(queries, paper),
  )
  try {
    const isTrue =
      signer !== undefined &&
      (await crypto.subtle.verify(how, await readPublicKey(signer), Buffer.from(signature), signed))
    return isTrue ? { paper, key: await readPublicKey(paper.key) } : undefined
  } catch {
    // A point that is none.
    return undefined
  }
}

async function signerOf(queries: Queries, { by }: EnrolmentPaper): Promise<string | undefined> {
  if ('keys' in by) return (await publishedKeys(queries)).find(({ number }) => number === by.keys)?.sign
  const device = await findDevice(queries, by.device)
  return device?.active ? device.publicKey : undefined
}

/**
 * Makes a device known that the puskesmas forgot, where its paper is a true one and the batch is signed by the key in it
 * (sync-spec FD2). One that is known already stays as it is.
 */
export async function knowByPaper(
  database: Database,
  puskesmasId: string,
  { text, envelope, now }: { text: string; envelope: Envelope; now: number },
): Promise<void> {
  const read = await readTruePaper(database, puskesmasId, text)
  if (read?.paper.device !== envelope.header.device.toLowerCase()) return
  if (!(await isSignedBy(envelope, read.key))) return
  await database.withScope({ puskesmasId, posyandu: 'none' }, (queries) =>
    keepForgotten(queries, read.paper, now),
  )
}

/** As the server keeps it: a SHA-256, or nothing that any token matches. */
function tokenHashOf(token = ''): Buffer {
  const hash = Buffer.from(token, 'base64url')
  return hash.length === 32 ? hash : Buffer.alloc(0)
}

async function keepForgotten(queries: Queries, paper: EnrolmentPaper, now: number): Promise<void> {
  const { puskesmas, device, key, person, role, posyandu, token, madeAt, by } = paper
  const kept = await queries.query(
    `insert into device (puskesmas_id, device_id, account_id, role, public_key, pull_token_hash, enrolled_at, app_version,
       forgotten_at, holder_name, vouched_by)
     values ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $10) on conflict do nothing returning 1 as one`,
    [
      puskesmas,
      device,
      person.id,
      role ?? 'kader',
      key,
      tokenHashOf(token),
      new Date(madeAt),
      new Date(now),
      person.name ?? null,
      'device' in by ? by.device : null,
    ],
  )
  if (kept.length === 0) return
  await queries.query(
    `insert into device_posyandu (puskesmas_id, device_id, posyandu_id)
     select puskesmas_id, $1, posyandu_id from posyandu where posyandu_id = any ($2::uuid[])`,
    [device, posyandu],
  )
}
