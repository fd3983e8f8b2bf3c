import { z } from 'zod/mini'
import { devicesAnswerSchema, nothingSchema } from '#protocol/messages/access.ts'
import { devicesOf, listDevices, revokeDevice } from '#server/access/devices.ts'
import { defineRoute, type Route } from './route.ts'

const listRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/devices',
  summary:
    'Phones with their last contact and what they still hold: for an admin all, for nakes those of their posyandu.',
  access: 'desk',
  answer: devicesAnswerSchema,
  errors: [],
  handle: async ({ inScope, session }) => ({
    devices: await inScope((queries) => listDevices(queries, devicesOf(session))),
  }),
})

const revokeRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/devices/:deviceId/revoke',
  summary: 'Revokes a phone: it is handed nothing any more, and what it still sends is held.',
  access: 'desk',
  params: z.object({ deviceId: z.uuid() }),
  audit: { action: 'phoneRevoked', of: ({ params }) => ({ subject: params.deviceId }) },
  answer: nothingSchema,
  errors: ['notFound'],
  async handle({ input, inScope, session, deps }) {
    await inScope((queries) => revokeDevice(queries, input.params.deviceId, devicesOf(session), deps.now()))
    return {}
  },
})

export const deviceRoutes: readonly Route[] = [listRoute, revokeRoute]
