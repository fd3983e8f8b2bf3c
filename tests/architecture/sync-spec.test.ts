import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { top } from './source-files.ts'
import { testsBelow } from './test-titles.ts'

const spec = readFileSync(join(top, 'docs/sync-spec.md'), 'utf8')
/** Every rule as the page numbers it, in the page's order. */
const rules = [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\* /gm)].map((match) => match[1] as string)

/** The rules with which the title of a test begins: `RC1, RC2: …`, `SE1 OB4 …`. */
function rulesOf(title: string): string[] {
  const start = /^[A-Z]{2}\d+(?:,? [A-Z]{2}\d+)*(?=[: ])/.exec(title)?.[0] ?? ''
  return start.split(/,? /).filter((rule) => rule !== '')
}

const titles = testsBelow(['src', 'tests']).map(({ title }) => title)
const tested = new Set(titles.flatMap(rulesOf))

describe('docs/sync-spec.md', () => {
  it('numbers every rule once, each family without a gap', () => {
    expect(rules.length).toBeGreaterThan(80)
    const families = Map.groupBy(rules, (rule) => rule.slice(0, 2))
    for (const [family, numbered] of families)
      expect(numbered).toEqual(numbered.map((_, i) => `${family}${i + 1}`))
  })

  it('has no rule without a test whose title begins with its number', () => {
    expect(rules.filter((rule) => !tested.has(rule))).toEqual([])
  })
})
