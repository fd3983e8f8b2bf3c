import { z } from 'zod/mini'
import { noticeWithin, onPhoneAnswerSchema } from '#protocol/messages/lost-phone.ts'
import { listDevices } from '#server/access/devices.ts'
import { listPosyandu } from '#server/access/named.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { listThese } from '#server/records/desk-people.ts'
import { type OnPhone, peopleOnPhone } from '#server/records/on-phone.ts'
import { cardContext, upToDate } from './desk-context.ts'
import { defineRoute } from './route.ts'

export const onPhoneRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/devices/:deviceId/people',
  summary:
    'Whose data a phone holds: those who are with a posyandu of the nakes now by name, all others as a count.',
  access: 'nakes',
  params: z.object({ deviceId: z.uuid() }),
  audit: {
    action: 'peopleOnPhoneRead',
    reading: 'people',
    of: ({ params }) => ({ subject: params.deviceId }),
  },
  answer: onPhoneAnswerSchema,
  errors: ['notFound'],
  async handle({ deps, input, inScope, session }) {
    const deviceId = input.params.deviceId.toLowerCase()
    const devices = await inScope((queries) => listDevices(queries, 'all'))
    const device = devices.find(({ id }) => id === deviceId)
    if (!device) throw new Refusal('notFound')
    await upToDate(deps)
    const { database, puskesmasId } = deps
    const onPhone = await database.withScope({ puskesmasId, posyandu: 'all' }, (queries) =>
      peopleOnPhone(queries, puskesmasId, deviceId),
    )
    const isOwn = (posyanduId: string) => session.posyandu.includes(posyanduId)
    // Whoever serves somebody of them now has to tell them, whoever served them then.
    if (!device.posyandu.some(({ id }) => isOwn(id)) && !onPhone.some((one) => isOwn(one.posyanduId)))
      throw new Refusal('notFound')
    const { revokedAt } = device
    return inScope(async (queries) => ({
      device,
      ...(revokedAt !== undefined && { noticeBy: revokedAt + noticeWithin }),
      people: await listThese(
        queries,
        onPhone.map(({ personId }) => personId),
        await cardContext(queries, deps),
      ),
      elsewhere: await countElsewhere(queries, onPhone, session.posyandu),
    }))
  },
})

/** Names and figures only: whom it is about is told to the nakes there. */
async function countElsewhere(queries: Queries, onPhone: readonly OnPhone[], own: readonly string[]) {
  const counts = new Map<string, number>()
  for (const { posyanduId } of onPhone)
    if (!own.includes(posyanduId)) counts.set(posyanduId, (counts.get(posyanduId) ?? 0) + 1)
  if (counts.size === 0) return []
  const posyandu = await listPosyandu(queries, [...counts.keys()])
  return posyandu.map((one) => ({ posyandu: one, people: counts.get(one.id) ?? 0 }))
}
