import {
  byPersonSchema,
  byRecordSchema,
  daysAnswerSchema,
  peopleAnswerSchema,
  peopleQuerySchema,
  personAnswerSchema,
  settleRequestSchema,
  visitsAnswerSchema,
  visitsQuerySchema,
} from '#protocol/messages/desk.ts'
import { nothingSchema } from '#protocol/messages/access.ts'
import { standingTogether } from '#server/aliases/standing-aliases.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { daysThatDiffer } from '#server/records/desk-days.ts'
import { listPeople } from '#server/records/desk-people.ts'
import { findPerson } from '#server/records/desk-person.ts'
import { listVisits } from '#server/records/desk-visits.ts'
import { settlement } from '#server/records/settle-conflict.ts'
import { writeAsServer } from '#server/records/write-as-server.ts'
import { cardContext, upToDate } from './desk-context.ts'
import { listDetails } from './note-in-trail.ts'
import { defineRoute, type Route } from './route.ts'

/** Whose records are shown: of people who are one, all of them. */
async function aboutPerson(queries: Queries, personId: string) {
  const [together] = await standingTogether(queries, [personId])
  const others = [...(together?.others ?? [])].sort()
  return { subject: personId, details: { ...(others.length > 0 && { with: others.join(' ') }) } }
}

const peopleRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/people',
  summary: 'People of the posyandu of a nakes, by name, with how their last visit ended. NIK masked.',
  access: 'nakes',
  query: peopleQuerySchema,
  audit: { action: 'peopleRead', reading: 'people', of: ({ query }) => listDetails(query) },
  answer: peopleAnswerSchema,
  errors: [],
  async handle({ deps, input, inScope }) {
    await upToDate(deps)
    return inScope(async (queries) => listPeople(queries, input.query, await cardContext(queries, deps)))
  },
})

const personRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/people/:personId',
  summary: 'One person with all records, visits with findings, and conflicts.',
  access: 'nakes',
  params: byPersonSchema,
  audit: {
    action: 'personRead',
    reading: 'people',
    of: ({ params: { personId } }, inScope) => inScope((queries) => aboutPerson(queries, personId)),
  },
  answer: personAnswerSchema,
  errors: ['notFound'],
  async handle({ deps, input, inScope }) {
    await upToDate(deps)
    const found = await inScope(async (queries) =>
      findPerson(queries, input.params.personId, await cardContext(queries, deps)),
    )
    if (!found) throw new Refusal('notFound')
    return found
  },
})

const visitsRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/visits',
  summary: 'Visits as they arrived, newest first, with findings and conflicts.',
  access: 'nakes',
  query: visitsQuerySchema,
  audit: { action: 'visitsRead', reading: 'people', of: ({ query }) => listDetails(query) },
  answer: visitsAnswerSchema,
  errors: [],
  async handle({ deps, input, inScope }) {
    await upToDate(deps)
    return inScope((queries) => listVisits(queries, input.query))
  },
})

const daysRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/posyandu-days',
  summary: 'Posyandu days that phones wrote differently: in conflict, or settled within the last 30 days.',
  access: 'nakes',
  audit: { action: 'daysRead', reading: 'people' },
  answer: daysAnswerSchema,
  errors: [],
  handle: ({ deps, inScope }) => inScope((queries) => daysThatDiffer(queries, deps.now())),
})

const settleRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/records/:recordId/settle',
  summary: 'Settles a conflict of one field: one value stays, the others stay readable beside it.',
  access: 'nakes',
  params: byRecordSchema,
  body: settleRequestSchema,
  audit: { action: 'conflictSettled', of: ({ params }) => ({ subject: params.recordId }) },
  answer: nothingSchema,
  errors: ['notFound', 'conflictChanged'],
  async handle({ deps, input, inScope, session }) {
    const { database, puskesmasId, log } = deps
    const settler = { by: session.displayName, now: deps.now() }
    const change = await inScope((queries) => settlement(queries, input.params.recordId, input.body, settler))
    const options = { now: settler.now, ...(log && { log }) }
    const { refused } = await writeAsServer(database, puskesmasId, [change], options)
    if (refused[0]) throw new Error(`the settlement was refused: ${refused[0].code}`)
    return {}
  },
})

export const deskRoutes: readonly Route[] = [peopleRoute, personRoute, visitsRoute, daysRoute, settleRoute]
