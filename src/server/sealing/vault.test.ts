import { describe, expect, it } from 'vitest'
import { dataKeyLength, openVault } from './vault.ts'

const keyOf = (byte: number) => Buffer.alloc(dataKeyLength, byte)
const nik = '9999014101900001'

describe('the vault', () => {
  const vault = openVault(keyOf(7))
  const sealed = vault.seal(Buffer.from(nik), 'one')

  it('opens what it sealed, and seals the same twice in two ways', () => {
    expect(vault.open(sealed, 'one').toString()).toBe(nik)
    expect(vault.seal(Buffer.from(nik), 'one').equals(sealed)).toBe(false)
    expect(vault.open(vault.seal(new Uint8Array(), 'one'), 'one')).toHaveLength(0)
    expect(sealed.includes(nik)).toBe(false)
  })

  it('opens nothing about something else, under another key, or with one bit turned anywhere', () => {
    expect(() => vault.open(sealed, 'other')).toThrow()
    expect(() => openVault(keyOf(8)).open(sealed, 'one')).toThrow()
    for (let i = 0; i < sealed.length * 8; i++) {
      const turned = Buffer.from(sealed)
      turned[i >> 3] = (turned[i >> 3] ?? 0) ^ (1 << (i & 7))
      expect(() => vault.open(turned, 'one'), String(i)).toThrow()
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => vault.open(sealed.subarray(0, length), 'one'), String(length)).toThrow()
  })

  it('marks equal texts alike, others otherwise, and under another key nothing alike', () => {
    expect(vault.mark(nik)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(vault.mark(nik)).toBe(openVault(keyOf(7)).mark(Buffer.from(nik)))
    expect(vault.mark(`${nik} `)).not.toBe(vault.mark(nik))
    expect(openVault(keyOf(8)).mark(nik)).not.toBe(vault.mark(nik))
  })

  it('takes no key of another length', () => {
    expect(() => openVault(Buffer.alloc(16))).toThrow()
  })
})
