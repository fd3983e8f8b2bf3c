export const uuidBytes = 16

/** A UUID of 36 letters as its 16 bytes. */
export const bytesOfUuid = (id: string): Uint8Array =>
  Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** The UUID that the first 32 hexadecimal digits spell. */
export const uuidOfHex = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')

/** The UUID that stands in 16 bytes from `at` on; `undefined` where there are fewer. */
export function uuidAt(bytes: Uint8Array, at: number): string | undefined {
  if (at + uuidBytes > bytes.length) return undefined
  const digits = Array.from(bytes.subarray(at, at + uuidBytes), (byte) => byte.toString(16).padStart(2, '0'))
  return uuidOfHex(digits.join(''))
}
