import { nothingSchema } from '#protocol/messages/access.ts'
import { byAliasSchema, madeAliasSchema, makeAliasSchema } from '#protocol/messages/aliases.ts'
import type { Session } from '#server/access/session.ts'
import { type Deed, makeAlias, undoAlias } from '#server/aliases/make-alias.ts'
import type { Queries } from '#server/database/database.ts'
import { assessSoon } from '#server/records/assess-soon.ts'
import { type Call, defineRoute, type Route } from './route.ts'

type NakesCall = Pick<Call<'nakes', undefined, undefined, undefined>, 'deps' | 'session'>

/** One transaction that sees all, since conclusions fall due in it; the deed itself asks whose people they are. */
async function doDeed<T>(
  { deps, session }: NakesCall,
  work: (queries: Queries, deed: Deed) => Promise<T>,
): Promise<T> {
  const { database, puskesmasId, now, log } = deps
  const deed = { puskesmasId, by: byOf(session), now: now() }
  const done = await database.withScope({ puskesmasId, posyandu: 'all' }, (queries) => work(queries, deed))
  assessSoon(database, puskesmasId, log)
  return done
}

const byOf = ({ accountId, displayName, posyandu }: Session) => ({ accountId, displayName, posyandu })

const makeRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/aliases',
  summary: 'Two people are one: from now on the first is shown as the second. Nothing of either is changed.',
  access: 'nakes',
  body: makeAliasSchema,
  audit: {
    action: 'peopleJoined',
    of: ({ body }) => ({ subject: body.into, details: { joined: body.personId } }),
  },
  answer: madeAliasSchema,
  errors: ['notFound', 'alreadyOne', 'aliasChanged', 'otherPosyandu'],
  async handle(call) {
    const personId = await doDeed(call, (queries, deed) => makeAlias(queries, call.input.body, deed))
    return { personId }
  },
})

const undoRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/aliases/:aliasId/undo',
  summary: 'They are two after all: both are shown as they were. Who made and who undid it is kept.',
  access: 'nakes',
  params: byAliasSchema,
  audit: { action: 'peopleParted', of: ({ params }) => ({ subject: params.aliasId }) },
  answer: nothingSchema,
  errors: ['notFound', 'aliasChanged'],
  async handle(call) {
    await doDeed(call, (queries, deed) => undoAlias(queries, call.input.params.aliasId, deed))
    return {}
  },
})

export const aliasRoutes: readonly Route[] = [makeRoute, undoRoute]
