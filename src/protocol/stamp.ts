/** `revision.time.device`: who wrote a field, after how many replaced writes, when. Never changes. */
export type Stamp = string

export type StampParts = { readonly revision: number; readonly time: number; readonly device: string }

/** No leading zeros: a stamp has one spelling, so that equal stamps are equal text. */
export const stampPattern = /^(0|[1-9]\d{0,9})\.(0|[1-9]\d{0,14})\.([A-Za-z0-9-]{1,64})$/

/** The highest revision and time that a stamp can tell. Real ones never come near. */
const highestRevision = 9_999_999_999
export const latestTime = 999_999_999_999_999

/** The stamp of a write: `revision` is one above the highest among the stamps it replaces. `time` in ms. */
export function makeStamp(parts: StampParts): Stamp {
  return `${parts.revision}.${parts.time}.${parts.device}`
}

/** Reads a stamp; anything that is not one gives `undefined`. */
export function parseStamp(stamp: string): StampParts | undefined {
  const match = stampPattern.exec(stamp)
  if (!match) return undefined
  return { revision: Number(match[1]), time: Number(match[2]), device: match[3] as string }
}

/** Orders stamps by revision, then time, then device: the same on every machine. What is no stamp comes first. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a === b) return 0
  const left = parseStamp(a)
  const right = parseStamp(b)
  if (left && right) {
    if (left.revision !== right.revision) return left.revision - right.revision
    if (left.time !== right.time) return left.time - right.time
  } else if (left || right) return left ? 1 : -1
  return a < b ? -1 : 1
}

/** The revision of a write that replaces `seen`: one above the highest, 1 where it replaces nothing. */
export function nextRevision(seen: readonly Stamp[]): number {
  const highest = seen.reduce((top, stamp) => Math.max(top, parseStamp(stamp)?.revision ?? 0), 0)
  return Math.min(highest + 1, highestRevision)
}
