import { createHash, randomInt } from 'node:crypto'
import { crockfordAlphabet, groupedCode, readEnrolmentCode } from '#protocol/enrolment-code.ts'
import type { Queries } from '#server/database/database.ts'

/** How long a code is good, ms. */
export const codeLifetime = 15 * 60 * 1000

/** Eight random characters, 40 bits, as `XXXX-XXXX`. */
export function newCode(): string {
  return groupedCode(Array.from({ length: 8 }, () => crockfordAlphabet[randomInt(32)]).join(''))
}

/** Codes are kept and compared as SHA-256 only. */
export const hashCode = (letters: string) => createHash('sha256').update(`enrol ${letters}`).digest()

/** Whom a code enrols, with which role and for which posyandu; `createdBy` is missing for the server itself. */
export type CodeFor = {
  readonly puskesmasId: string
  readonly accountId: string
  readonly role: 'kader' | 'nakes'
  readonly posyandu: readonly string[]
  readonly createdBy?: string
}

/** Makes a code, good once and for 15 minutes; codes that ended unused more than a day ago are cleared away. */
export async function makeCode(queries: Queries, holder: CodeFor, now: number) {
  const code = newCode()
  const expiresAt = now + codeLifetime
  await queries.query('delete from enrolment_code where used_at is null and expires_at < $1', [
    new Date(now - 86_400_000),
  ])
  await queries.query(
    `insert into enrolment_code
       (puskesmas_id, code_hash, account_id, role, posyandu, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      holder.puskesmasId,
      hashCode(readEnrolmentCode(code) ?? code),
      holder.accountId,
      holder.role,
      holder.posyandu,
      holder.createdBy ?? null,
      new Date(now),
      new Date(expiresAt),
    ],
  )
  return { code, expiresAt }
}

/** Gives a code that nobody used yet another 15 minutes from now; says whether it is still unused. */
export async function renewCode(queries: Queries, code: string, now: number): Promise<boolean> {
  const renewed = await queries.query(
    'update enrolment_code set expires_at = $2 where code_hash = $1 and used_at is null returning 1 as one',
    [hashCode(readEnrolmentCode(code) ?? code), new Date(now + codeLifetime)],
  )
  return renewed.length > 0
}

/** The link that opens the app and enrols the phone; what stands behind `#` never reaches a server's log. */
export const enrolmentLink = (address: string, code: string) => `${address}/enrol#${code}`
