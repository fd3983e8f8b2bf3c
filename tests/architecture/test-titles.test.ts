import { expect, it } from 'vitest'
import { titlesIn } from './test-titles.ts'

const titles = (text: string) => titlesIn({ path: 'some.test.tsx', text })

it('reads the titles of tests, however they are written', () => {
  const text = `
    it('AB1: one', () => {})
    test("AB2: it's another", { timeout: 1 }, async () => {})
    describe('a thing', () => {
      it.each([1, 2] as const)('AB3: each of %i', async (n) => expect(n).toBe(<b>{n}</b>))
      it.each\`a\${1}\`(\`AB4: of \${name}, within\`, function () {})
      for (const one of all) it(
        'AB5: on lines of its own',
        () => {},
      )
    })
    describe.each(all)('of all', () => it.only('AB6: alone', () => {}))
  `
  const found = ['one', "it's another", 'each of %i', 'of ${}, within', 'on lines of its own', 'alone']
  expect(titles(text)).toEqual(found.map((title, i) => `AB${i + 1}: ${title}`))
})

it.each([
  ['a comment', "// it('AB1: is proved', () => {})"],
  ['a longer comment', "/*\nit('AB1: is proved', () => {})\n*/"],
  ['a text', "const text = `\nit('AB1: is proved', () => {})\n`"],
  ['a describe', "describe('AB1: is proved', () => {})"],
  ['what is skipped', "it.skip('AB1: is proved', () => {})"],
  ['what is skipped of a table', "it.skip.each([1])('AB1: is proved', () => {})"],
  ['what is skipped on a condition', "it.skipIf(isSlow)('AB1: is proved', () => {})"],
  ['what is expected to fail', "it.fails('AB1: is proved', () => {})"],
  ['what is still to do', "it.todo('AB1: is proved')"],
  ['what has nothing to run', "it('AB1: is proved')"],
  ['what stands in a skipped describe', "describe.skip('x', () => { it('AB1: is proved', () => {}) })"],
  ['another function', "permit('AB1: is proved', () => {})"],
  ['a list of texts', "const list = [\n  'AB1: is proved',\n]"],
])('takes %s for no test', (_, text) => {
  expect(titles(text)).toEqual([])
})

it('does not pass over a file that it cannot read', () => {
  expect(() => titles('it(')).toThrow(SyntaxError)
})
