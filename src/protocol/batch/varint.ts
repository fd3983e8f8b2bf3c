/** Seven bytes of seven bits: up to 2^49 - 1, more than any number here. */
const mostBytes = 7

/** A whole number from 0 on in as few bytes as it needs: seven bits in each, the low ones first, the last below 128. */
export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  return Uint8Array.of(...bytes, rest)
}

/** The number that stands from `at` on, and where the next thing begins; `undefined` where there is none whole. */
export function readVarint(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0
  for (let index = 0; index < mostBytes; index++) {
    const byte = bytes[at + index]
    if (byte === undefined) return undefined
    value += (byte % 128) * 128 ** index
    if (byte < 128) return { value, end: at + index + 1 }
  }
  return undefined
}
