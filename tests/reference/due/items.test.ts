import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { childDoseIds } from '#domain/schedule/dose-ids.ts'
import { type DueItem, dueStates } from '#domain/schedule/due-item.ts'
import { dueLine } from '../../../scripts/due-line.ts'

type Example = { readonly name: string; readonly expect: Readonly<Record<string, string>> }

/** Lines for `npm run due`, each with what must come out: every service, its state and why. */
const folder = new URL('./', import.meta.url)
const lines = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').trim().split('\n'))
const examples = lines.map((line) => ({ line, example: JSON.parse(line) as Example }))

const itemsOn = (line: string): readonly DueItem[] =>
  (dueLine(line) as { items?: readonly DueItem[] }).items ?? []

describe('what is owed', () => {
  it.each(examples.map(({ line, example }) => [example.name, example.expect, line] as const))(
    '%s',
    (_, expected, line) => {
      const said = itemsOn(line).map(({ product, state, because }) => [product, `${state} ${because}`])
      expect(Object.fromEntries(said)).toEqual(expected)
    },
  )

  it('names each service once', () => {
    for (const { line } of examples) {
      const products = itemsOn(line).map(({ product }) => product)
      expect(new Set(products).size).toBe(products.length)
    }
  })

  it('reaches every state and every dose of the programme', () => {
    const all = lines.flatMap(itemsOn)
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(dueStates))
    const products = new Set(all.map(({ product }) => product))
    expect(childDoseIds.filter((dose) => !products.has(dose))).toEqual([])
  })
})

describe('a line that cannot be read', () => {
  it.each([
    ['no json', { error: { code: 'notJson', field: 'line' } }],
    [{ day: '2026-02-30' }, { error: { code: 'notADate', field: 'day' } }],
    [{ day: '2026-01-01', person: { birthDate: '2026-01-02' } }, { error: { code: 'beforeBirth', field: 'day' } }],
    [{ day: '2026-01-01', person: { sex: 'x' } }, { error: { code: 'notAChoice', field: 'person.sex' } }],
    [{ day: '2026-01-01', history: {} }, { error: { code: 'wrongShape', field: 'history' } }],
    [
      { day: '2026-01-01', answers: { hpht: 'kemarin' } },
      { error: { code: 'notADate', field: 'hpht' } },
    ],
  ])('%j', (line, expected) =>
    expect(dueLine(typeof line === 'string' ? line : JSON.stringify(line))).toEqual(expected))

  it('tells what this edition does not know', () =>
    expect(dueLine(JSON.stringify({ day: '2026-01-01', answers: { apa: 1 }, settings: { ini: 2 } }))).toMatchObject({
      unknown: ['apa', 'ini'],
    }))
})
