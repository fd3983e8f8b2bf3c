import type { FieldValue } from '#protocol/mutation.ts'
import type { ServerChange } from '#server/records/write-as-server.ts'
import type { PlannedRow, PlannedWrite } from './plan.ts'

export type ImportChanges = {
  readonly changes: readonly ServerChange[]
  readonly persons: number
  readonly households: number
  readonly completed: number
}

/**
 * The records that a plan writes: a household before the first of its people. `households` are those on record,
 * by family card; `newId` makes an id that nobody has.
 */
export function changesOf(
  rows: readonly PlannedRow[],
  posyanduId: string,
  households: ReadonlyMap<string, string>,
  newId: () => string,
): ImportChanges {
  const known = new Map(households)
  const changes: ServerChange[] = []
  const counts = { persons: 0, households: 0, completed: 0 }
  for (const { write } of rows) {
    if (!write) continue
    const { familyCardNumber } = write
    if (familyCardNumber && !known.has(familyCardNumber)) {
      const id = newId()
      known.set(familyCardNumber, id)
      changes.push({ kind: 'household', id, set: householdFields(write, familyCardNumber, posyanduId) })
      counts.households += 1
    }
    const householdId = familyCardNumber && known.get(familyCardNumber)
    const set = { ...personFields(write), ...(householdId && { householdId }) }
    changes.push({
      kind: 'person',
      id: write.personId ?? newId(),
      set: write.personId ? set : { posyanduId, ...set },
    })
    counts[write.personId ? 'completed' : 'persons'] += 1
  }
  return { changes, ...counts }
}

type Fields = Record<string, FieldValue>

function personFields({ fields, imported }: PlannedWrite): Fields {
  // Drafts hold texts and numbers only.
  return { ...(fields as Fields), ...(imported && { imported }) }
}

function householdFields(write: PlannedWrite, familyCardNumber: string, posyanduId: string): Fields {
  const { address, rt, rw } = write.fields
  return {
    posyanduId,
    familyCardNumber,
    ...(write.headName && { headName: write.headName }),
    ...(address && { address }),
    ...(rt && { rt }),
    ...(rw && { rw }),
  }
}
