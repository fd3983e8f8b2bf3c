import type { Mutation } from '#protocol/mutation.ts'
import type { FormerScope } from './former-scope.ts'
import { followsPerson, personOf } from './place.ts'
import type { Working, WorkingSet } from './working-set.ts'
import type { Writer } from './writer.ts'

/** Where a device may write, in the middle of a batch. */
export type DeviceScope = {
  readonly writer: Writer
  readonly has: (posyanduId: string) => boolean
  /** Of a record that its phone does not read: the posyandu by whose stream the phone hears so. */
  readonly told: (record: Working) => string | undefined
  /** Of a record that comes to a posyandu which the device lost: the sequence by which it counts as come. */
  readonly entered: (before: Working | undefined, after: Working) => number | undefined
  readonly mayWrite: (mutation: Mutation, before: Working | undefined, after: Working) => boolean
}

const itsPerson = ({ state }: Working) => (state ? personOf(state) : undefined)
/** By what its phone may have known a record: itself, or its person. */
const known = (record: Working) => [record.id, itsPerson(record)].filter((id) => id !== undefined)

/**
 * A device writes where it has the posyandu (sync-spec HD4), and of what it once had by right also where that stands
 * now; but such a write moves nothing towards it (MV4).
 */
export function createScope(writer: Writer, former: FormerScope, records: WorkingSet): DeviceScope {
  const has = (posyanduId: string) => writer.posyandu.has(posyanduId)
  const reads = writer.reads ?? writer.posyandu
  const mayBe = (place: string | undefined) => place === undefined || has(place)
  const here = (id: string) => records.stoodIn(id).find(has)
  /** Put by this batch into a posyandu of which the device had it in time. */
  const broughtLate = (id: string) => {
    const [place, entered] = [records.get(id)?.place, records.entered(id)]
    const until = place === undefined ? undefined : former.posyandu.get(place)
    return entered !== undefined && until !== undefined && entered <= until
  }
  const had = (id: string) => former.records.has(id) || here(id) !== undefined || broughtLate(id)

  /** It stands in scope, or stood there by right and stays where it is. */
  const mayChange = (before: Working | undefined, after: Working) =>
    mayBe(before?.place) || (before?.place === after.place && before !== undefined && known(before).some(had))

  /** It comes into scope, to a person who was in scope, or to a posyandu that the device had when it wrote this. */
  function mayPut(before: Working | undefined, after: Working): boolean {
    const { place } = after
    if (place === undefined || has(place) || place === before?.place) return true
    if (!followsPerson(after.kind)) return former.posyandu.has(place)
    const person = itsPerson(after)
    return person !== undefined && had(person)
  }

  function mayName({ kind, set: { posyanduId } }: Mutation): boolean {
    if (followsPerson(kind) || typeof posyanduId !== 'string') return true
    return has(posyanduId) || former.posyandu.has(posyanduId)
  }

  return {
    writer,
    has,
    told(record) {
      if (record.place === undefined || reads.has(record.place)) return undefined
      const knownIn = (id: string) =>
        former.records.get(id) ?? records.stoodIn(id).find((one) => reads.has(one))
      // The last is for what a nakes let it write of somebody whom it never had.
      return (
        known(record)
          .map(knownIn)
          .find((posyanduId) => posyanduId !== undefined) ?? [...reads].sort()[0]
      )
    },
    entered: (before, { kind, place }) =>
      place === undefined || has(place) || place === before?.place || followsPerson(kind)
        ? undefined
        : former.posyandu.get(place),
    mayWrite: (mutation, before, after) =>
      mayChange(before, after) && mayPut(before, after) && mayName(mutation),
  }
}
