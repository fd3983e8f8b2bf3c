import type { Dexie } from 'dexie'

/** A text that stands nowhere else, and is looked for in what a phone keeps. */
export type Canary = { readonly text: string }

export const canaries = {
  early: { text: 'Kenarikuno' },
  name: { text: 'Kenarinama' },
  nik: { text: '9999990101010707' },
  number: { text: '8.7313' },
  note: { text: 'kenari batuk rejan' },
  draft: { text: 'Kenaridraf' },
} as const satisfies Record<string, Canary>

/** Every key, index key and value of every store, as bytes: texts in UTF-8, bytes as they lie. */
export async function dumpOf(dexie: Dexie): Promise<Buffer> {
  const parts: Buffer[] = []
  for (const table of dexie.tables) {
    for (const key of await table.toCollection().primaryKeys()) parts.push(...bytesIn(key))
    for (const row of await table.toArray()) parts.push(...bytesIn(row))
    for (const { name } of table.schema.indexes)
      for (const key of await table.orderBy(name).keys()) parts.push(...bytesIn(key))
  }
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]))
}

function bytesIn(value: unknown): readonly Buffer[] {
  if (value instanceof Uint8Array) return [Buffer.from(value)]
  if (value instanceof ArrayBuffer) return [Buffer.from(value)]
  if (typeof value !== 'object' || value === null) return [Buffer.from(String(value))]
  if (value instanceof Map) return [...value].flatMap(bytesIn)
  return Object.entries(value).flatMap(([name, one]) => [Buffer.from(name), ...bytesIn(one)])
}

/** Which canaries stand in it, plain or in another writing: UTF-8, UTF-16, base64 at any offset, hexadecimal. */
export const foundIn = (dump: Buffer, looked: readonly Canary[]): readonly string[] =>
  looked
    .map(({ text }) => text)
    .filter((text) => writingsOf(text).some((bytes) => dump.includes(bytes)))
    .toSorted()

function writingsOf(text: string): readonly Buffer[] {
  const utf8 = Buffer.from(text)
  const base64 = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), utf8]).toString('base64')
    // Letters that also say something of the bytes beside it are left out.
    return Buffer.from(
      whole.slice(before === 0 ? 0 : before + 1, Math.floor(((before + utf8.length) * 4) / 3 / 4) * 4),
    )
  })
  const hex = utf8.toString('hex')
  return [utf8, Buffer.from(text, 'utf16le'), Buffer.from(hex), Buffer.from(hex.toUpperCase()), ...base64]
}
