import { createHash } from 'node:crypto'
import type { Database, Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'

const seconds = 1000
const minutes = 60 * seconds

/**
 * How guesses are slowed: from the wrong one with the number `free` on, each is followed by a wait, which doubles from
 * `first` to `longest`, ms. `right`: what a right one does to the count.
 */
type Policy = {
  readonly free: number
  readonly first: number
  readonly longest: number
  readonly right: 'forget' | 'giveBack'
}

/**
 * Teratai's own. One person mistypes a few times; from one address a whole puskesmas may log in; one account is tried
 * from fifty places only by an attack. The longest wait bounds a guesser to 96 tries a day, and a person to a quarter
 * of an hour: nobody is ever locked out for good, and in a browser that the person used before, nobody else's guesses
 * count. A code is 40 random bits, so that its limit is generous.
 */
const policies = {
  /** An account in a browser in which it logged in before. */
  browser: { free: 5, first: 30 * seconds, longest: 15 * minutes, right: 'forget' },
  /** An account from one address. */
  pair: { free: 5, first: 30 * seconds, longest: 15 * minutes, right: 'forget' },
  /** All accounts from one address. */
  address: { free: 30, first: 30 * seconds, longest: 15 * minutes, right: 'giveBack' },
  /** All accounts where nothing tells callers apart: bounds the work, with a wait that everybody can bear. */
  anywhere: { free: 300, first: 1 * seconds, longest: 5 * seconds, right: 'giveBack' },
  /** An account from everywhere. */
  account: { free: 50, first: 60 * seconds, longest: 15 * minutes, right: 'giveBack' },
  /** The current password, asked of whoever is logged in already. */
  session: { free: 5, first: 30 * seconds, longest: 15 * minutes, right: 'forget' },
  /** Enrolment codes from one address. */
  code: { free: 20, first: 10 * seconds, longest: 15 * minutes, right: 'giveBack' },
  /** Enrolment codes where nothing tells callers apart: a wait that a kader can bear. */
  codeFromAnywhere: { free: 100, first: 5 * seconds, longest: 30 * seconds, right: 'giveBack' },
} as const satisfies Record<string, Policy>

/** Wrong attempts are forgotten after so long without another, ms; Teratai's own. */
const forgottenAfter = 24 * 60 * minutes

/** What an attempt is counted by: kind, and whose. */
export type Counter = readonly [kind: keyof typeof policies, ...of: readonly string[]]

/** By what a log-in is counted; `browser` only where the account logged in there before. */
export function logInCounters(
  loginName: string,
  from: { readonly address: string | undefined; readonly browser: string | undefined },
): Counter[] {
  const name = loginName.trim().toLowerCase()
  if (from.browser !== undefined) return [['browser', from.browser, name]]
  const { address } = from
  return [
    ['pair', name, address ?? 'unknown'],
    ['account', name],
    address === undefined ? ['anywhere'] : ['address', address],
  ]
}

/** By what an enrolment code is counted. */
export const codeCounters = (address: string | undefined): Counter[] => [
  address === undefined ? ['codeFromAnywhere'] : ['code', address],
]

type Where = { readonly database: Database; readonly puskesmasId: string; readonly now: () => number }

/**
 * Judges an attempt under its counters. It is counted as wrong before it is judged, so that many at once are counted
 * each; a right one is taken back. Refuses with `tooManyAttempts`, unjudged and uncounted, while one of them waits.
 * `isWrong` tells, of the judgement or of what was thrown in its place.
 */
export async function judged<T>(
  { database, puskesmasId, now }: Where,
  counters: readonly Counter[],
  judge: () => Promise<T>,
  isWrong: (outcome: { readonly value: T } | { readonly thrown: unknown }) => boolean,
): Promise<T> {
  const scope = { puskesmasId, posyandu: 'none' } as const
  const subjects = counters
    .map((counter) => ({ subject: subjectOf(counter), policy: policies[counter[0]] }))
    // Rows are locked in one order.
    .sort((a, b) => a.subject.compare(b.subject))
  await database.withScope(scope, (queries) => countAll(queries, subjects, puskesmasId, now()))
  const giveBack = () =>
    database.withScope(scope, async (queries) => {
      for (const one of subjects) await takeBack(queries, one)
    })
  try {
    const value = await judge()
    if (!isWrong({ value })) await giveBack()
    return value
  } catch (thrown) {
    if (!isWrong({ thrown })) await giveBack()
    throw thrown
  }
}

type Subject = { readonly subject: Buffer; readonly policy: Policy }

const subjectOf = (counter: Counter) => createHash('sha256').update(JSON.stringify(counter)).digest()

async function countAll(queries: Queries, subjects: readonly Subject[], puskesmasId: string, now: number) {
  const count = '(case when a.last_at < $7 then 1 else a.failures + 1 end)'
  for (const { subject, policy } of subjects) {
    const counted = await queries.query(
      `insert into attempt as a (puskesmas_id, subject, failures, last_at, blocked_until)
       values ($1, $2, 1, $3::timestamptz, '-infinity')
       on conflict (puskesmas_id, subject) do update set
         failures = ${count},
         last_at = $3::timestamptz,
         blocked_until = case when ${count} < $4::int then '-infinity'
           else $3::timestamptz + least($6::float8, $5::float8 * power(2, least(${count} - $4::int, 30)))
             * interval '1 millisecond' end
       -- A wait longer than any is of a clock that has been set back since.
       where a.blocked_until <= $3::timestamptz
         or a.blocked_until > $3::timestamptz + $6::float8 * interval '1 millisecond'
       returning 1 as one`,
      [
        puskesmasId,
        subject,
        new Date(now),
        policy.free,
        policy.first,
        policy.longest,
        new Date(now - forgottenAfter),
      ],
    )
    if (counted.length === 0) throw await refusal(queries, subject, now)
  }
}

async function refusal(queries: Queries, subject: Buffer, now: number): Promise<Refusal> {
  const [row] = await queries.query<{ blocked_until: Date }>(
    'select blocked_until from attempt where subject = $1',
    [subject],
  )
  const left = (row?.blocked_until.getTime() ?? now) - now
  return new Refusal('tooManyAttempts', undefined, Math.max(1, Math.ceil(left / seconds)))
}

async function takeBack(queries: Queries, { subject, policy }: Subject): Promise<void> {
  if (policy.right === 'forget') {
    await queries.query('delete from attempt where subject = $1', [subject])
    return
  }
  await queries.query(
    `update attempt set failures = greatest(failures - 1, 0), blocked_until = '-infinity' where subject = $1`,
    [subject],
  )
}

/** Takes away what counts no more. Rows that somebody is counting just now are left for the next time. */
export async function forgetOldAttempts(queries: Queries, now: number): Promise<void> {
  await queries.query(
    `delete from attempt where subject in
       (select subject from attempt where last_at < $1 limit 1000 for update skip locked)`,
    [new Date(now - forgottenAfter)],
  )
}
