import type { Account } from '#protocol/messages/access.ts'
import { enrolmentCodeSchema, newEnrolmentCodeSchema } from '#protocol/messages/access.ts'
import { findAccount } from '#server/access/accounts.ts'
import { enrolmentLink, makeCode } from '#server/access/enrolment-code.ts'
import { mayEnrol } from '#server/access/may-enrol.ts'
import type { Session } from '#server/access/session.ts'
import { Refusal } from '#server/errors.ts'
import { defineRoute } from './route.ts'

/** The posyandu of a new code: those asked for, else all of the account, which for nakes must be theirs as well. */
function posyanduFor(session: Session, account: Account, asked: readonly string[] | undefined) {
  const allowed = account.posyandu.filter(
    ({ id }) => session.role === 'admin' || session.posyandu.includes(id),
  )
  const wanted = asked?.map((id) => id.toLowerCase()) ?? allowed.map(({ id }) => id)
  if (wanted.length === 0) throw new Refusal('invalidInput', 'posyandu')
  if (wanted.some((id) => !allowed.some((one) => one.id === id))) throw new Refusal('forbidden', 'posyandu')
  return allowed.filter(({ id }) => wanted.includes(id))
}

export const enrolmentCodeRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/enrolment-codes',
  summary: 'Makes a one-time code, good for 15 minutes, that enrols a phone for a kader or nakes.',
  access: 'desk',
  body: newEnrolmentCodeSchema,
  audit: { action: 'codeMade', of: ({ body }) => ({ subject: body.accountId }) },
  answer: enrolmentCodeSchema,
  errors: ['notFound'],
  handle: ({ input, session, deps, inScope }) =>
    inScope(async (queries) => {
      const account = await findAccount(queries, input.body.accountId)
      const { role } = account
      if (!mayEnrol(session, account)) throw new Refusal('forbidden', 'accountId')
      if ((role !== 'kader' && role !== 'nakes') || !account.active)
        throw new Refusal('invalidInput', 'accountId')
      const posyandu = posyanduFor(session, account, input.body.posyandu)
      const { code, expiresAt } = await makeCode(
        queries,
        {
          puskesmasId: deps.puskesmasId,
          accountId: account.id,
          role,
          posyandu: posyandu.map(({ id }) => id),
          createdBy: session.accountId,
        },
        deps.now(),
      )
      return {
        code,
        link: enrolmentLink(deps.address, code),
        expiresAt,
        account: { id: account.id, name: account.displayName },
        role,
        posyandu,
      }
    }),
})
