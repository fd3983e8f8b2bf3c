import { createDecipheriv } from 'node:crypto'
import type { ArrivedBatch } from '#protocol/batch/codec.ts'
import { unpackRow } from '#protocol/batch/pack-row.ts'
import {
  queueKeyInfo,
  queueKeyOpening,
  rowParts,
  type SealedQueueKey,
  type SealedRow,
  splitSealedBatch,
} from '#protocol/batch/sealed-batch.ts'
import { limits } from '#protocol/mutation.ts'
import { parseJson } from '#protocol/parse-json.ts'
import { fromBase64 } from '#protocol/surat/base64.ts'
import { openSealed } from '#protocol/surat/hpke.ts'
import type { KeyRing } from '#server/surat/key-ring.ts'
import { Refusal } from '#server/errors.ts'
import { readText } from './read-text.ts'

/** What opens: the puskesmas's keys by number, old ones too. */
export type Openers = Pick<KeyRing, 'of'>

/**
 * Opens the rows of a sealed batch with all keys that the puskesmas ever had. A row that does not open, or is not what
 * its number promises, has no entry and makes none of the others unreadable; `undefined` when it is no such batch.
 * @throws Refusal where there are more rows than a batch may have, or more letters in them than `most`
 */
export async function openSealedRows(
  payload: Uint8Array,
  openers: Openers | undefined,
  most: number,
): Promise<ArrivedBatch | undefined> {
  const batch = splitSealedBatch(payload, readText)
  if (!batch) return undefined
  if (batch.rows.length > limits.mutationsPerBatch) throw new Refusal('tooManyMutations')
  const { queueKeys, ...header } = batch.header
  const opened = await Promise.all(
    queueKeys.map(async (key) => [key.id, await openQueueKey(key, header.puskesmasId, openers)] as const),
  )
  const keys = new Map(opened)
  let letters = 0
  const arrived = batch.rows.flatMap((row) => {
    const text = textOf(row, keys)
    letters += text?.length ?? 0
    if (letters > most) throw new Refusal('unpackedTooLarge')
    const entry = entryIn(text, row.number)
    return entry === undefined ? [] : [{ number: row.number, entry }]
  })
  return { header, arrived: arrived.sort((a, b) => a.number - b.number) }
}

async function openQueueKey(
  { id, keys, sealed }: SealedQueueKey,
  puskesmasId: string,
  openers: Openers | undefined,
): Promise<Uint8Array | undefined> {
  const pair = openers?.of(keys)
  const bytes = fromBase64(sealed)
  if (!pair || !bytes) return undefined
  const how = { info: queueKeyInfo, opening: queueKeyOpening(puskesmasId, id) }
  const key = await openSealed(pair.seal, how, bytes)
  return key?.length === 32 ? key : undefined
}

function textOf(
  { keyId, sealed }: SealedRow,
  keys: ReadonlyMap<string, Uint8Array | undefined>,
): string | undefined {
  const { nonce, tag } = rowParts
  if (sealed.length <= nonce + tag) return undefined
  const key = keys.get(keyId)
  const packed = key && decrypt(key, sealed.subarray(0, nonce), sealed.subarray(nonce))
  return packed && unpackRow(packed, { read: readText })
}

/** A row under a number that is not its own is none. */
function entryIn(text: string | undefined, number: number): unknown {
  const entry = text === undefined ? undefined : parseJson(text)
  return isNumbered(entry, number) ? entry : undefined
}

const isNumbered = (entry: unknown, number: number): boolean =>
  typeof entry === 'object' && entry !== null && 'number' in entry && entry.number === number

function decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
  try {
    const opener = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: rowParts.tag })
    const end = sealed.length - rowParts.tag
    opener.setAuthTag(sealed.subarray(end))
    return Buffer.concat([opener.update(sealed.subarray(0, end)), opener.final()])
  } catch {
    return undefined
  }
}
