import { describe, expect, test } from 'vitest'
import { bytesToSign, type EnvelopeHeader, joinEnvelope, openEnvelope } from './envelope.ts'

const header: EnvelopeHeader = {
  protocol: 1,
  puskesmas: '0190a5f0-0000-7000-8000-0000000000aa',
  device: '0190a5f0-0000-7000-8000-0000000000bb',
  numbers: [[1, 3]],
  encoding: 'none',
}
const utf8 = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const readText = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
const payload = new Uint8Array([1, 2, 3, 4])
const signature = new Uint8Array(64).fill(7)
const whole = (head: unknown = header) => joinEnvelope(utf8(head), signature, payload)

describe('envelope', () => {
  test('PK3: opens into what was put in', () => {
    const opened = openEnvelope(whole(), readText)
    expect(opened?.header).toEqual(header)
    expect([...(opened?.signature ?? [])]).toEqual([...signature])
    expect([...(opened?.payload ?? [])]).toEqual([...payload])
  })

  test('PK3: the signature covers every byte but itself', () => {
    expect(openEnvelope(whole(), readText)?.signed).toEqual(bytesToSign(utf8(header), payload))
    const bytes = whole()
    const start = 9 + utf8(header).length
    for (const i of [start - 1, bytes.length - 1]) {
      const changed = Uint8Array.from(bytes)
      changed[i] = (changed[i] ?? 0) ^ 1
      const opened = openEnvelope(changed, (text) => readText(i < start ? utf8(header) : text))
      expect(opened?.signed).not.toEqual(bytesToSign(utf8(header), payload))
    }
  })

  test('PK3: opens inside a larger buffer', () => {
    const around = new Uint8Array(whole().length + 20)
    around.set(whole(), 10)
    expect(openEnvelope(around.subarray(10, 10 + whole().length), readText)?.header).toEqual(header)
  })

  test('PK3: an empty payload is a payload', () => {
    expect(
      openEnvelope(joinEnvelope(utf8(header), signature, new Uint8Array()), readText)?.payload.length,
    ).toBe(0)
  })

  test('PK3: a newer protocol with more in its header still opens', () => {
    expect(openEnvelope(whole({ ...header, protocol: 9, seal: 'x' }), readText)?.header.protocol).toBe(9)
  })

  test('PK3: every cut is refused', () => {
    const bytes = whole()
    for (let length = 0; length < bytes.length - payload.length; length++)
      expect(openEnvelope(bytes.subarray(0, length), readText)).toBeUndefined()
  })

  test.each<[string, Uint8Array]>([
    ['other magic', Uint8Array.from(whole(), (byte, i) => (i === 0 ? 0 : byte))],
    ['a newer envelope', Uint8Array.from(whole(), (byte, i) => (i === 4 ? 2 : byte))],
    ['a header length beyond the end', Uint8Array.from(whole(), (byte, i) => (i === 5 ? 255 : byte))],
    ['a header that is no JSON', joinEnvelope(new Uint8Array([123]), signature, payload)],
    ['a header that is no UTF-8', joinEnvelope(new Uint8Array([34, 255, 34]), signature, payload)],
    ['a header without device', whole({ ...header, device: undefined })],
    ['a device that is no id', whole({ ...header, device: 'x' })],
    ['a packing that is no name', whole({ ...header, encoding: 7 })],
    ['more than 500 ranges', whole({ ...header, numbers: Array.from({ length: 501 }, () => [1, 1]) })],
  ])('PK3: %s is refused', (_, bytes) => expect(openEnvelope(bytes, readText)).toBeUndefined())

  test('UP9 opens where the packing is of a later edition, so that the batch can be held', () => {
    const bytes = whole({ ...header, encoding: 'zip' })
    expect(openEnvelope(bytes, readText)?.header).toMatchObject({ encoding: 'zip', device: header.device })
  })
})
