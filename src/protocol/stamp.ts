/** `revision.time.device`: who wrote a field, after how many replaced writes, when. Never changes. */
export type Stamp = string

export type StampParts = { readonly revision: number; readonly time: number; readonly device: string }

/** The stamp of a write: `revision` is one above the highest among the stamps it replaces. `time` in ms. */
export function makeStamp(parts: StampParts): Stamp {
  return `${parts.revision}.${parts.time}.${parts.device}`
}

/** Reads a stamp; anything that is not one gives `undefined`. */
export function parseStamp(stamp: string): StampParts | undefined {
  const match = /^(\d{1,10})\.(\d{1,15})\.([A-Za-z0-9-]{1,64})$/.exec(stamp)
  if (!match) return undefined
  return { revision: Number(match[1]), time: Number(match[2]), device: match[3] as string }
}

/** Orders stamps by revision, then time, then device: the same on every machine. */
export function compareStamps(a: Stamp, b: Stamp): number {
  const left = parseStamp(a)
  const right = parseStamp(b)
  if (!left || !right) return a < b ? -1 : a > b ? 1 : 0
  if (left.revision !== right.revision) return left.revision - right.revision
  if (left.time !== right.time) return left.time - right.time
  return left.device < right.device ? -1 : left.device > right.device ? 1 : 0
}

/** The revision of a write that replaces `seen`: one above the highest, 1 where it replaces nothing. */
export function nextRevision(seen: readonly Stamp[]): number {
  return seen.reduce((highest, stamp) => Math.max(highest, parseStamp(stamp)?.revision ?? 0), 0) + 1
}
