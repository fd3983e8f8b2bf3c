import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cardIds, levels } from '#domain/instruments/instrument.ts'
import { lifeStages } from '#domain/life-stage/life-stage.ts'
import { recordKinds } from '#protocol/mutation.ts'
import { generatedGlossary, glossaryMarker } from '../../scripts/glossary.ts'
import { top } from './source-files.ts'

const glossary = readFileSync(join(top, 'GLOSSARY.md'), 'utf8')
const [written = '', generated = ''] = glossary.split(glossaryMarker)

describe('the glossary', () => {
  it('names every kind of record, stage, card and level', () => {
    const terms = [...recordKinds, ...lifeStages, ...cardIds, ...levels]
    expect(terms.filter((term) => !written.includes(`| \`${term}\` |`))).toEqual([])
  })

  it('names every field, finding and setting as they are (node scripts/glossary.ts writes it)', () => {
    expect(generated.trim()).toBe(generatedGlossary.trim())
  })
})
