import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32 } from './crc32.ts'
import { readSuratFile, suratFile, suratOpening } from './surat-file.ts'
import { suratText } from './surat-text.ts'

const header = { puskesmas: '00000000-0000-4000-8000-00000000a001', key: 7 }
const opening = suratOpening('jalan', header)
const bodies = fc.uint8Array({ maxLength: 300 })
const file = suratFile(
  'jalan',
  opening,
  Uint8Array.from({ length: 200 }, (_, i) => i),
)
const utf8 = new TextEncoder()
const text = new TextDecoder()

describe('the file of a surat', () => {
  it('SJ1 gives back what was put in', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        expect(readSuratFile('jalan', suratFile('jalan', opening, body))).toEqual({
          ok: true,
          opening,
          header,
          body,
        })
      }),
    )
  })

  it('SJ2 is text of lines that every messenger leaves as they are', () => {
    expect(file).toMatch(
      /^-----BEGIN TERATAI SURAT JALAN-----\n([A-Za-z0-9+/=]{1,64}\n)+-----END TERATAI SURAT JALAN-----$/,
    )
  })

  it.each([
    ['line ends of Windows', (one: string) => one.replaceAll('\n', '\r\n')],
    ['a byte order mark', (one: string) => `\uFEFF${one}`],
    ['empty lines at the end', (one: string) => `${one}\n\r\n`],
  ])('SJ2 is still read with %s', (_, change) => {
    expect(readSuratFile('jalan', change(file)).ok).toBe(true)
  })

  it('SJ3 is refused wherever it is cut', () => {
    for (let length = 0; length < file.length; length++) {
      const read = readSuratFile('jalan', file.slice(0, length))
      expect([length, read]).toEqual([
        length,
        { ok: false, code: length === 0 ? 'notASurat' : 'suratTruncated' },
      ])
    }
  })

  it('SJ3 is refused with any one byte changed', () => {
    const bytes = utf8.encode(file)
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
        const changed = bytes.slice()
        changed[at] = (changed[at] ?? 0) ^ flip
        expect([at, flip, readSuratFile('jalan', text.decode(changed)).ok]).toEqual([at, flip, false])
      }
    }
  })

  it('SJ3 is refused with any one byte behind the letters changed or missing', () => {
    const bytes = Buffer.from(file.split('\n').slice(1, -1).join(''), 'base64')
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(bytes)
        changed[at] = (changed[at] ?? 0) ^ flip
        expect(readSuratFile('jalan', suratText('jalan', changed))).toMatchObject({ code: 'suratDamaged' })
        expect(readSuratFile('jalan', suratText('jalan', bytes.subarray(0, at))).ok).toBe(false)
      }),
    )
  })

  it('SJ4 tells apart the other kind, another edition, and what is none', () => {
    expect(readSuratFile('balasan', file)).toEqual({ ok: false, code: 'suratOfOtherKind' })
    const bytes = Uint8Array.from(Buffer.from(file.split('\n').slice(1, -1).join(''), 'base64'))
    bytes[4] = 2
    new DataView(bytes.buffer).setUint32(bytes.length - 4, crc32(bytes.subarray(0, -4)))
    expect(readSuratFile('jalan', suratText('jalan', bytes))).toEqual({ ok: false, code: 'suratNewer' })
    for (const other of ['nama,nik\nBudi,1', '-----BEGIN PGP MESSAGE-----\n', 'PK\u0003\u0004', '{}'])
      expect(readSuratFile('jalan', other)).toEqual({ ok: false, code: 'notASurat' })
  })

  it('SJ3 never throws, whatever lies behind a good checksum', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (rest, begins) => {
        const inside = begins ? Uint8Array.from([...opening.subarray(0, 6), ...rest]) : rest
        const bytes = new Uint8Array(inside.length + 4)
        bytes.set(inside)
        new DataView(bytes.buffer).setUint32(inside.length, crc32(inside))
        expect(readSuratFile('jalan', suratText('jalan', bytes))).toHaveProperty('ok')
      }),
    )
  })
})

it('crc32 is that of IEEE 802.3', () => {
  expect(crc32(utf8.encode('123456789'))).toBe(0xcbf43926)
})
