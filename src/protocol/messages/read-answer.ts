import { z } from 'zod/mini'
import { fromColumns } from './columns.ts'
import { puskesmasKeysSchema } from '#protocol/surat/puskesmas-keys.ts'
import {
  type Changes,
  changesSchema,
  deviceStates,
  heldSchema,
  type History,
  historySchema,
  receiptSchema,
  type SyncAnswer,
  syncAnswerSchema,
  writerPhoneSchema,
} from './sync.ts'

// By hand: the library's own ways to do this weigh more on the phone than all that is here.

type Fields = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Of a list what this edition knows; whatever else a newer server put there settles nothing. */
const knownOf = (schema: z.ZodMiniType, list: unknown): unknown =>
  Array.isArray(list) ? list.filter((one) => z.safeParse(schema, one).success) : list

/** An answer without what only a later edition knows, so far as it is not about changes (sync-spec UP7). */
export function knownAnswer(answer: unknown): unknown {
  if (!isObject(answer) || typeof answer.device !== 'string') return answer
  return {
    ...answer,
    receipts: knownOf(receiptSchema, answer.receipts),
    held: knownOf(heldSchema, answer.held),
    device: deviceStates.find((state) => state === answer.device) ?? 'active',
  }
}

const isPlain = ([, value]: readonly [string, unknown]) =>
  ['string', 'number', 'boolean'].includes(typeof value)

/** Changes with what stands beside the records so far as it is known; `undefined` where they cannot be read. */
export function knownChanges(changes: unknown): Changes | undefined {
  if (!isObject(changes)) return undefined
  const { settings, writers, phones, keys, ...rest } = changes
  const parsed = z.safeParse(changesSchema, {
    ...rest,
    ...(isObject(settings) && { settings: Object.fromEntries(Object.entries(settings).filter(isPlain)) }),
    ...(isObject(writers) && { writers: Object.fromEntries(Object.entries(writers).filter(isPlain)) }),
    ...knownPhones(phones),
    ...(z.safeParse(puskesmasKeysSchema, keys).success && { keys }),
  })
  return parsed.success ? unpacked(parsed.data) : undefined
}

/** Of who writes what can be read. */
const knownPhones = (phones: unknown) =>
  isObject(phones) && {
    phones: Object.fromEntries(
      Object.entries(phones).filter(([, one]) => z.safeParse(writerPhoneSchema, one).success),
    ),
  }

/** All records as records; `undefined` where their columns do not fit together. */
function unpacked({ columns, ...changes }: Changes): Changes | undefined {
  if (!columns) return changes
  const records = fromColumns(columns)
  return records && { ...changes, records: [...changes.records, ...records] }
}

/** A history; `undefined` where it cannot be read. */
function knownHistory(history: unknown): History | undefined {
  if (!isObject(history)) return undefined
  const { phones, ...rest } = history
  const parsed = z.safeParse(historySchema, { ...rest, ...knownPhones(phones) })
  return parsed.success ? parsed.data : undefined
}

/**
 * `isWhole`: whether the changes or the history in it could be read too. `undefined` for what is no answer of the
 * puskesmas.
 */
export function readAnswer(body: unknown): { answer: SyncAnswer; isWhole: boolean } | undefined {
  if (!isObject(body)) return undefined
  const { changes: brought, history: asked, cursor, ...rest } = body
  const parsed = z.safeParse(syncAnswerSchema, knownAnswer(rest))
  if (!parsed.success) return undefined
  const changes = knownChanges(brought)
  const history = knownHistory(asked)
  // A cursor without what it stands for would skip it for ever.
  const isAhead = changes !== undefined && typeof cursor === 'string'
  return {
    answer: {
      ...parsed.data,
      ...(changes && { changes }),
      ...(history && { history }),
      ...(isAhead && { cursor }),
    },
    isWhole: (brought === undefined || !!changes) && (asked === undefined || !!history),
  }
}
