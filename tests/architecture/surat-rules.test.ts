import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { top } from './source-files.ts'
import { testsBelow } from './test-titles.ts'

it('every rule of docs/surat-jalan.md has a test that names it, and no test names another', () => {
  const page = readFileSync(join(top, 'docs/surat-jalan.md'), 'utf8')
  const rules = new Set([...page.matchAll(/^- \*\*(SJ\d+)\*\*/gm)].map((match) => match[1]))
  const titles = testsBelow(['src', 'tests']).map(({ title }) => title)
  const named = new Set(titles.flatMap((title) => title.match(/\bSJ\d+\b/g) ?? []))
  expect(rules.size).toBe(21)
  expect([...rules].filter((rule) => rule && !named.has(rule))).toEqual([])
  expect([...named].filter((rule) => !rules.has(rule))).toEqual([])
})
