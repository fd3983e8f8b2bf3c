import { findAccount } from '#server/access/accounts.ts'
import { enrolmentLink, makeCode, renewCode } from '#server/access/enrolment-code.ts'
import type { Database } from '#server/database/database.ts'

/** An enrolment link made by the server itself, and whom it is for. */
export type Invitation = {
  readonly code: string
  readonly link: string
  readonly expiresAt: number
  readonly name: string
  readonly role: 'kader' | 'nakes'
  readonly posyandu: readonly string[]
}

export type InvitationFor = {
  readonly database: Database
  readonly puskesmasId: string
  readonly address: string
  readonly now: number
  /** Log-in name or name of a kader or nakes; without it the first kader. */
  readonly name?: string | undefined
}

/** Makes a code for a kader or nakes; `undefined` when there is none such, or one without a posyandu. */
export async function invite(wanted: InvitationFor): Promise<Invitation | undefined> {
  const { database, puskesmasId, address, now, name } = wanted
  return database.withScope({ puskesmasId, posyandu: 'none' }, async (queries) => {
    const [found] = await queries.query<{ id: string }>(
      `select account_id::text as id from account
       where active and role in ('kader', 'nakes')
         and ($1::text is null and role = 'kader' or lower($1) in (lower(login_name), lower(display_name)))
         and exists (select 1 from account_posyandu p
           where p.puskesmas_id = account.puskesmas_id and p.account_id = account.account_id)
       order by created_at, account_id limit 1`,
      [name ?? null],
    )
    if (!found) return undefined
    const account = await findAccount(queries, found.id)
    const role = account.role === 'nakes' ? 'nakes' : 'kader'
    const posyandu = account.posyandu.map(({ id }) => id)
    const made = await makeCode(queries, { puskesmasId, accountId: account.id, role, posyandu }, now)
    return {
      ...made,
      link: enrolmentLink(address, made.code),
      name: account.displayName,
      role,
      posyandu: account.posyandu.map((one) => one.name),
    }
  })
}

/** Teratai's own: a third of a code's life, so that two renewals may fail. */
const renewEvery = 5 * 60 * 1000

/**
 * Keeps the code on the screen good while nobody has used it and the server runs. Gives a function that ends it;
 * `onUsed` is called once when a phone has used the code.
 */
export function keepGood(
  invitation: Invitation,
  {
    database,
    puskesmasId,
    now,
    onUsed,
  }: { database: Database; puskesmasId: string; now: () => number; onUsed: () => void },
): () => void {
  const renew = async () => {
    const unused = await database.withScope({ puskesmasId, posyandu: 'none' }, (queries) =>
      renewCode(queries, invitation.code, now()),
    )
    if (unused) return
    clearInterval(timer)
    onUsed()
  }
  // A failed renewal is tried again at the next turn.
  const timer = setInterval(() => void renew().catch(() => undefined), renewEvery)
  timer.unref()
  return () => clearInterval(timer)
}
