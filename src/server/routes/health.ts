import { z } from 'zod/mini'
import { Refusal } from '#server/errors.ts'
import { defineRoute } from './route.ts'

export const healthRoute = defineRoute({
  method: 'GET',
  path: '/health',
  summary: 'Whether the server runs and its database answers.',
  access: 'public',
  answer: z.object({ status: z.literal('ok') }),
  errors: ['databaseUnavailable'],
  async handle({ deps }) {
    if (!(await deps.database.answers())) throw new Refusal('databaseUnavailable')
    return { status: 'ok' as const }
  },
})
