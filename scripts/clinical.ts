import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { instruments } from '#domain/instruments/index.ts'
import { clinicalFacts } from './clinical-facts.ts'
import { clinicalPage } from './clinical-page.ts'

/** The pages of `docs/clinical` by file name, from the instruments themselves. */
export function clinicalPages(): ReadonlyMap<string, string> {
  const facts = clinicalFacts()
  const pages = new Map(instruments.map((one) => [`${one.id}.md`, clinicalPage(one, facts)]))
  const rows = instruments.map(
    ({ id, kind, fields, rules }) => `| [${id}](${id}.md) | ${kind} | ${fields.length} | ${rules.length} |`,
  )
  const index = `# Clinical content

One page an instrument, for nakes to review: its questions with their ranges, its rules with their sources and what they say, and the settings that decide. Written by \`node scripts/clinical.ts\`; a test holds that they are as the app is.

| instrument | kind | fields | rules |
| --- | --- | --- | --- |
${rows.join('\n')}
`
  return new Map([['README.md', index], ...pages])
}

if (import.meta.main) {
  const folder = 'docs/clinical'
  mkdirSync(folder, { recursive: true })
  for (const file of readdirSync(folder)) rmSync(`${folder}/${file}`)
  for (const [file, text] of clinicalPages()) writeFileSync(`${folder}/${file}`, text)
}
