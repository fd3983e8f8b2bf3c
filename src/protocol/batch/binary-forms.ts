import { bytesOfUuid, uuidAt, uuidBytes } from './uuid-bytes.ts'

/** Text of one length that is shorter in bytes, and read back as the very same letters. */
export type BinaryForm = {
  readonly letters: number
  /** How many bytes it takes. */
  readonly size: number
  /** `undefined` where the text is none of this form. */
  readonly bytesOf: (text: string) => Uint8Array | undefined
  /** `undefined` where the bytes end too soon, or no such text makes them. */
  readonly textAt: (bytes: Uint8Array, at: number) => string | undefined
}

const uuidText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A UUID in small letters. */
export const uuid: BinaryForm = {
  letters: 36,
  size: uuidBytes,
  bytesOf: (text) => (uuidText.test(text) ? bytesOfUuid(text) : undefined),
  textAt: uuidAt,
}

const firstMoment = 1e12
const momentText = /^1\d{12}$/

/** A moment between 2001 and 2033 in ms since 1970: how far it is from 2001, most significant byte first. */
export const moment: BinaryForm = {
  letters: 13,
  size: 5,
  bytesOf: (text) => (momentText.test(text) ? bigEndian(Number(text) - firstMoment, 5) : undefined),
  textAt(bytes, at) {
    const from2001 = read(bytes, at, 5)
    return from2001 !== undefined && from2001 < firstMoment ? String(firstMoment + from2001) : undefined
  },
}

const dayMs = 24 * 60 * 60 * 1000
const firstDay = Date.UTC(1900, 0, 1)
const dayText = /^(19|20)\d\d-\d\d-\d\d$/

/** A calendar day from 1900-01-01 to 2079-06-06: how many days after the first, most significant byte first. */
export const day: BinaryForm = {
  letters: 10,
  size: 2,
  bytesOf(text) {
    const days = dayText.test(text) ? (Date.parse(text) - firstDay) / dayMs : Number.NaN
    // 30 February is read as a day of March by some.
    return days < 65_536 && dayOf(days) === text ? bigEndian(days, 2) : undefined
  },
  textAt(bytes, at) {
    const days = read(bytes, at, 2)
    return days === undefined ? undefined : dayOf(days)
  },
}

const dayOf = (days: number) => new Date(firstDay + days * dayMs).toISOString().slice(0, 10)

const bigEndian = (value: number, size: number): Uint8Array =>
  Uint8Array.from({ length: size }, (_, index) => Math.floor(value / 256 ** (size - 1 - index)) % 256)

function read(bytes: Uint8Array, at: number, size: number): number | undefined {
  if (at + size > bytes.length) return undefined
  return bytes.subarray(at, at + size).reduce((value, byte) => value * 256 + byte, 0)
}
