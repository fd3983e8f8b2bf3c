// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const here = join(process.cwd(), 'src/device/i18n')
const namespaces = readdirSync(join(here, 'id'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''))

type Tree = { readonly [key: string]: string | Tree }
const read = (language: string, name: string): Tree =>
  JSON.parse(readFileSync(join(here, language, `${name}.json`), 'utf8'))

/** Plural forms differ between languages: one key stands for all of them. */
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, '')

function flat(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  )
}

/** Every key that a screen names as plain text stands in the namespace that the screen uses. */
describe('the keys that screens name', () => {
  const known = new Set(
    namespaces.flatMap((name) => flat(read('id', name)).map(([key]) => `${name}:${withoutPlural(key)}`)),
  )
  const root = join(process.cwd(), 'src/device')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.startsWith('desk'),
  )

  it('are there', () => {
    const missing = files.flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8')
      const spaces = /useTranslation\(\[?'(\w+)'/.exec(source)?.[1] ?? 'common'
      return [...source.matchAll(/\bt\('([\w.:]+)'/g)]
        .map(([, key = '']) => (key.includes(':') ? key : `${spaces}:${key}`))
        .filter((key) => !known.has(key))
        .map((key) => `${file}: ${key}`)
    })
    expect(missing).toEqual([])
  })
})
