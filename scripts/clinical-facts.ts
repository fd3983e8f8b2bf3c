import { readdirSync, readFileSync } from 'node:fs'
import type { Finding } from '#domain/instruments/instrument.ts'
import { assessLine } from './assess-line.ts'

/** What the reference examples show of the rules, so that pages for reviewers say what really happens. */
export type ClinicalFacts = {
  /** Levels with their deadlines that an outcome of a rule was given, as `refer 3days`, by `rule code`. */
  readonly levels: ReadonlyMap<string, ReadonlySet<string>>
  /** Settings that decided a finding, by instrument. */
  readonly settings: ReadonlyMap<string, ReadonlySet<string>>
}

const folder = new URL('../tests/reference/assess/', import.meta.url)

/** Runs every example of `tests/reference/assess`. */
export function clinicalFacts(): ClinicalFacts {
  const levels = new Map<string, Set<string>>()
  const settings = new Map<string, Set<string>>()
  for (const line of exampleLines()) {
    const { instrument } = JSON.parse(line) as { instrument: string }
    const { findings = [] } = assessLine(line) as { findings?: readonly Finding[] }
    for (const finding of findings) {
      put(
        levels,
        `${finding.rule} ${finding.code}`,
        [finding.level, finding.deadline].filter(Boolean).join(' '),
      )
      for (const name of Object.keys(finding.settings ?? {})) put(settings, instrument, name)
    }
  }
  return { levels, settings }
}

const exampleLines = (): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
    .filter((line) => line.trim() !== '')

function put(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key)
  if (known) known.add(value)
  else map.set(key, new Set([value]))
}
