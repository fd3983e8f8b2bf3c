import { safeParse, type z } from 'zod/mini'
import { isAttended } from './attended.ts'

/** Why the server gave nothing: its own stable code, or `offline`, `badAnswer`. */
export type Problem = {
  readonly code: string
  readonly field?: string
  /** Seconds until it may be tried again. */
  readonly retryAfter?: number
}
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem }

type Request = {
  readonly method?: 'GET' | 'POST' | 'PATCH'
  readonly body?: unknown
  /** A file as it is, in place of a body. */
  readonly bytes?: Blob
}

let onLoggedOut: () => void = () => undefined
/** Called whenever the server says that the session has ended. */
export const whenLoggedOut = (listener: () => void) => {
  onLoggedOut = listener
}

let onPurposeMissing: () => void = () => undefined
/** Called whenever the server shows nobody's data before it was said what for, as after midnight. */
export const whenPurposeMissing = (listener: () => void) => {
  onPurposeMissing = listener
}

/** Longest wait for an answer, ms; reading a large register takes some seconds. Teratai's own. */
const patience = 90_000

/** Asks the server. Nothing is believed of an answer that its schema does not say. */
export async function call<S extends z.core.$ZodType>(
  schema: S,
  path: string,
  request: Request = {},
): Promise<Result<z.core.output<S>>> {
  const response = await send(path, request).catch(() => undefined)
  if (!response) return failed({ code: 'offline' })
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) return failed(problemOf(answer))
  const parsed = safeParse(schema, answer)
  return parsed.success ? { ok: true, value: parsed.data } : failed({ code: 'badAnswer' })
}

function send(path: string, { method = 'GET', body, bytes }: Request): Promise<Response> {
  const type = bytes ? 'application/octet-stream' : body === undefined ? undefined : 'application/json'
  const content = bytes ?? (body === undefined ? undefined : JSON.stringify(body))
  return fetch(path, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
    headers: {
      ...(type && { 'content-type': type }),
      ...(isAttended() ? {} : { 'teratai-unattended': '1' }),
    },
    ...(content !== undefined && { body: content }),
  })
}

function failed(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  if (problem.code === 'notLoggedIn') onLoggedOut()
  if (problem.code === 'purposeMissing') onPurposeMissing()
  return { ok: false, problem }
}

/** `{ error: { code, field?, retryAfter? } }`; of anything else nothing is known. */
function problemOf(answer: unknown): Problem {
  const error = isObject(answer) ? answer.error : undefined
  if (!isObject(error)) return { code: 'badAnswer' }
  const { code, field, retryAfter } = error
  if (typeof code !== 'string') return { code: 'badAnswer' }
  return {
    code,
    ...(typeof field === 'string' && { field }),
    ...(typeof retryAfter === 'number' && { retryAfter }),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** A path with its query; what is `undefined` or empty is left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()
  return text ? `${path}?${text}` : path
}
