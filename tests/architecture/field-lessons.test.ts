import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { top } from './source-files.ts'
import { testsBelow } from './test-titles.ts'

type Row = { readonly number: number; readonly files: readonly string[] }

const page = readFileSync(join(top, 'docs/field-lessons.md'), 'utf8')
const rowsOf = (start: RegExp): readonly Row[] =>
  [...page.matchAll(start)].map(([line, number]) => ({
    number: Number(number),
    files: [...(line.split('|').at(-2) ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] as string),
  }))
const lessons = rowsOf(/^\| (\d+) \|.*$/gm)
const trials = rowsOf(/^\| T(\d+) \|.*$/gm)

/** `(lesson 4)`, `(lessons 4, 5; trial 8)`, `(trials 3, 4)` at the end of a title. */
const ending = /\((?:lessons? (\d+(?:, \d+)*))?(?:; )?(?:trials? (\d+(?:, \d+)*))?\)$/
const numbersIn = (list: string | undefined): readonly number[] => list?.split(', ').map(Number) ?? []

const titled = testsBelow(['src', 'tests', 'scripts']).map(({ path, title }) => {
  const [, lesson, trial] = ending.exec(title) ?? []
  return { path, title, lessons: numbersIn(lesson), trials: numbersIn(trial) }
})

describe.each([
  ['lessons', lessons, 54],
  ['trials', trials, 16],
] as const)('docs/field-lessons.md, %s', (kind, rows, count) => {
  const named = new Map<number, Set<string>>()
  for (const one of titled)
    for (const number of one[kind]) named.set(number, (named.get(number) ?? new Set()).add(one.path))

  it('are listed once each, in order', () => {
    const numbers = rows.map(({ number }) => number)
    expect(numbers).toHaveLength(count)
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other))
  })

  it('have each a test of that number, in the file that the page names', () => {
    const missing = rows.flatMap(({ number, files }) => {
      const tested = named.get(number) ?? new Set()
      return files.length > 0 && files.every((file) => tested.has(file)) ? [] : [{ number, files }]
    })
    expect(missing).toEqual([])
  })

  it('name every number that a test names', () => {
    const known = new Set(rows.map(({ number }) => number))
    expect([...named.keys()].filter((number) => !known.has(number))).toEqual([])
  })

  it('name files that are there', () => {
    const files = rows.flatMap((row) => row.files)
    expect(files.filter((file) => !existsSync(join(top, file)))).toEqual([])
  })
})

it('a title that names a lesson or trial does so at its end, in the one manner', () => {
  const otherwise = titled
    .filter(({ title }) => /\b(?:lessons?|trials?) \d|^\d+(?:, [A-Z\d]+)*(?:: | [A-Z]{2}\d)/.test(title))
    .filter((one) => one.lessons.length + one.trials.length === 0)
  expect(otherwise.map(({ path, title }) => `${path}: ${title}`)).toEqual([])
})
