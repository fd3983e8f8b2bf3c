import { fromColumns } from '#protocol/messages/columns.ts'
import type { LocalStore } from '#device/store/create-store.ts'
import { applyHistory } from '#device/store/intake.ts'
import { readSenders } from '#device/store/outbox.ts'
import { noteTrafficNow } from '#device/store/traffic.ts'
import type { Engine } from './engine.ts'
import { nothingToSend, startRequest } from './request.ts'

/**
 * `unknownPerson`: of no posyandu of this phone any more. `notSupported`: the puskesmas's server is of an older edition.
 * `answerNewer`: of a newer one, whose history this edition cannot read. Any other code is that of the failure, such as
 * `network`.
 */
export type HistoryResult =
  | { readonly ok: true; readonly records: number }
  | { readonly ok: false; readonly code: string }

/** Fetches the older visits and notes of one person, page by page; what came before a failure stays. */
export async function askHistory(
  local: LocalStore,
  engine: Engine,
  personId: string,
): Promise<HistoryResult> {
  const { database, clock } = engine
  const senders = await database.run(() => readSenders(database, clock.now()))
  const sender = senders.find(({ current }) => current)
  if (!sender) return failed('notEnrolled')
  let after: string | undefined
  let records = 0
  do {
    const history = { personId, ...(after !== undefined && { after }) }
    const request = await startRequest(engine, sender, { ...nothingToSend, history })
    const { result, traffic } = await request.sent
    await database.run(() => noteTrafficNow(database, clock.now(), traffic))
    if (!result.ok) return failed(result.failure.code)
    const { answer, isWhole } = result
    if (answer.device === 'revoked') return failed('deviceRevoked')
    if (answer.device === 'forgotten') return failed('deviceForgotten')
    if (!isWhole) return failed('answerNewer')
    if (!answer.history) return failed('notSupported')
    if (!answer.history.known) return failed('unknownPerson')
    const { columns, phones } = answer.history
    const page = fromColumns(columns)
    if (!page) return failed('answerNewer')
    after = answer.history.after
    records += page.length
    const askedAt = after === undefined ? answer.serverTime : undefined
    await applyHistory(local, personId, { records: page, phones }, askedAt)
  } while (after !== undefined)
  return { ok: true, records }
}

const failed = (code: string): HistoryResult => ({ ok: false, code })
