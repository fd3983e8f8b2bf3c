import { limits } from '#protocol/mutation.ts'
import { foldHeading } from './headings.ts'

type Kept = Readonly<Record<string, string>>

/** Columns of a place: the same at every measuring, so never kept once for each. */
const placeHeadings = new Set(
  'prov provinsi kab kabkota kabupaten kota kec kecamatan pukesmas puskesmas pkm desakel desa kel kelurahan desakelurahan dusun'.split(
    ' ',
  ),
)

export type KeptMerge = {
  readonly kept: Kept
  readonly changed: boolean
  readonly leftOut: readonly string[]
}

/**
 * Adds a row's kept columns to those already there, taking nothing away. Those of another measuring than the one
 * that is there (`measuredOn` tells) stand under `heading @date`; of another text under `heading (2)`. What would
 * make the field larger than a field may be is left out and named.
 */
export function mergeKept(before: Kept, added: Kept, measuredOn: string): KeptMerge {
  const kept: Record<string, string> = { ...before }
  const leftOut: string[] = []
  let changed = false
  for (const [heading, text] of Object.entries(added)) {
    const key = freeKey(before, heading, text, otherMeasuring(before, added, measuredOn) ? measuredOn : '')
    if (key === undefined || kept[key] === text) continue
    if (bytesOf({ ...kept, [key]: text }) > limits.bytesPerField) {
      leftOut.push(heading)
      continue
    }
    kept[key] = text
    changed = true
  }
  return { kept, changed, leftOut }
}

/** Whether what is there was measured on another day than the row. */
function otherMeasuring(before: Kept, added: Kept, measuredOn: string): boolean {
  if (measuredOn === '') return false
  const heading = Object.entries(added).find(([, text]) => text === measuredOn)?.[0]
  return heading !== undefined && before[heading] !== undefined && before[heading] !== measuredOn
}

/** The name under which a text is to stand; `undefined` where it stands already. */
function freeKey(before: Kept, heading: string, text: string, measuredOn: string): string | undefined {
  const ofMeasuring = measuredOn !== '' && !placeHeadings.has(foldHeading(heading))
  return numbered(before, ofMeasuring ? `${heading} @${measuredOn}` : heading, text)
}

function numbered(before: Kept, base: string, text: string): string | undefined {
  for (let times = 1; ; times += 1) {
    const key = times === 1 ? base : `${base} (${times})`
    if (before[key] === undefined) return key
    if (before[key] === text) return undefined
  }
}

const encoder = new TextEncoder()
const bytesOf = (kept: Kept) => encoder.encode(JSON.stringify(kept)).length
