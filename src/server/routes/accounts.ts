import { z } from 'zod/mini'
import {
  accountChangeSchema,
  accountSchema,
  accountsAnswerSchema,
  newAccountSchema,
} from '#protocol/messages/access.ts'
import { changeAccount, createAccount, findAccount, listAccounts } from '#server/access/accounts.ts'
import { mayEnrol } from '#server/access/may-enrol.ts'
import { hashPassword } from '#server/access/password.ts'
import { defineRoute, type Route } from './route.ts'

const listRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/accounts',
  summary: 'Accounts: for an admin all, for nakes their own and those of kader in their posyandu.',
  access: 'desk',
  answer: accountsAnswerSchema,
  errors: [],
  async handle({ inScope, session }) {
    const accounts = await inScope(listAccounts)
    return { accounts: accounts.filter((account) => session.role === 'admin' || mayEnrol(session, account)) }
  },
})

const createRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/accounts',
  summary: 'Creates an account.',
  access: 'admin',
  body: newAccountSchema,
  audit: { action: 'accountMade', of: ({ body }) => ({ details: { role: body.role } }) },
  answer: accountSchema,
  errors: ['nameTaken', 'notFound'],
  async handle({ input: { body }, inScope, deps }) {
    const passwordHash = body.password === undefined ? undefined : await hashPassword(body.password)
    return inScope(async (queries) => {
      const account = { ...body, puskesmasId: deps.puskesmasId, passwordHash }
      return findAccount(queries, await createAccount(queries, account, deps.now()))
    })
  },
})

const changeRoute = defineRoute({
  method: 'PATCH',
  path: '/api/v1/accounts/:accountId',
  summary:
    'Changes an account: name, password, posyandu, or switches it off (sessions end, phones are revoked) and on.',
  access: 'admin',
  params: z.object({ accountId: z.uuid() }),
  body: accountChangeSchema,
  audit: {
    action: 'accountChanged',
    of: ({ params, body }) => ({
      subject: params.accountId,
      details: { changed: Object.keys(body).sort().join(' ') },
    }),
  },
  answer: accountSchema,
  errors: ['notFound', 'lastAdmin'],
  async handle({ input: { params, body }, inScope, deps, sessionToken }) {
    const passwordHash = body.password === undefined ? undefined : await hashPassword(body.password)
    return inScope(async (queries) => {
      await changeAccount(queries, params.accountId, body, {
        puskesmasId: deps.puskesmasId,
        passwordHash,
        ownToken: sessionToken,
        now: deps.now(),
      })
      return findAccount(queries, params.accountId)
    })
  },
})

export const accountRoutes: readonly Route[] = [listRoute, createRoute, changeRoute]
