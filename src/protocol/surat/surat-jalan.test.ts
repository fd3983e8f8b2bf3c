import fc from 'fast-check'
import { expect, it } from 'vitest'
import { joinSuratJalan, splitSuratJalan, suratJalanSigned, suratLimits } from './surat-jalan.ts'
import { suratFileName } from './surat-name.ts'

const bytes = fc.uint8Array({ maxLength: 50 })
const signature = new Uint8Array(64).fill(5)

it('SJ6 gives back note, signature and every batch', () => {
  fc.assert(
    fc.property(bytes, fc.array(bytes, { maxLength: 5 }), (note, batches) => {
      expect(splitSuratJalan(joinSuratJalan({ note, signature, batches }))).toEqual({
        note,
        signature,
        batches,
      })
    }),
  )
})

it('SJ6 is nothing when it is cut within a part', () => {
  const whole = joinSuratJalan({ note: new Uint8Array(10), signature, batches: [new Uint8Array(20)] })
  const withoutBatches = 4 + 10 + 64
  for (let length = 0; length < whole.length; length++)
    if (length !== withoutBatches) expect(splitSuratJalan(whole.subarray(0, length))).toBeUndefined()
})

it('SJ6 holds as many batches as the limit says, and no more', () => {
  const of = (count: number) =>
    splitSuratJalan(
      joinSuratJalan({
        note: new Uint8Array(1),
        signature,
        batches: Array.from({ length: count }, () => new Uint8Array(1)),
      }),
    )
  expect(of(suratLimits.batches)?.batches).toHaveLength(suratLimits.batches)
  expect(of(suratLimits.batches + 1)).toBeUndefined()
})

it('SJ7 signs other bytes when a byte moves from one batch to the next', () => {
  const opening = new Uint8Array(3)
  const note = new Uint8Array(2)
  const one = suratJalanSigned(opening, { note, batches: [Uint8Array.of(1, 2), Uint8Array.of(3)] })
  const other = suratJalanSigned(opening, { note, batches: [Uint8Array.of(1), Uint8Array.of(2, 3)] })
  expect(one).not.toEqual(other)
})

it('SJ2 names a file by place, day and the letters of the surat jalan, never by a person', () => {
  const id = '01890000-0000-7000-8000-0000000a3f9a'
  const named = (...names: string[]) => names.map((name) => ({ name }))
  expect(suratFileName('balasan', named('Posyandu Melati 2'), '2026-11-22', id)).toBe(
    'surat-balasan-posyandu-melati-2-2026-11-22-3F9A.txt',
  )
  expect(suratFileName('jalan', named('Café/../№'), '2026-11-22', id)).toBe(
    'surat-jalan-cafe-2026-11-22-3F9A.txt',
  )
  expect(suratFileName('jalan', named('…'), '2026-11-22', id)).toBe(
    'surat-jalan-posyandu-2026-11-22-3F9A.txt',
  )
  expect(suratFileName('jalan', [], '2026-11-22', id)).toBe('surat-jalan-posyandu-2026-11-22-3F9A.txt')
  for (const both of [named('Teratai 1', 'Melati 2'), named('Melati 2', 'Teratai 1')])
    expect(suratFileName('jalan', both, '2026-11-22', id)).toBe('surat-jalan-melati-2-2026-11-22-3F9A.txt')
  const long = 'Posyandu Bunga Matahari Dusun Sumber Ra Ya'
  expect(suratFileName('jalan', named(long), '2026-11-22', id)).toBe(
    'surat-jalan-posyandu-bunga-matahari-dusun-sumber-ra-2026-11-22-3F9A.txt',
  )
})
