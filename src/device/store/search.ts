import { foldForSearch } from '#domain/person/names.ts'
import type { DirectoryEntry } from './store.ts'

/** Folded once a line: names for the order of the list, all the rest only when somebody searches. */
const names = new WeakMap<DirectoryEntry, string>()
const texts = new WeakMap<DirectoryEntry, string>()

function keptIn(
  kept: WeakMap<DirectoryEntry, string>,
  entry: DirectoryEntry,
  make: (entry: DirectoryEntry) => string,
): string {
  const known = kept.get(entry)
  if (known !== undefined) return known
  const made = make(entry)
  kept.set(entry, made)
  return made
}

/** The key by which the list of people is ordered. */
export const orderKey = (entry: DirectoryEntry): string =>
  keptIn(names, entry, ({ name }) => foldForSearch(name))

const textOf = (entry: DirectoryEntry): string =>
  keptIn(texts, entry, ({ motherName = '', rt = '', nik = '' }) => {
    const area = rt ? foldForSearch(`rt${rt} rt ${rt} rt${rt.replace(/^0+/, '')}`) : ''
    return [orderKey(entry), foldForSearch(motherName), area, nik].join('\n')
  })

/**
 * The people in whom every typed word stands as part of the name, the mother's name, the RT or the NIK. Those whose
 * name begins with what was typed come first, then those with a word that does, then the others, order kept.
 */
export function searchDirectory(
  entries: readonly DirectoryEntry[],
  typed: string,
): readonly DirectoryEntry[] {
  const query = foldForSearch(typed)
  if (query === '') return entries
  const words = query.split(' ')
  const ranks: DirectoryEntry[][] = [[], [], []]
  for (const entry of entries) {
    const text = textOf(entry)
    if (words.every((word) => text.includes(word))) ranks[rankOf(orderKey(entry), query)]?.push(entry)
  }
  return ranks.flat()
}

function rankOf(name: string, query: string): 0 | 1 | 2 {
  if (name.startsWith(query)) return 0
  return name.includes(` ${query}`) ? 1 : 2
}
