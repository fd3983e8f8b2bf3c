/** CRC-32 of IEEE 802.3, reflected. */
const polynomial = 0xedb88320

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? (remainder >>> 1) ^ polynomial : remainder >>> 1
  return remainder
})

/**
 * A checksum against accidents: any one damaged byte, and any damage within 32 bits, changes it for certain. It keeps
 * out nobody who means harm; signature and seal do.
 */
export function crc32(bytes: Uint8Array): number {
  let remainder = 0xffffffff
  for (const byte of bytes) remainder = (remainder >>> 8) ^ (table[(remainder ^ byte) & 255] ?? 0)
  return (remainder ^ 0xffffffff) >>> 0
}
