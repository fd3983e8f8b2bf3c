import { mergeStates, type RecordState, seenBy, stateOf } from '#protocol/merge.ts'
import { type FieldValue, limits, type Mutation } from '#protocol/mutation.ts'
import { withMended } from './mend.ts'
import type { Change } from './store.ts'
import { StoreError } from './store-error.ts'

export type MintContext = {
  readonly deviceId: string
  readonly lastNumber: number
  /** Phone's time corrected by its offset to the server, ms. */
  readonly time: number
  readonly current: ReadonlyMap<string, RecordState>
  /** The held mutations that are to be mended, by number. */
  readonly mended?: ReadonlyMap<number, Mutation>
}

export type Minted = {
  readonly mutations: readonly Mutation[]
  /** The changed records as they are after it. */
  readonly states: ReadonlyMap<string, RecordState>
}

/**
 * Turns changes into numbered mutations, in order and without gaps. A field that already shows the very same
 * value, unchallenged, is left out, so that a second tap writes nothing.
 */
export function mint(changes: readonly Change[], context: MintContext): Minted {
  const states = new Map<string, RecordState>()
  const mutations: Mutation[] = []
  for (const change of changes) {
    const before = states.get(change.id) ?? context.current.get(change.id)
    const mended = change.mends === undefined ? undefined : context.mended?.get(change.mends)
    const { set, seen } = writesOf(change, before, mended, context.deviceId)
    if (Object.keys(set).length === 0) continue
    const mutation: Mutation = {
      number: context.lastNumber + mutations.length + 1,
      kind: change.kind,
      id: change.id,
      time: Math.max(0, Math.round(context.time)),
      set,
      ...(seen && { seen }),
      ...(mended && { mends: mended.number }),
    }
    const brought = stateOf(mutation, context.deviceId)
    mutations.push(mutation)
    states.set(change.id, before ? mergeStates(before, brought) : brought)
  }
  return { mutations, states }
}

/** What a change writes: only what is new, and with a mend all that still stands of what was held. */
function writesOf(
  { set, shown }: Change,
  before: RecordState | undefined,
  mended: Mutation | undefined,
  deviceId: string,
): Pick<Mutation, 'set' | 'seen'> {
  const changed = newValues(set, before)
  const names = Object.keys(changed)
  const seen = shown ? among(shown, names) : seenBy(before, names)
  if (!mended) return { set: changed, ...(seen && { seen }) }
  const whole = withMended({ set: changed, seen }, mended, before, deviceId)
  for (const [name, value] of Object.entries(whole.set)) storableText(name, value)
  return { set: whole.set, ...(whole.seen && { seen: whole.seen }) }
}

/** The stamps shown of these fields; nothing where none was. */
function among(shown: NonNullable<Change['shown']>, names: readonly string[]): Mutation['seen'] {
  const found = names.filter((name) => Object.hasOwn(shown, name) && shown[name]?.length)
  return found.length > 0 ? Object.fromEntries(found.map((name) => [name, shown[name] ?? []])) : undefined
}

function newValues(set: Change['set'], before: RecordState | undefined): Record<string, FieldValue> {
  const entries = Object.entries(set).filter(([name, value]) => {
    const text = storableText(name, value)
    const heads = before && Object.hasOwn(before.fields, name) ? before.fields[name]?.heads : undefined
    return heads?.length !== 1 || JSON.stringify(heads[0]?.value) !== text
  })
  return Object.fromEntries(entries)
}

const utf8 = new TextEncoder()

/** What would not survive the way to the puskesmas is refused at the field, before anything is written. */
function storableText(field: string, value: FieldValue): string {
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined || holdsNoNumber(value)) throw new StoreError('notStorable', { field })
  if (isTooLong(text)) throw new StoreError('fieldTooLong', { field })
  return text
}

/** No UTF-16 unit takes more than three bytes: most texts need no count. */
const isTooLong = (text: string) =>
  text.length * 3 > limits.bytesPerField && utf8.encode(text).length > limits.bytesPerField

/** JSON would turn NaN and Infinity into null: an answer taken back that nobody took back. */
function holdsNoNumber(value: FieldValue): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  return value !== null && typeof value === 'object' && Object.values(value).some(holdsNoNumber)
}
