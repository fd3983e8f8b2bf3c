import { paperHeader } from '#protocol/messages/paper-header.ts'
import { readAnswer as readWhole } from '#protocol/messages/read-answer.ts'
import { cursorHeader, errorAnswerSchema, type SyncAnswer } from '#protocol/messages/sync.ts'
import { parseJson } from '#protocol/parse-json.ts'

/** The part of `fetch` that the engine uses; tests put a wire of their own here. */
export type Transport = (path: string, request: RequestInit) => Promise<Response>

/**
 * Why a batch brought no answer. `network`: nothing came back. `notTeratai`: something else answered, such as a
 * captive portal. `tooLarge`: 413. `server`: a 5xx, or a 400 and the like, for which one row may be to blame.
 * `refused`: the server does not want this device or request; `code` says why.
 */
export type SendFailure = {
  readonly kind: 'network' | 'notTeratai' | 'tooLarge' | 'server' | 'refused' | 'busy'
  /** The server's own code where it gave one, else the kind. */
  readonly code: string
  readonly retryAfterMs?: number
}
export type SendResult =
  /** `isWhole`: whether this edition could read all that it brought; receipts it always can. */
  | { readonly ok: true; readonly answer: SyncAnswer; readonly isWhole: boolean }
  | { readonly ok: false; readonly failure: SendFailure }
/** Bytes over the wire, as near as a page can know: see `wireBytes`. */
export type Traffic = { readonly sent: number; readonly received: number }
export type Sent = { readonly result: SendResult; readonly traffic: Traffic }

export type Sending = {
  readonly transport: Transport
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly pullToken: string | undefined
  /** Shown to a puskesmas that has just said that it knows no such device. */
  readonly paper?: string | undefined
  /** The phone's clock, ms. */
  readonly now: number
  /** The cursor of the page that is coming, as soon as it is known; `undefined` where it is the last or untold. */
  readonly onCursor?: (cursor: string | undefined) => void
  /** Ends the request before its time. */
  readonly control?: AbortController
}

/** Long enough for a full batch over 2G. */
const patienceMs = 90_000

/**
 * Head of a request and of its answer, about: measured in Chromium over HTTP/1.1 with this request. Over HTTP/2 it is
 * less.
 */
const headBytes = 1_000

/** Posts a batch; anything but a well-formed answer of the puskesmas is a failure, never a receipt. */
export async function send(sending: Sending): Promise<Sent> {
  const { transport, bytes, pullToken, paper, now, control = new AbortController() } = sending
  const timer = setTimeout(() => control.abort(), patienceMs)
  let received = 0
  try {
    const response = await transport('/api/v1/sync', {
      method: 'POST',
      body: bytes,
      headers: {
        'content-type': 'application/vnd.teratai.batch',
        ...(pullToken && { authorization: `Bearer ${pullToken}` }),
        ...(paper && { [paperHeader]: paper }),
      },
      // A captive portal redirects; following it could only end somewhere else.
      redirect: 'manual',
      cache: 'no-store',
      credentials: 'omit',
      signal: control.signal,
    })
    sending.onCursor?.(response.headers.get(cursorHeader) ?? undefined)
    const text = await response.text()
    received = wireBytes(response, text)
    const result = readAnswer(response.status, text, response.headers.get('retry-after'), now)
    return { result, traffic: { sent: bytes.length + headBytes, received } }
  } catch {
    // How much of it went out before the network was gone nobody knows: all of it is counted.
    return { result: failed({ kind: 'network', code: 'network' }), traffic: { sent: bytes.length, received } }
  } finally {
    clearTimeout(timer)
    sending.onCursor?.(undefined)
  }
}

/** An answer as it came: packed, by the length that the server told; where a proxy took that away, unpacked. */
function wireBytes(response: Response, text: string): number {
  const told = Number(response.headers.get('content-length') ?? Number.NaN)
  return Number.isSafeInteger(told) ? told : new TextEncoder().encode(text).length
}

function readAnswer(status: number, text: string, retryAfter: string | null, now: number): SendResult {
  const body = parseJson(text)
  if (status === 200) {
    const read = readWhole(body)
    return read ? { ok: true, ...read } : failed({ kind: 'notTeratai', code: 'notTeratai' })
  }
  const own = errorAnswerSchema.safeParse(body)
  const kind = kindOf(status, own.success)
  const code = own.success ? own.data.error.code : kind
  const retryAfterMs = readRetryAfter(retryAfter, now)
  return failed({ kind, code, ...(retryAfterMs !== undefined && { retryAfterMs }) })
}

const failed = (failure: SendFailure): SendResult => ({ ok: false, failure })

function kindOf(status: number, ours: boolean): SendFailure['kind'] {
  if (status === 413) return 'tooLarge'
  if (status >= 500 && status !== 511) return 'server'
  if (status === 429 || status === 408) return 'busy'
  if (!ours) return 'notTeratai'
  return status === 400 || status === 422 ? 'server' : 'refused'
}

/** `Retry-After` in seconds or as a date, as ms from now; never more than a day. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined
  const ms = seconds === undefined ? Date.parse(header) - now : seconds * 1000
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 24 * 60 * 60 * 1000) : undefined
}
