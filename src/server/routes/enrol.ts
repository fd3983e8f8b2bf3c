import { enrolAnswerSchema, enrolRequestSchema } from '#protocol/messages/enrol.ts'
import { enrol } from '#server/access/enrol.ts'
import { defineRoute } from './route.ts'

export const enrolRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/enrol',
  summary: 'Enrols a phone by a one-time code; the same key again within a day is answered alike.',
  access: 'public',
  body: enrolRequestSchema,
  answer: enrolAnswerSchema,
  errors: ['enrolCodeWrong', 'enrolCodeUsed', 'enrolCodeExpired'],
  handle: ({ input, deps, inScope }) =>
    inScope((queries) =>
      enrol(queries, input.body, {
        puskesmasId: deps.puskesmasId,
        now: deps.now(),
        keys: deps.keys?.current,
      }),
    ),
})
