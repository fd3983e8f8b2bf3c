import { inflateRawSync } from 'node:zlib'

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const localEntry = 0x04034b50
const stored = 0
const deflated = 8

/**
 * How many bytes a ZIP's files unpack to, by unpacking them: what its directory states of them is the sender's word, and a
 * small file must not fill the memory. Above `most` it is not looked at further; `undefined` where it is no such ZIP.
 */
export function unpackedZipSize(bytes: Uint8Array, most: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return undefined
  let at = view.getUint32(end + 16, true)
  let sum = 0
  for (let left = view.getUint16(end + 10, true); left > 0 && sum <= most; left -= 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== directoryEntry) return undefined
    const stated = { packed: view.getUint32(at + 20, true), unpacked: view.getUint32(at + 24, true) }
    const size = sizeOfFile(bytes, view, view.getUint32(at + 42, true), stated.packed, most - sum)
    if (size === undefined) return undefined
    sum += Math.max(size, stated.unpacked)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return sum
}

function sizeOfFile(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  packed: number,
  most: number,
): number | undefined {
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== localEntry) return undefined
  const method = view.getUint16(at + 8, true)
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  if (method === stored) return packed
  return method === deflated ? inflatedSize(bytes.subarray(start), most) : undefined
}

/** The stream says itself where it ends. */
function inflatedSize(bytes: Uint8Array, most: number): number | undefined {
  try {
    return inflateRawSync(bytes, { maxOutputLength: most + 1 }).length
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? most + 1 : undefined
  }
}

/** The end record stands last, before a comment of at most 64 KB. */
function findEnd(view: DataView): number | undefined {
  const earliest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= earliest; at -= 1) {
    if (view.getUint32(at, true) === endOfDirectory) return at
  }
  return undefined
}
