import { readEnrolmentCode } from '#protocol/enrolment-code.ts'
import { enrolAnswerSchema, type EnrolAnswer } from '#protocol/messages/enrol.ts'
import { errorAnswerSchema } from '#protocol/messages/sync.ts'
import { parseJson } from '#protocol/parse-json.ts'
import { newId } from '#device/platform/ids.ts'
import { makeSigningKeys, publicKeyText } from '#device/platform/signing.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { readMeta, writeMeta } from '#device/store/database.ts'
import { leaveOthers } from '#device/store/leaving.ts'
import type { DeviceRow } from '#device/store/rows.ts'
import { paperSeal } from '#device/store/seal.ts'
import { scopeAfter } from '#device/store/scope.ts'
import type { Enrolment } from '#device/store/store.ts'

/**
 * `codeWrong`, `codeExpired`, `codeUsed`: ask for a new code. `network`: nobody answered; the same code may be tried
 * again. `notTeratai`: something else answered, such as a captive portal. `server`: the puskesmas has a fault.
 */
export type EnrolErrorCode =
  | 'network'
  | 'codeWrong'
  | 'codeExpired'
  | 'codeUsed'
  | 'tooMany'
  | 'notTeratai'
  | 'server'
export type EnrolResult =
  | { readonly ok: true; readonly enrolment: Enrolment }
  | { readonly ok: false; readonly code: EnrolErrorCode }

export type EnrolDeps = {
  readonly local: LocalStore
  readonly transport: (path: string, request: RequestInit) => Promise<Response>
  readonly appVersion: string
}

const patienceMs = 30_000

/**
 * Enrols this phone with a one-time code. The key pair lies in the database before the puskesmas is asked, so that
 * after a lost answer the same code can be sent again with the same key, and is answered alike.
 */
export async function enrol(deps: EnrolDeps, typed: string): Promise<EnrolResult> {
  const code = readEnrolmentCode(typed)
  if (code === undefined) return { ok: false, code: 'codeWrong' }
  const pending = await keyFor(deps.local, code)
  const sentAt = deps.local.clock.now()
  const asked = await ask(deps, { code, publicKey: pending.publicKey })
  if (!asked.ok) return asked
  const enrolment = await keepAnswer(deps.local, pending, asked.answer, sentAt)
  return { ok: true, enrolment }
}

async function keyFor(local: LocalStore, code: string): Promise<DeviceRow> {
  const { database } = local.planner
  const rows = await database.run(() => database.devices.toArray())
  const known = rows.find((row) => row.code === code)
  if (known) return known
  const keys = await makeSigningKeys()
  const row: DeviceRow = { id: newId(), keys, publicKey: await publicKeyText(keys), code }
  await database.run(() => database.devices.add(row))
  return row
}

type Asked =
  | { readonly ok: true; readonly answer: EnrolAnswer }
  | { readonly ok: false; readonly code: EnrolErrorCode }

async function ask(deps: EnrolDeps, request: { code: string; publicKey: string }): Promise<Asked> {
  try {
    const response = await deps.transport('/api/v1/enrol', {
      method: 'POST',
      body: JSON.stringify({ ...request, appVersion: deps.appVersion }),
      headers: { 'content-type': 'application/json' },
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(patienceMs),
    })
    return readAnswer(response.status, await response.text())
  } catch {
    return { ok: false, code: 'network' }
  }
}

function readAnswer(status: number, text: string): Asked {
  const body = parseJson(text)
  if (status === 200) {
    const parsed = enrolAnswerSchema.safeParse(body)
    return parsed.success ? { ok: true, answer: parsed.data } : { ok: false, code: 'notTeratai' }
  }
  const refusal = errorAnswerSchema.safeParse(body)
  if (!refusal.success) return { ok: false, code: status >= 500 && status !== 511 ? 'server' : 'notTeratai' }
  return { ok: false, code: refusals[refusal.data.error.code] ?? 'server' }
}

/** The puskesmas's refusals of a code; a request that does not fit its schema can only be a mistyped code. */
const refusals: Readonly<Record<string, EnrolErrorCode>> = {
  enrolCodeWrong: 'codeWrong',
  invalidInput: 'codeWrong',
  enrolCodeExpired: 'codeExpired',
  enrolCodeUsed: 'codeUsed',
  tooManyAttempts: 'tooMany',
}

/**
 * Keeps the answer: from here on this phone writes as that device. Rows of an earlier enrolment stay and still go
 * out under their own key; what the phone holds is pulled anew, and what of it stands in other posyandu goes.
 */
async function keepAnswer(
  local: LocalStore,
  pending: DeviceRow,
  answer: EnrolAnswer,
  sentAt: number,
): Promise<Enrolment> {
  const { database, seals } = local.planner
  const { serverTime, settings, pullToken, keys, paper, ...rest } = answer
  const enrolment: Enrolment = rest
  const answeredAt = local.clock.now()
  const body = await seals.data.seal({ enrolment, pullToken })
  const shown = paper !== undefined && keys && { body: await paperSeal.seal(paper), keys: keys.number }
  await database.run(() =>
    database.dexie.transaction('rw', database.devices, database.meta, async () => {
      await database.devices.put({
        ...pending,
        deviceId: answer.deviceId,
        puskesmasId: answer.puskesmas.id,
        personId: answer.person.id,
        body,
        ...(shown && { paper: shown }),
      })
      // Another writer's plan was made as another device: a new revision makes it start over.
      const ledger = await readMeta(database, 'ledger')
      await writeMeta(database, 'ledger', {
        directoryVersion: 0,
        counters: {},
        ...ledger,
        revision: (ledger?.revision ?? 0) + 1,
      })
      await writeMeta(database, 'currentDevice', answer.deviceId)
      const scope = scopeAfter(undefined, answer.posyandu)
      await writeMeta(database, 'scope', { ...scope, gained: scope.posyandu })
      await writeMeta(database, 'settings', settings)
      if (keys) await writeMeta(database, 'puskesmasKeys', keys)
      else await database.meta.delete('puskesmasKeys')
      await writeMeta(database, 'contact', {
        firstLoadDone: false,
        device: 'active',
        lastContactAt: serverTime,
        clockOffset: Math.round((sentAt + answeredAt) / 2 - serverTime),
      })
    }),
  )
  // What it is cut in goes on with the next exchange.
  await leaveOthers(local).catch(() => undefined)
  return enrolment
}
