import { limits, type FieldValue } from '#protocol/mutation.ts'
import { type Amendment, amendmentField } from '#protocol/records/amendments.ts'

/** Well below what one field may hold, so that name, reason and note find room beside the answers. */
const mostBytes = limits.bytesPerField - 1024

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length

/** The fields that keep a correction; one too large for a field is kept in several of the same moment. */
export function amendmentFields(amendment: Amendment, newId: () => string): Record<string, FieldValue> {
  const parts: Record<string, FieldValue>[] = [{}]
  for (const [id, value] of Object.entries(amendment.former)) {
    const part = parts.at(-1) ?? {}
    const wider = { ...part, [id]: value }
    if (bytesOf(wider) > mostBytes && Object.keys(part).length > 0) parts.push({ [id]: value })
    else parts[parts.length - 1] = wider
  }
  return Object.fromEntries(parts.map((former) => [amendmentField(newId()), { ...amendment, former }]))
}
