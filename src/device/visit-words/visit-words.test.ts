import { describe, expect, it } from 'vitest'
import { fieldWords as enFields } from '#device/i18n/en/fields.ts'
import { findingTexts as enFindings } from '#device/i18n/en/findings.ts'
import enInputs from '#device/i18n/en/inputs.json' with { type: 'json' }
import enVisit from '#device/i18n/en/visit.json' with { type: 'json' }
import { fieldWords as idFields } from '#device/i18n/id/fields.ts'
import { findingTexts as idFindings } from '#device/i18n/id/findings.ts'
import idInputs from '#device/i18n/id/inputs.json' with { type: 'json' }
import idVisit from '#device/i18n/id/visit.json' with { type: 'json' }
import { dateProblems } from '#device/ui/inputs/typed-date.ts'
import { numberProblems } from '#device/ui/inputs/typed-number.ts'
import { instruments } from '#domain/instruments/index.ts'
import { type Field, levels, notMeasuredReasons, notMeasuredStates } from '#domain/instruments/instrument.ts'

type Tree = { readonly [key: string]: string | Tree }

const languages: readonly { name: string; fields: Tree; findings: Tree; visit: Tree; inputs: Tree }[] = [
  { name: 'Indonesian', fields: idFields, findings: idFindings, visit: idVisit, inputs: idInputs },
  { name: 'English', fields: enFields, findings: enFindings, visit: enVisit, inputs: enInputs },
]

/** The word at a path of keys; the keys themselves may hold dots. */
function word(tree: Tree, ...path: readonly string[]): string | undefined {
  let at: string | Tree | undefined = tree
  for (const key of path) at = typeof at === 'object' ? at[key] : undefined
  return typeof at === 'string' && at.trim() !== '' ? at : undefined
}

const fields: readonly Field[] = instruments.flatMap((instrument) => instrument.fields)
const rules = instruments.flatMap((instrument) => instrument.rules)

const unitsOf = (field: Field): readonly string[] => {
  if (field.type === 'number') return [field.unit]
  if (field.type !== 'group') return []
  return field.parts.flatMap((part) => (part.type === 'number' ? [part.unit] : []))
}
const choicesOf = (field: Field): readonly string[] => {
  if (field.type === 'choice' || field.type === 'multi') return field.choices
  if (field.type !== 'group') return []
  return field.parts.flatMap((part) => (part.type === 'choice' ? part.choices : []))
}

/** The codes of `checkAnswer`, as its description lists them, and those that this feature has itself. */
const rejects =
  'notANumber tooManyDecimals tooLow tooHigh notAChoice notADate tooEarly tooLate tooLong tooShort wrongFormat wrongShape missingPart ' +
  'diastolicNotBelowSystolic unfinished partMissing'
const rejectCodes = rejects.split(' ')

/** Every code written in the domain's sources, so that a new one cannot be forgotten here. */
const sources: Record<string, string> = import.meta.glob('/src/domain/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const written = (pattern: RegExp): readonly string[] =>
  Object.entries(sources)
    // What is owed has words of its own; a schedule's reason is no finding's.
    .filter(([path]) => !path.includes('.test.') && !path.includes('/domain/schedule/'))
    .flatMap(([, text]) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))

const doubts = [
  ...written(/code: '(\w+)', facts/g),
  ...written(/changeDoubt\(\s*'(\w+)'/g).flatMap((what) => [`${what}Rose`, `${what}Fell`]),
  'unusuallyLow',
  'unusuallyHigh',
]
const becauses = [
  ...written(/notAssessed\(find, [^,()]+, '(\w+)'/g),
  ...written(/because: '(\w+)'/g),
  ...notMeasuredStates,
]

describe.each(languages)('$name', ({ fields: fieldWords, findings, visit, inputs }) => {
  it('names every field, part, choice and unit', () => {
    const missing = fields.flatMap((field) => [
      ...(word(fieldWords, field.id, 'label') ? [] : [field.id]),
      ...(field.type === 'group' ? field.parts : [])
        .filter((part) => !word(fieldWords, field.id, 'parts', part.id))
        .map((part) => `${field.id}.${part.id}`),
      ...choicesOf(field)
        .filter(
          (choice) => !word(fieldWords, field.id, 'choices', choice) && !word(fieldWords, 'choices', choice),
        )
        .map((choice) => `${field.id}: ${choice}`),
      ...unitsOf(field).filter((unit) => !unit.startsWith('{') && !word(fieldWords, 'units', unit)),
    ])
    expect(missing).toEqual([])
  })

  it('names every heading, checklist and instrument of the form', () => {
    const headings = new Set(fields.flatMap(({ section }) => section ?? []))
    const batteries = new Set(fields.flatMap(({ battery }) => battery ?? []))
    const forms = instruments.filter(({ kind }) => kind === 'card' || kind === 'homeVisit')
    expect([...headings].filter((code) => !word(visit, 'sections', code))).toEqual([])
    expect([...batteries].filter((code) => !word(visit, 'batteries', code))).toEqual([])
    expect(forms.map(({ id }) => id).filter((id) => !word(visit, 'instruments', id))).toEqual([])
  })

  it('says what every outcome of every rule means and what to do', () => {
    const missing = rules.flatMap((rule) =>
      rule.outcomes
        .filter((code) => code !== 'notAssessed')
        .flatMap((code) =>
          ['title', 'meaning', 'advice']
            .filter(
              (part) =>
                !word(findings, 'rules', rule.id, code, part) && !word(findings, 'outcomes', code, part),
            )
            .map((part) => `${rule.id}.${code}.${part}`),
        ),
    )
    expect(missing).toEqual([])
    expect(rules.filter((rule) => !word(findings, 'names', rule.id)).map((rule) => rule.id)).toEqual([])
  })

  it('says each in at most 35 words', () => {
    const texts = Object.entries(findings['outcomes'] as Tree).flatMap(([code, parts]) =>
      Object.entries(parts as Tree).map(([part, text]) => [`${code}.${part}`, text as string] as const),
    )
    expect(texts.filter(([, text]) => text.split(/\s+/).length > 35)).toEqual([])
  })

  it('says why a value is refused or doubted', () => {
    expect(rejectCodes.filter((code) => !word(fieldWords, 'errors', code))).toEqual([])
    expect(doubts.length).toBeGreaterThan(8)
    expect(doubts.filter((code) => !word(fieldWords, 'doubts', code))).toEqual([])
    expect(numberProblems.filter((code) => !word(inputs, 'number', code))).toEqual([])
    expect(dateProblems.filter((code) => !word(inputs, 'date', code))).toEqual([])
  })

  it('says why something was not assessed or not measured', () => {
    expect(becauses.length).toBeGreaterThan(20)
    expect(becauses.filter((code) => !word(findings, 'because', code))).toEqual([])
    expect(notMeasuredStates.filter((state) => !word(visit, 'notMeasured', 'states', state))).toEqual([])
    expect(notMeasuredReasons.filter((reason) => !word(visit, 'notMeasured', 'reasons', reason))).toEqual([])
  })

  it('has words for every level, and a deadline for each that has one', () => {
    expect([...levels, 'incomplete'].filter((level) => !word(visit, 'overall', level))).toEqual([])
    const deadlines = ['now', 'today', '3days', 'week', 'month']
    const missing = ['emergency', 'refer', 'confirm'].flatMap((level) =>
      deadlines.filter((deadline) => !word(visit, 'deadlines', level, deadline)),
    )
    expect(missing).toEqual([])
  })
})

const keysOf = (tree: Tree, path = ''): readonly string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keysOf(value, `${path}${key} `),
  )
const slotsOf = (tree: Tree, path = ''): readonly string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [...value.matchAll(/\{\{(\w+)\}\}/g)].map((slot) => `${path}${key} ${slot[1]}`)
      : slotsOf(value, `${path}${key} `),
  )

describe('both languages', () => {
  it.each([
    ['fields', idFields, enFields],
    ['findings', idFindings, enFindings],
    ['visit', idVisit, enVisit],
    ['inputs', idInputs, enInputs],
  ] as const)('have the same keys and facts in %s', (_, id, en) => {
    expect(keysOf(en)).toEqual(keysOf(id))
    expect(slotsOf(en).toSorted()).toEqual(slotsOf(id).toSorted())
  })
})
