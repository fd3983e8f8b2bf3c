import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { csvLine, parseCsv } from './csv.ts'

const node = 'node_modules/.bin/node'
const vectors = 'tests/reference/who/vectors-open.csv'
const folder = mkdtempSync(join(tmpdir(), 'teratai-zscores-'))
const written = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const header = 'id,sex,age_days,age_months,weight_kg,lenhei_cm,measured,headc_cm,muac_cm,oedema'
const run = (path: string) => spawnSync(node, ['scripts/zscores.ts', path], { encoding: 'utf8' })

describe('the command for z-scores', () => {
  it('fills all open vectors as they were published, also from emptied columns', () => {
    const published = readFileSync(vectors, 'utf8').replaceAll('\r', '')
    const emptied = published
      .trim()
      .split('\n')
      .map((line, index) => (index === 0 ? line : `${line.split(',').slice(0, 11).join(',')},,,,,,,,,`))
    const out = execFileSync(node, ['scripts/zscores.ts', written('open.csv', emptied.join('\n'))], {
      encoding: 'utf8',
    })
    expect(out).toBe(published)
  })

  it('names bad rows by number, id and column, does the rest, and ends with 1', () => {
    const rows = [
      'a,1,100,,x,60,L,,,n',
      'b,3,100,,5,60,L,,,n',
      'c,2,100,,5,60,L,,,n',
      'd,2,-1,,5,60,,,,',
      'e,1,9,,0,,,,,',
    ]
    const { stdout, stderr, status } = run(written('bad.csv', [header, ...rows].join('\r\n')))
    expect(stdout.split('\n').slice(1)).toEqual([
      'c,2,100,,5,60,L,,,n,2006,60.00,-1.48,-0.23,-1.82,-1.84,NA,NA,',
      '',
    ])
    expect(stderr.trim().split('\n')).toEqual([
      'Row 1 (id a): weight_kg is not a number',
      'Row 2 (id b): sex is none of 1, 2',
      'Row 4 (id d): age_days is below 0',
      'Row 5 (id e): weight_kg is zero',
    ])
    expect(status).toBe(1)
  })

  it('says in one line what a file lacks', () => {
    expect(run(written('short.csv', 'id,sex\n1,1\n'))).toMatchObject({
      status: 1,
      stderr:
        'Missing columns: age_days, age_months, weight_kg, lenhei_cm, measured, headc_cm, muac_cm, oedema\n',
    })
    expect(run(join(folder, 'absent.csv')).stderr).toMatch(/^Cannot read .*ENOENT\n$/)
  })
})

describe('CSV', () => {
  it('reads quotes, line ends of every kind and a byte order mark', () => {
    expect(parseCsv('\uFEFFa,"b ""c"", d"\r\n\r\n1,\n"x\ny",2')).toEqual([
      ['a', 'b "c", d'],
      ['1', ''],
      ['x\ny', '2'],
    ])
  })

  it('writes what it reads', () => {
    const cells = ['plain', 'with, comma', 'with "quotes"', 'two\nlines', '']
    expect(parseCsv(csvLine(cells))).toEqual([cells])
  })
})
