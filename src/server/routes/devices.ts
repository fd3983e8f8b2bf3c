import { z } from 'zod/mini'
import { admitDeviceSchema, devicesAnswerSchema, nothingSchema } from '#protocol/messages/access.ts'
import { admitDevice } from '#server/access/admit-device.ts'
import { accountOf, devicesOf, listDevices, revokeDevice } from '#server/access/devices.ts'
import { assessSoon } from '#server/records/assess-soon.ts'
import { retryHeld } from '#server/records/retry-held.ts'
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

const admitRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/devices/:deviceId/admit',
  audit: {
    action: 'phoneAdmitted',
    async of({ params: { deviceId }, body }, inScope) {
      const accountId = body.accountId ?? (await inScope((queries) => accountOf(queries, deviceId)))
      return { subject: deviceId, details: { ...(accountId !== undefined && { account: accountId }) } }
    },
  },
  summary: 'Lets a phone back in that the puskesmas forgot; what is held of it is judged anew.',
  access: 'desk',
  params: z.object({ deviceId: z.uuid() }),
  body: admitDeviceSchema,
  answer: nothingSchema,
  errors: ['notFound', 'accountForgotten', 'forbidden'],
  async handle({ input, inScope, session, deps }) {
    const { deviceId } = input.params
    const { accountId } = input.body
    const { database, puskesmasId, log, keys: openers } = deps
    const now = deps.now()
    await inScope((queries) => admitDevice(queries, deviceId, { session, accountId, now }))
    const accepted = await retryHeld(database, puskesmasId, { now, deviceId, openers, ...(log && { log }) })
    if (accepted > 0) assessSoon(database, puskesmasId, log)
    return {}
  },
})

export const deviceRoutes: readonly Route[] = [listRoute, revokeRoute, admitRoute]
