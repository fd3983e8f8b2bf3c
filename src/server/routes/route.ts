import type { BlockList } from 'node:net'
import type { z } from 'zod/mini'
import type { TrailEnd } from '#server/audit/append-entry.ts'
import type { AuditAction, AuditEvent } from '#server/audit/audit-entry.ts'
import type { Database, Queries, Scope } from '#server/database/database.ts'
import type { ErrorCode } from '#server/errors.ts'
import type { KeyRing } from '#server/surat/key-ring.ts'
import type { Session } from '#server/access/session.ts'

/**
 * Who may call: `public` anyone; `device` a phone, which the handler itself recognises by its signature;
 * `session` anyone logged in; `admin`, `nakes` that role; `desk` admin or nakes.
 */
export type Access = 'public' | 'device' | 'session' | 'admin' | 'nakes' | 'desk'

/** What every route is given from outside. `now` is the server's clock in ms. */
export type ServerDeps = {
  readonly database: Database
  readonly puskesmasId: string
  /** The address that phones use, without a slash at its end. */
  readonly address: string
  readonly now: () => number
  /** The puskesmas's own keys. Without them no surat is taken and phones are told of none. */
  readonly keys?: KeyRing
  /** Hears how far the audit trail reaches, whenever it grows. */
  readonly onTrailEnd?: ((end: TrailEnd) => void) | undefined
  /** The proxies whose word on who calls is believed. */
  readonly proxies?: BlockList | undefined
  /** Where a finding about the server itself goes; never with personal data. */
  readonly log?: (entry: Readonly<Record<string, unknown>>) => void
}

/** A body of raw bytes; `contains` names the schemas of what is packed inside, for the API's description. */
export type BinaryBody = {
  readonly binary: true
  readonly contentTypes: readonly string[]
  readonly maxBytes: number
  readonly description: string
  readonly contains?: Readonly<Record<string, z.core.$ZodType>>
}

/** A body of raw bytes: `input.body` is then a `Uint8Array`, at most `maxBytes` long. */
export const binaryBody = (body: Omit<BinaryBody, 'binary'>): BinaryBody => ({ binary: true, ...body })

type Schema = z.core.$ZodType
type Read<S> = S extends Schema ? z.core.output<S> : S extends BinaryBody ? Uint8Array : undefined
type InScope = <T>(work: (queries: Queries) => Promise<T>) => Promise<T>
type About = Pick<AuditEvent, 'subject' | 'details'>
type SessionFor<A extends Access> = A extends 'public' | 'device' ? undefined : Session

/** One request as a handler sees it: checked input, who asks, and the database under that person's scope. */
export type Call<A extends Access, P, Q, B> = {
  readonly input: { readonly params: Read<P>; readonly query: Read<Q>; readonly body: Read<B> }
  readonly session: SessionFor<A>
  readonly deps: ServerDeps
  /**
   * One transaction under the caller's scope: nakes their posyandu, admin no posyandu, without a session none.
   * A handler that needs another scope (sync: `all`) uses `deps.database.withScope`.
   */
  readonly inScope: InScope
  readonly scope: Scope
  /** The session cookie as it came, for logging out. */
  readonly sessionToken: string | undefined
  readonly header: (name: string) => string | undefined
  /** Of the answer. */
  readonly setHeader: (name: string, value: string) => void
  /** From where the request comes, as far as that can be believed; `undefined` where nothing tells callers apart. */
  readonly callerAddress: string | undefined
  /** What this browser was given when somebody logged in there before. */
  readonly browserToken: string | undefined
  readonly setBrowserCookie: (token: string) => void
  /** Gives the browser its session, or with `undefined` takes it away. */
  readonly setSessionCookie: (token: string | undefined) => void
}

export type RouteDefinition<
  A extends Access,
  P extends Schema | undefined,
  Q extends Schema | undefined,
  B extends Schema | BinaryBody | undefined,
  R extends Schema,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Fastify's pattern: `/api/v1/devices/:deviceId/revoke`. */
  readonly path: string
  readonly summary: string
  readonly access: A
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Of the 200 answer; members that it does not name are left out of the answer. */
  readonly answer: R
  /** What is written down, before anything is done, where somebody reads people's data or decides something. */
  readonly audit?: {
    readonly action: AuditAction
    /** People's data are read: nakes have said what for, and asking again within a quarter of an hour is one reading. */
    readonly reading?: 'people'
    /** Under the caller's scope, in a transaction before that of the handler. */
    of?(input: Call<A, P, Q, B>['input'], inScope: InScope): About | Promise<About>
  }
  /** Beyond those that every route of this access and shape has. */
  readonly errors: readonly ErrorCode[]
  handle(call: Call<A, P, Q, B>): Promise<z.core.input<R>>
}

/** A route as the app registers it, its types forgotten. */
export type Route = Omit<
  RouteDefinition<Access, undefined, undefined, undefined, Schema>,
  'params' | 'query' | 'body' | 'handle' | 'audit'
> & {
  readonly params?: Schema | undefined
  readonly query?: Schema | undefined
  readonly body?: Schema | BinaryBody | undefined
  readonly audit?:
    | {
        readonly action: AuditAction
        readonly reading?: 'people'
        of?(input: never, inScope: InScope): About | Promise<About>
      }
    | undefined
  handle(call: Call<Access, unknown, unknown, unknown>): Promise<unknown>
}

/**
 * Defines a route. The handler gets its input checked and typed, throws `Refusal` to refuse, and returns the
 * body of the 200 answer. The same definition makes the API's description.
 */
export function defineRoute<
  A extends Access,
  R extends Schema,
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | BinaryBody | undefined = undefined,
>(definition: RouteDefinition<A, P, Q, B, R>): Route {
  // The app checks input by these very schemas before it calls `handle`, which is why the types may be forgotten.
  return definition
}

export const isBinary = (body: Route['body']): body is BinaryBody => body !== undefined && 'binary' in body
