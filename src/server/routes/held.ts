import {
  acceptedHeldSchema,
  acceptHeldSchema,
  closeHeldSchema,
  type HeldLine,
  heldAnswerSchema,
} from '#protocol/messages/held.ts'
import { nothingSchema } from '#protocol/messages/access.ts'
import { devicesOf, listDevices } from '#server/access/devices.ts'
import type { Session } from '#server/access/session.ts'
import { Refusal } from '#server/errors.ts'
import { assessSoon } from '#server/records/assess-soon.ts'
import { listHeld } from '#server/records/desk-held.ts'
import { acceptHeld, closeHeld, type HeldItem } from '#server/records/settle-held.ts'
import type { Call } from './route.ts'
import { defineRoute, type Route } from './route.ts'

type DeskCall = Pick<Call<'desk', undefined, undefined, undefined>, 'deps' | 'inScope' | 'session'>

/** What is held, as far as the caller may know of it; of one phone or of all. */
async function heldFor({ deps, inScope, session }: DeskCall, deviceId?: string) {
  const devices = await inScope((queries) => listDevices(queries, devicesOf(session)))
  const { database, puskesmasId } = deps
  const looker = {
    devices: new Set(devices.map((device) => device.id)),
    posyandu: new Set(session.role === 'nakes' ? session.posyandu : []),
    role: session.role === 'nakes' ? 'nakes' : 'admin',
  } as const
  return database.withScope({ puskesmasId, posyandu: 'all' }, (queries) =>
    listHeld(queries, puskesmasId, looker, deviceId),
  )
}

/** The lines that are meant; refuses where one is not there, or no longer, for this caller. */
async function linesOf(call: DeskCall, deviceId: string, items: readonly HeldItem[]) {
  const { held } = await heldFor(call, deviceId)
  return items.map((item) => {
    const line = held.find(({ number, id }) => number === item.number && id === item.id)
    if (!line) throw new Refusal('notFound')
    return line
  })
}

const byOf = ({ accountId, displayName, posyandu }: Session) => ({ accountId, displayName, posyandu })

/** Of which phone, and how many; which they were is kept with each decision. */
const decided = ({ deviceId, items }: { deviceId: string; items: readonly HeldItem[] }) => ({
  subject: deviceId,
  details: { items: items.length },
})

const listRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/held',
  summary:
    'What the puskesmas holds, by phone: why and since when; values only of what is for a posyandu of the nakes.',
  access: 'desk',
  answer: heldAnswerSchema,
  audit: { action: 'heldRead', reading: 'people' },
  errors: [],
  handle: (call) => heldFor(call),
})

const acceptRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/held/accept',
  summary:
    'Takes what is held as it is, on the word of the nakes of its posyandu. What cannot be taken stays.',
  access: 'nakes',
  body: acceptHeldSchema,
  audit: { action: 'heldAccepted', of: ({ body }) => decided(body) },
  answer: acceptedHeldSchema,
  errors: ['notFound'],
  async handle(call) {
    const { deps, input, session } = call
    const { database, puskesmasId, log } = deps
    const { deviceId, items } = input.body
    const lines = await linesOf(call, deviceId, items)
    const taking = lines.filter((line) => line.acceptable)
    const decision = { puskesmasId, deviceId, items: taking, by: byOf(session), now: deps.now() }
    const outcomes = await acceptHeld(database, decision, log)
    const isTaken = ({ number }: HeldLine) =>
      outcomes.some((outcome) => outcome.number === number && outcome.outcome === 'accepted')
    const accepted = taking.filter(isTaken)
    if (accepted.length > 0) assessSoon(database, puskesmasId, log)
    const stays = lines.filter((line) => !accepted.includes(line))
    return {
      accepted: accepted.length,
      stays: stays.map(({ number, code, field }) => ({ number, code, ...(field && { field }) })),
    }
  },
})

const closeRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/held/close',
  summary: 'Closes what is held for a reason: it is never taken over, its bytes stay, and its phone is told.',
  access: 'nakes',
  body: closeHeldSchema,
  audit: { action: 'heldClosed', of: ({ body }) => decided(body) },
  answer: nothingSchema,
  errors: ['notFound', 'forbidden'],
  async handle(call) {
    const { deps, input, session } = call
    const { database, puskesmasId, log, now } = deps
    const { deviceId, items, reason } = input.body
    const lines = await linesOf(call, deviceId, items)
    if (!lines.every((line) => line.closable)) throw new Refusal('forbidden')
    const decision = { puskesmasId, deviceId, items, by: byOf(session), now: now() }
    await closeHeld(database, decision, reason, log)
    return {}
  },
})

export const heldRoutes: readonly Route[] = [listRoute, acceptRoute, closeRoute]
