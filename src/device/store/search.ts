import { foldForSearch } from '#domain/person/names.ts'
import { orderKey } from './list-order.ts'
import type { DirectoryEntry } from './store.ts'

const texts = new WeakMap<DirectoryEntry, string>()

function textOf(entry: DirectoryEntry): string {
  const known = texts.get(entry)
  if (known !== undefined) return known
  const { motherName = '', rt = '', nik = '' } = entry
  const area = rt ? foldForSearch(`rt${rt} rt ${rt} rt${rt.replace(/^0+/, '')}`) : ''
  const others = (entry.alsoAs ?? []).map(({ name }) => foldForSearch(name))
  const text = [orderKey(entry), ...others, foldForSearch(motherName), area, nik].join('\n')
  texts.set(entry, text)
  return text
}

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
