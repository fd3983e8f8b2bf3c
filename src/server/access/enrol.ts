import { v7 } from 'uuid'
import { readEnrolmentCode } from '#protocol/enrolment-code.ts'
import type { EnrolAnswer, EnrolRequest } from '#protocol/messages/enrol.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { paperOf } from '#server/records/known-by-paper.ts'
import type { KeyPairs } from '#server/surat/key-ring.ts'
import { hashCode } from './enrolment-code.ts'
import { findPuskesmas, listPosyandu } from './named.ts'
import { isCurvePoint } from './public-key.ts'
import { hashToken, newToken } from './session.ts'
import { readSettings } from './settings.ts'

/** How long after its use the same key may ask again, when the answer was lost on the way; Teratai's own. */
const repeatWindow = 24 * 60 * 60 * 1000

/** How many tokens of one enrolment stay good beside the newest; Teratai's own. */
const earlierTokens = 7

type CodeRow = {
  code_hash: Buffer
  account_id: string
  role: 'kader' | 'nakes'
  posyandu: string[]
  expires_at: Date
  used_at: Date | null
  device_id: string | null
  public_key: string | null
}

/**
 * Enrols a phone by a code: once, within its time. The same key again is answered alike with a fresh pull token beside
 * the first, because the first answer may have been lost. Refuses with `enrolCodeWrong`, `enrolCodeUsed`,
 * `enrolCodeExpired`, or `invalidInput` for a key that is no point of the curve.
 */
export async function enrol(
  queries: Queries,
  request: EnrolRequest,
  { puskesmasId, now, keys }: { puskesmasId: string; now: number; keys?: KeyPairs | undefined },
): Promise<EnrolAnswer> {
  if (!isCurvePoint(request.publicKey)) throw new Refusal('invalidInput', 'publicKey')
  const code = await lockCode(queries, request.code)
  const pullToken = newToken()
  const deviceId = code.used_at
    ? await enrolAgain(queries, code, request, pullToken, now)
    : await enrolFirst(queries, code, request, { pullToken, puskesmasId, now })
  const answer = { ...(await describeDevice(queries, deviceId)), serverTime: now, pullToken }
  if (!keys) return answer
  const paper = await paperOf(queries, puskesmasId, deviceId, { tokenHash: hashToken(pullToken), keys, now })
  return { ...answer, keys: keys.announced, ...(paper !== undefined && { paper }) }
}

async function lockCode(queries: Queries, typed: string): Promise<CodeRow> {
  const letters = readEnrolmentCode(typed)
  if (letters === undefined) throw new Refusal('enrolCodeWrong')
  const [row] = await queries.query<CodeRow>(
    `select code_hash, account_id, role, posyandu::text[], expires_at, used_at, device_id, public_key
     from enrolment_code where code_hash = $1 for update`,
    [hashCode(letters)],
  )
  if (!row) throw new Refusal('enrolCodeWrong')
  return row
}

async function enrolAgain(
  queries: Queries,
  code: CodeRow,
  request: EnrolRequest,
  pullToken: string,
  now: number,
): Promise<string> {
  const recent = code.used_at !== null && now - code.used_at.getTime() < repeatWindow
  if (!recent || code.public_key !== request.publicKey || code.device_id === null)
    throw new Refusal('enrolCodeUsed')
  const rows = await queries.query(
    // The earlier tokens stay good: which of the answers reached the phone, nobody here knows.
    `update device set app_version = $3,
       pull_token_hash = substring(pull_token_hash from greatest(1, length(pull_token_hash) - $4 + 1)) || $2
     where device_id = $1 and revoked_at is null returning 1 as one`,
    [code.device_id, hashToken(pullToken), request.appVersion, earlierTokens * hashToken(pullToken).length],
  )
  if (rows.length === 0) throw new Refusal('enrolCodeUsed')
  return code.device_id
}

async function enrolFirst(
  queries: Queries,
  code: CodeRow,
  request: EnrolRequest,
  { pullToken, puskesmasId, now }: { pullToken: string; puskesmasId: string; now: number },
): Promise<string> {
  if (code.expires_at.getTime() <= now) throw new Refusal('enrolCodeExpired')
  const deviceId = v7()
  await queries.query(
    `insert into device (puskesmas_id, device_id, account_id, role, public_key, pull_token_hash, enrolled_at, app_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      puskesmasId,
      deviceId,
      code.account_id,
      code.role,
      request.publicKey,
      hashToken(pullToken),
      new Date(now),
      request.appVersion,
    ],
  )
  // What the account lost since the code was made, its phone does not get.
  await queries.query(
    `insert into device_posyandu (puskesmas_id, device_id, posyandu_id, since)
     select puskesmas_id, $1, posyandu_id, s.last_sequence
     from account_posyandu a join posyandu_stream s using (puskesmas_id, posyandu_id)
     where a.account_id = $2 and posyandu_id = any ($3::uuid[])`,
    [deviceId, code.account_id, code.posyandu],
  )
  await queries.query(
    'update enrolment_code set used_at = $2, device_id = $3, public_key = $4 where code_hash = $1',
    [code.code_hash, new Date(now), deviceId, request.publicKey],
  )
  return deviceId
}

async function describeDevice(queries: Queries, deviceId: string) {
  const [row] = await queries.query<{
    id: string
    name: string
    role: 'kader' | 'nakes'
    posyandu: string[]
  }>(
    `select a.account_id::text as id, a.display_name as name, d.role,
       array(select posyandu_id::text from device_posyandu p
         where p.puskesmas_id = d.puskesmas_id and p.device_id = d.device_id) as posyandu
     from device d join account a on a.puskesmas_id = d.puskesmas_id and a.account_id = d.account_id
     where d.device_id = $1`,
    [deviceId],
  )
  if (!row) throw new Refusal('internal')
  const { id, name, demo } = await findPuskesmas(queries)
  return {
    deviceId,
    puskesmas: { id, name, demo },
    person: { id: row.id, name: row.name, role: row.role },
    posyandu: await listPosyandu(queries, row.posyandu),
    settings: (await readSettings(queries)).values,
  }
}
