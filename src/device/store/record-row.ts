import type { RecordState } from '#protocol/merge.ts'
import type { OlderMark } from './intent.ts'
import type { RecordRow } from './rows.ts'

/** The person whom a record follows: a person itself, `undefined` for households and days. */
export function personIdOf(state: RecordState): string | undefined {
  if (state.kind === 'person') return state.id
  return shownId(state, 'personId')
}

function shownId(state: RecordState, field: string): string | undefined {
  const value = Object.hasOwn(state.fields, field) ? state.fields[field]?.heads[0]?.value : undefined
  return typeof value === 'string' ? value : undefined
}

/** The record as it lies on disk; what only this phone knows of it is kept from the row before. */
export function rowOf(
  state: RecordState,
  body: RecordRow['body'],
  before: RecordRow | undefined,
  stream: string | undefined,
  older?: OlderMark,
): RecordRow {
  const personId = personIdOf(state)
  const householdId = state.kind === 'person' ? shownId(state, 'householdId') : undefined
  const lastStream = stream ?? before?.stream
  return {
    id: state.id,
    kind: state.kind,
    ...(personId && { personId }),
    ...(householdId && { householdId }),
    ...(lastStream && { stream: lastStream }),
    // A record that is sent anew belongs to this phone again.
    ...(before?.left && !stream && { left: 1 as const }),
    ...olderOf(before, older),
    ...(before?.receipt && { receipt: before.receipt }),
    body,
  }
}

/** How a person's row tells of what has aged out, after a write that says `mark` of it or nothing. */
export function olderOf(
  before: RecordRow | undefined,
  mark: OlderMark | undefined,
): Pick<RecordRow, 'older' | 'askedAt'> {
  if (mark === 'away') return { older: 1 }
  if (mark) return { askedAt: mark.askedAt }
  return {
    ...(before?.older && { older: before.older }),
    ...(before?.askedAt !== undefined && { askedAt: before.askedAt }),
  }
}

/** A row of which only that changes. */
export function withOlder(row: RecordRow, mark: OlderMark): RecordRow {
  const { older: _, askedAt: __, ...rest } = row
  return { ...rest, ...olderOf(undefined, mark) }
}

/** A row of what belongs to this phone again. */
export function withoutLeft(row: RecordRow): RecordRow {
  const kept: { left?: 1 } & RecordRow = { ...row }
  delete kept.left
  return kept
}
