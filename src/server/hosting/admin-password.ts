import { setPassword } from '#server/access/accounts.ts'
import { hashPassword, passwordMatches } from '#server/access/password.ts'
import type { Database } from '#server/database/database.ts'
import { asOwner } from '#server/database/prepare-database.ts'

export type AdminPassword = {
  readonly database: Database
  readonly ownerUrl: string
  readonly puskesmasId: string
  readonly password: string
}

/**
 * Sets the password of `admin` when `TERATAI_ADMIN_PASSWORD` differs from the one last taken from there: a new
 * value lets in who forgot the old one, and an old value left in the environment undoes no later change.
 */
export async function applyAdminPassword({ database, ownerUrl, puskesmasId, password }: AdminPassword) {
  const [row] = await asOwner(ownerUrl, (queries) =>
    queries.query<{ applied: string | null }>(
      'select admin_password_applied as applied from installation where puskesmas_id = $1',
      [puskesmasId],
    ),
  )
  if (await passwordMatches(password, row?.applied)) return
  const hash = await hashPassword(password)
  await database.withScope({ puskesmasId, posyandu: 'none' }, async (queries) => {
    const [admin] = await queries.query<{ id: string }>(
      `update account set active = true where login_name = 'admin' and role = 'admin' returning account_id::text as id`,
    )
    if (admin) await setPassword(queries, admin.id, hash)
  })
  await asOwner(ownerUrl, (queries) =>
    queries.query('update installation set admin_password_applied = $2 where puskesmas_id = $1', [
      puskesmasId,
      hash,
    ]),
  )
}
