import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { zIndexes } from './measurement.ts'
import { zScores } from './z-scores.ts'

const [header = '', ...lines] = readFileSync('tests/reference/who/vectors-open.csv', 'utf8')
  .trim()
  .split(/\r?\n/)
const names = header.split(',')
const rows = lines.map((line) => {
  const cells = line.split(',')
  return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
})
const number = (text: string | undefined) => (text ? Number(text) : undefined)
const printed = (value: number | undefined) => (value === undefined ? 'NA' : value.toFixed(2))

it('has all of the open vectors', () => expect(rows).toHaveLength(259))

it.each(rows.map((row) => [row['id'], row['case'], row] as const))('vector %s (%s)', (_id, _case, row) => {
  const position = row['measured'] === 'L' ? 'lying' : row['measured'] === 'H' ? 'standing' : undefined
  const z = zScores({
    sex: row['sex'] === '1' ? 'male' : 'female',
    ageDays: number(row['age_days']),
    ageMonths: number(row['age_months']),
    weightKg: number(row['weight_kg']),
    lengthHeightCm: number(row['lenhei_cm']),
    position,
    headCircumferenceCm: number(row['headc_cm']),
    muacCm: number(row['muac_cm']),
    oedema: row['oedema'] === 'y',
  })
  const found = {
    ref: String(z.reference ?? 'NA'),
    clenhei: printed(z.adjustedLengthHeightCm),
    ...Object.fromEntries(zIndexes.map((index) => [index, printed(z[index])])),
    flags: z.flags.join(';'),
  }
  const expected = Object.fromEntries(Object.keys(found).map((name) => [name, row[name]]))
  expect(found).toEqual(expected)
})
