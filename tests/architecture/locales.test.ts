import { describe, expect, it } from 'vitest'
import { filesBelow } from './source-files.ts'

type Words = { [key: string]: string | Words }

const locale = (language: string) =>
  new Map(
    filesBelow(`src/device/i18n/${language}`, ['.json']).map((file) => [
      file.path.split('/').at(-1) as string,
      JSON.parse(file.text) as Words,
    ]),
  )

/** Every key with its words: `form.save` → "Simpan". */
function flatten(words: Words, path: readonly string[] = []): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) => {
    const here = [...path, key]
    return typeof value === 'string' ? [[here.join('.'), value] as [string, string]] : flatten(value, here)
  })
}

const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{\s*([A-Za-z0-9_]+)/g)].map((match) => match[1] as string))].sort(
    (a, b) => a.localeCompare(b),
  )
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

const id = locale('id')
const en = locale('en')

describe('words on screen', () => {
  it('has the same files in Indonesian and English', () => {
    expect(id.size).toBeGreaterThan(5)
    expect([...en.keys()].sort()).toEqual([...id.keys()].sort())
  })

  it.each([...id.keys()])('%s has the same keys in both, none empty', (file) => {
    const keysOf = (words: Words | undefined) =>
      [...new Set(flatten(words ?? {}).map(([key]) => withoutPlural(key)))].sort()
    expect(keysOf(en.get(file))).toEqual(keysOf(id.get(file)))
    const empty = [...flatten(id.get(file) ?? {}), ...flatten(en.get(file) ?? {})].filter(
      ([, text]) => text.trim() === '',
    )
    expect(empty).toEqual([])
  })

  it.each([...id.keys()])('%s fills the same blanks in both', (file) => {
    const english = new Map(
      flatten(en.get(file) ?? {}).map(([key, text]) => [withoutPlural(key), placeholders(text)]),
    )
    const different = flatten(id.get(file) ?? {}).filter(([key, text]) => {
      const other = english.get(withoutPlural(key)) ?? []
      return (
        JSON.stringify(other.filter((name) => name !== 'count')) !==
        JSON.stringify(placeholders(text).filter((name) => name !== 'count'))
      )
    })
    expect(different).toEqual([])
  })

  it('every key that the code names has words', () => {
    const known = new Set(
      [...id].flatMap(([file, words]) =>
        flatten(words).map(([key]) => `${file.replace('.json', '')}:${withoutPlural(key)}`),
      ),
    )
    const sources = filesBelow('src/device', ['.ts', '.tsx']).filter((file) => !file.path.includes('.test.'))
    const named = sources.flatMap((file) =>
      [...file.text.matchAll(/\bt\(\s*'([a-zA-Z0-9-]+:[A-Za-z0-9_.-]+)'/g)].map(
        (match) => [file.path, match[1] as string] as const,
      ),
    )
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(([, key]) => !known.has(key))).toEqual([])
  })

  it('no screen holds words of its own', () => {
    const screens = filesBelow('src/device', ['.tsx']).filter((file) => !file.path.includes('.test.'))
    const bare = screens.flatMap((file) =>
      [...file.text.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)\s*</g)].map(
        (match) => `${file.path}: ${match[1]}`,
      ),
    )
    expect(bare).toEqual([])
  })
})
