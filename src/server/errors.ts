/**
 * Every refusal of the server and its HTTP status. The codes are stable: phones, desks and tests rely on them.
 * An answer is `{ error: { code, field?, retryAfter? } }`, never with a value in it.
 */
export const errorStatus = {
  /** No HTTP, or headers too long. */
  malformedRequest: 400,
  malformedJson: 400,
  /** `field` names the part of the request that does not fit. */
  invalidInput: 400,
  /** The bytes are no batch of any protocol. */
  notABatch: 400,
  notLoggedIn: 401,
  wrongLogin: 401,
  unknownDevice: 401,
  badSignature: 401,
  forbidden: 403,
  /** A page of another origin sent it. */
  foreignOrigin: 403,
  wrongPuskesmas: 403,
  /** Nobody's data are shown before it was said what for. */
  purposeMissing: 403,
  unknownRoute: 404,
  notFound: 404,
  enrolCodeWrong: 404,
  nameTaken: 409,
  enrolCodeUsed: 409,
  /** The person of a forgotten phone is forgotten too: an admin names who holds it. */
  accountForgotten: 409,
  /** The last active admin cannot be switched off. */
  lastAdmin: 409,
  /** The records changed since the plan was shown; it has been made anew. */
  planChanged: 409,
  /** Somebody wrote or settled the field since the conflict was shown. */
  conflictChanged: 409,
  /** Two people who are one already; also where a ring would come of it. */
  alreadyOne: 409,
  /** Somebody made or undid the alias since it was shown. */
  aliasChanged: 409,
  /** People of two posyandu; one of them has to move first. */
  otherPosyandu: 409,
  enrolCodeExpired: 410,
  payloadTooLarge: 413,
  /** More than 500 mutations in a batch. */
  tooManyMutations: 413,
  /** A batch that unfolds beyond what any batch can be. */
  unpackedTooLarge: 413,
  unsupportedMediaType: 415,
  /** A register that cannot be read as a whole; `field` says why: `noHeadings`, `protected` … */
  registerUnusable: 422,
  /** A file that is no surat jalan. */
  notASurat: 422,
  suratTruncated: 422,
  suratDamaged: 422,
  /** A surat balasan where a surat jalan is taken in. */
  suratOfOtherKind: 422,
  /** Of a newer edition of the app. */
  suratNewer: 422,
  /** Sealed to keys that this puskesmas does not have (any more). */
  suratKeyUnknown: 422,
  /** Whole, but neither sealed nor signed as only a phone of this puskesmas can. */
  suratForged: 422,
  /** Too many wrong guesses; `retryAfter` says in how many seconds the next is listened to. */
  tooManyAttempts: 429,
  internal: 500,
  databaseUnavailable: 503,
} as const satisfies Record<string, number>

export type ErrorCode = keyof typeof errorStatus

/** Thrown by a route to refuse; the transaction around it rolls back. `field` is a path such as `posyandu.0`. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  /** Seconds. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, field?: string, retryAfter?: number) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.field = field
    this.retryAfter = retryAfter
  }
}

/** What goes over the wire for a refusal. */
export function errorBody(code: ErrorCode, field?: string, retryAfter?: number) {
  const named = field !== undefined && field !== ''
  return { error: { code, ...(named && { field }), ...(retryAfter !== undefined && { retryAfter }) } }
}

/** The codes of Fastify's own errors that a sender can cause. */
const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformedJson',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformedJson',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalidInput',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payloadTooLarge',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupportedMediaType',
  FST_ERR_CTP_INVALID_TYPE: 'unsupportedMediaType',
  FST_ERR_BAD_URL: 'unknownRoute',
  FST_ERR_NOT_FOUND: 'unknownRoute',
  FST_ERR_MAX_PARAM_LENGTH: 'unknownRoute',
}

/** SQLSTATE classes and codes of Node that mean that no database answered. */
const noDatabase = /^(08|57P|53)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|databaseUnavailable)$/

/** What the driver says, without a code, when no connection came or one broke. */
const lostConnection = /^(timeout exceeded when trying to connect|Connection terminated)/

/** SQLSTATEs of text that PostgreSQL cannot keep: a NUL in it. */
const unkeepable = /^(22021|22P05)$/

type Told = { code: ErrorCode; field?: string | undefined; retryAfter?: number | undefined }

/** The code for anything thrown; what is not known is `internal`. */
export function codeOf(error: unknown): Told {
  if (error instanceof Refusal) return error
  const own = error instanceof Error && 'code' in error ? String(error.code) : ''
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  if (fastifyCodes[own]) return { code: fastifyCodes[own] }
  const message = error instanceof Error ? error.message : ''
  if (noDatabase.test(own) || lostConnection.test(message)) return { code: 'databaseUnavailable' }
  if (unkeepable.test(own)) return { code: 'invalidInput' }
  if (status === 400 && own.startsWith('FST_')) return { code: 'invalidInput' }
  return { code: 'internal' }
}
