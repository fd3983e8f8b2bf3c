import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { instruments } from '#domain/instruments/index.ts'
import type { Finding } from '#domain/instruments/instrument.ts'
import { told } from '#tests/builders/rule-case.ts'
import { assessLine } from '../../../scripts/assess-line.ts'

type Example = { readonly rule: string; readonly expect: string; readonly instrument: string }

/** Lines for `npm run assess`, each with the rule it is about and what that rule must say. */
const folder = new URL('./', import.meta.url)
const lines = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').trim().split('\n'))
  .filter((line) => line !== '')
const examples = lines.map((line) => ({ line, example: JSON.parse(line) as Example }))

const findingsOn = (line: string): readonly Finding[] =>
  (assessLine(line) as { findings?: readonly Finding[] }).findings ?? []

describe('one line for every outcome of every rule', () => {
  it.each(examples.map(({ line, example }) => [example.rule, example.expect, line] as const))(
    '%s: %s',
    (rule, expected, line) => {
      const said = findingsOn(line).filter((finding) => finding.rule === rule)
      expect(said.map(told).join(' | ')).toBe(expected)
    },
  )

  it('reaches all of them', () => {
    const reached = new Set(
      lines.flatMap((line) => findingsOn(line).map(({ rule, code }) => `${rule} ${code}`)),
    )
    const announced = instruments.flatMap(({ rules }) =>
      rules.flatMap(({ id, outcomes }) => outcomes.map((code) => `${id} ${code}`)),
    )
    expect([...new Set(announced)].filter((one) => !reached.has(one))).toEqual([])
    expect([...reached].filter((one) => !announced.includes(one))).toEqual([])
  })

  it('gives every finding a card, an edition, a field of its instrument and a reason where it is grey', () => {
    for (const { line, example } of examples) {
      const ids = instruments.find(({ id }) => id === example.instrument)?.fields.map(({ id }) => id) ?? []
      for (const finding of findingsOn(line)) {
        expect(finding.card).not.toBe('')
        expect(finding.edition).not.toBe('')
        expect(ids).toContain(finding.fields[0])
        expect(finding.level === 'notAssessed').toBe(finding.because !== undefined)
        const dated = finding.level === 'emergency' || finding.level === 'refer'
        if (dated) expect(finding.deadline, line).toBeDefined()
        if (finding.level === 'emergency') expect(finding.deadline).toBe('now')
        if (finding.level === 'normal' || finding.level === 'counsel') expect(finding.deadline).toBeUndefined()
      }
    }
  })
})
