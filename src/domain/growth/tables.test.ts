import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsOf, type PackedTable, pack, unpack } from './packed-table.ts'
import { who2006Acfa } from './tables/who2006-acfa.ts'
import { who2006Bfa } from './tables/who2006-bfa.ts'
import { who2006Hcfa } from './tables/who2006-hcfa.ts'
import { who2006Lhfa } from './tables/who2006-lhfa.ts'
import { who2006Wfa } from './tables/who2006-wfa.ts'
import { who2006Wfh } from './tables/who2006-wfh.ts'
import { who2006Wfl } from './tables/who2006-wfl.ts'
import { who2007Bfa } from './tables/who2007-bfa.ts'
import { who2007Hfa } from './tables/who2007-hfa.ts'
import { who2007Wfa } from './tables/who2007-wfa.ts'
import { lmsAt } from './who-tables.ts'

const tables: readonly (readonly [string, PackedTable, number, number])[] = [
  ['who2006-wfa', who2006Wfa, 1, 3714],
  ['who2006-lhfa', who2006Lhfa, 1, 3714],
  ['who2006-bfa', who2006Bfa, 1, 3714],
  ['who2006-hcfa', who2006Hcfa, 1, 3714],
  ['who2006-acfa', who2006Acfa, 1, 3532],
  ['who2006-wfl', who2006Wfl, 10, 1302],
  ['who2006-wfh', who2006Wfh, 10, 1102],
  ['who2007-wfa', who2007Wfa, 1, 124],
  ['who2007-hfa', who2007Hfa, 1, 340],
  ['who2007-bfa', who2007Bfa, 1, 340],
]

describe('the shipped tables', () => {
  it.each(tables)('%s: every row is the published one', (file, table, perUnit, rowCount) => {
    const [, ...lines] = readFileSync(`tests/reference/who/${file}.csv`, 'utf8').trim().split(/\r?\n/)
    const differing = lines.filter((line) => {
      const [sex, x = Number.NaN, l, m, s] = line.split(',').map(Number)
      const found = lmsAt(table, sex === 1 ? 'male' : 'female', Math.round(x * perUnit))
      return found?.l !== l || found?.m !== m || found?.s !== s
    })
    expect(lines).toHaveLength(rowCount)
    expect(differing).toEqual([])
    const rows = columnsOf(table, 'male').l.length + columnsOf(table, 'female').l.length
    expect(rows).toBe(rowCount)
  })

  it('goes to day 1856, and has nothing before, beyond or for an age that is no number', () => {
    expect(lmsAt(who2006Wfa, 'male', 1856)).toBeDefined()
    expect(lmsAt(who2006Wfa, 'male', 1857)).toBeUndefined()
    expect(lmsAt(who2006Wfa, 'male', -1)).toBeUndefined()
    expect(lmsAt(who2006Wfa, 'male', Number.NaN)).toBeUndefined()
    expect(lmsAt(who2006Acfa, 'male', 90)).toBeUndefined()
    expect(lmsAt(who2006Acfa, 'male', 91)).toBeDefined()
  })

  it('is linear between two rows', () => {
    const low = lmsAt(who2006Wfl, 'female', 450)?.m ?? 0
    const high = lmsAt(who2006Wfl, 'female', 451)?.m ?? 0
    expect(lmsAt(who2006Wfl, 'female', 450.5)?.m).toBeCloseTo((low + high) / 2, 10)
  })
})

describe('packing', () => {
  it('gives back exactly what was packed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2_000_000, max: 2_000_000 }), { maxLength: 50 }), (values) => {
        expect(unpack(pack(values))).toEqual(values)
      }),
    )
  })

  it('refuses what its four signs cannot hold', () => {
    expect(() => pack([90 ** 4])).toThrow(RangeError)
  })
})
