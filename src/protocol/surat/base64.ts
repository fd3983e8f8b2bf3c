const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const valueOf = new Map(Array.from(alphabet, (letter, value) => [letter.charCodeAt(0), value]))

/** Bytes as base64 with padding (RFC 4648 §4), the same in browsers and in Node. */
export function toBase64(bytes: Uint8Array): string {
  const groups: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const group = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const letters = [18, 12, 6, 0].map((shift) => alphabet[(group >> shift) & 63])
    const there = Math.min(bytes.length - i, 3)
    groups.push(letters.slice(0, there + 1).join('') + '='.repeat(3 - there))
  }
  return groups.join('')
}

/** The bytes of base64 text; `undefined` unless it is the one spelling that `toBase64` gives them. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const letters = text.length - padding
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let held = 0
  let bits = 0
  let at = 0
  for (let i = 0; i < letters; i++) {
    const value = valueOf.get(text.charCodeAt(i))
    if (value === undefined) return undefined
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at] = (held >> bits) & 255
    at += 1
  }
  // What is left over of the last letter is zero in the one spelling.
  return (held & ((1 << bits) - 1)) === 0 ? bytes : undefined
}

/** The bytes of base64url text without padding (RFC 4648 §5), as public points are written; `undefined` otherwise. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (/[+/=]/.test(text)) return undefined
  const letters = text.replaceAll('-', '+').replaceAll('_', '/')
  return fromBase64(letters.padEnd(Math.ceil(letters.length / 4) * 4, '='))
}
