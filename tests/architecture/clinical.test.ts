import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countCards } from '../../scripts/card-counts.ts'
import { clinicalPages } from '../../scripts/clinical.ts'
import { top } from './source-files.ts'

describe('the cards', () => {
  it('have every row of their field tables', () => {
    const missing = countCards().filter((count) => count.missing.length > 0)
    expect(missing.map(({ instrument, missing: rows }) => `${instrument}: ${rows.join(' ')}`)).toEqual([])
  })

  it('stand in docs/clinical as they are (node scripts/clinical.ts writes it)', () => {
    const folder = join(top, 'docs/clinical')
    const pages = clinicalPages()
    expect(existsSync(folder) ? readdirSync(folder).sort() : []).toEqual([...pages.keys()].sort())
    for (const [file, text] of pages) expect(readFileSync(join(folder, file), 'utf8'), file).toBe(text)
  })
})
