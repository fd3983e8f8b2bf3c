import { crc32 } from '#protocol/surat/crc32.ts'
import { readSuratText, suratText } from '#protocol/surat/surat-text.ts'

/** The file with one bit turned, as somebody who can reckon its checksum would change it. */
export function tamper(file: string, at: (bytes: Buffer) => number): string {
  const read = readSuratText(file)
  if (!read.ok) throw new Error(read.code)
  const bytes = Buffer.from(read.bytes)
  const place = at(bytes)
  bytes[place] = (bytes[place] ?? 0) ^ 1
  bytes.writeUInt32BE(crc32(bytes.subarray(0, -4)), bytes.length - 4)
  return suratText(read.kind, bytes)
}
