import { z } from 'zod/mini'
import { namedSchema, posyanduAnswerSchema, posyanduNameSchema } from '#protocol/messages/access.ts'
import { listPosyandu } from '#server/access/named.ts'
import { createPosyandu, renamePosyandu } from '#server/access/posyandu.ts'
import { defineRoute, type Route } from './route.ts'

const listRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/posyandu',
  summary: 'The posyandu: for an admin all, for others those they are assigned to.',
  access: 'session',
  answer: posyanduAnswerSchema,
  errors: [],
  handle: async ({ inScope, session }) => ({
    posyandu: await inScope((queries) =>
      listPosyandu(queries, session.role === 'admin' ? undefined : session.posyandu),
    ),
  }),
})

const createRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/posyandu',
  summary: 'Creates a posyandu.',
  access: 'admin',
  body: posyanduNameSchema,
  audit: { action: 'posyanduMade' },
  answer: namedSchema,
  errors: ['nameTaken'],
  async handle({ input: { body }, inScope, deps }) {
    const id = await inScope((queries) => createPosyandu(queries, deps.puskesmasId, body.name))
    return { id, name: body.name }
  },
})

const renameRoute = defineRoute({
  method: 'PATCH',
  path: '/api/v1/posyandu/:posyanduId',
  summary: 'Renames a posyandu; phones read the new name with their next pull.',
  access: 'admin',
  params: z.object({ posyanduId: z.uuid() }),
  body: posyanduNameSchema,
  audit: { action: 'posyanduRenamed', of: ({ params }) => ({ subject: params.posyanduId }) },
  answer: namedSchema,
  errors: ['notFound', 'nameTaken'],
  async handle({ input: { params, body }, inScope }) {
    await inScope((queries) => renamePosyandu(queries, params.posyanduId, body.name))
    return { id: params.posyanduId, name: body.name }
  },
})

export const posyanduRoutes: readonly Route[] = [listRoute, createRoute, renameRoute]
