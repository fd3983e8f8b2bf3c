// @vitest-environment node
import { expect, it } from 'vitest'
import { fakeCaches } from '#tests/fakes/caches.ts'
import { answerWith, bringAll, bringAlong, dropOutdated, isEnglish } from './keep-english.ts'

const pathsIn = async (caches: CacheStorage): Promise<string[]> => {
  const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
  return kept.flat().map(({ url }) => new URL(url).pathname)
}

function phone(paths: readonly string[], caches = fakeCaches()) {
  const asked: string[] = []
  let network: 'there' | 'gone' = 'there'
  const kept = {
    caches,
    paths,
    async fetch(path: string) {
      if (network === 'gone') throw new TypeError('Failed to fetch')
      asked.push(path)
      return new Response(`words of ${path}`)
    },
  }
  return {
    kept,
    asked,
    keptPaths: () => pathsIn(caches),
    loseNetwork: () => {
      network = 'gone'
    },
  }
}

const first = ['/assets/en-common-1.js', '/assets/en-visit-1.js']
const second = ['/assets/en-common-2.js', '/assets/en-visit-1.js']

it.each([
  ['assets/en-common-AbC_12.js', true],
  ['/assets/en-visit-1.js', true],
  ['assets/index-1.js', false],
  ['assets/enrol-1.js', false],
  ['index.html', false],
])('%s holds English words: %s', (url, is) => {
  expect(isEnglish(url)).toBe(is)
})

it('brings none to a phone where English was never chosen, neither at once nor with an update', async () => {
  const { kept, asked } = phone(first)
  await bringAlong(kept)
  await dropOutdated(kept)
  expect(asked).toEqual([])
  expect(await kept.caches.has('teratai-english')).toBe(false)
})

it('has all of them without network once one was asked for', async () => {
  const { kept, loseNetwork, asked } = phone(first)
  await answerWith(kept, first[0] as string)
  await bringAll(kept)
  loseNetwork()
  for (const path of first) expect(await (await answerWith(kept, path)).text()).toBe(`words of ${path}`)
  expect(asked).toEqual(first)
})

it('has the words of an update before it takes over, and drops the old ones after', async () => {
  const old = phone(first)
  await bringAll(old.kept)
  const update = phone(second, old.kept.caches)
  await bringAlong(update.kept)
  expect(update.asked).toEqual(['/assets/en-common-2.js'])
  expect(await update.keptPaths()).toContain('/assets/en-common-1.js')
  await dropOutdated(update.kept)
  expect((await update.keptPaths()).sort()).toEqual([...second].sort())
})

it('does not keep an update back for want of words, nor keeps an error for a word', async () => {
  const old = phone(first)
  await bringAll(old.kept)
  const update = phone(second, old.kept.caches)
  update.loseNetwork()
  await bringAlong(update.kept)
  await expect(answerWith(update.kept, '/assets/en-common-2.js')).rejects.toThrow('fetch')
  const broken = { ...update.kept, fetch: async () => new Response('no such file', { status: 404 }) }
  expect((await answerWith(broken, '/assets/en-common-2.js')).status).toBe(404)
  expect(await update.keptPaths()).not.toContain('/assets/en-common-2.js')
})
