import { crc32, deflateRawSync } from 'node:zlib'

/** A file of a ZIP; `stated`: the unpacked size that the ZIP states of it, where it lies. */
type ZipPart = { readonly name: string; readonly data: Uint8Array; readonly stated?: number }

/** A ZIP of these files, each deflated. */
export function zipFile(parts: readonly ZipPart[]): Uint8Array<ArrayBuffer> {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, data, stated = data.length } of parts) {
    const packed = deflateRawSync(data)
    const title = Buffer.from(name)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt32LE(at, 42)
    // What both say of the file stands in the directory two bytes further on.
    for (const [header, by] of [
      [local, 0],
      [entry, 2],
    ] as const) {
      header.writeUInt16LE(20, 4 + by)
      header.writeUInt16LE(8, 8 + by)
      header.writeUInt32LE(crc32(data), 14 + by)
      header.writeUInt32LE(packed.length, 18 + by)
      header.writeUInt32LE(stated, 22 + by)
      header.writeUInt16LE(title.length, 26 + by)
    }
    files.push(local, title, packed)
    directory.push(entry, title)
    at += local.length + title.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return new Uint8Array(Buffer.concat([...files, ...directory, end]))
}
