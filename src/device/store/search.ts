import type { DirectoryEntry } from './store.ts'

type Folded = { readonly name: string; readonly all: string }

const foldedEntries = new WeakMap<DirectoryEntry, Folded>()

/** Text without case, marks and double spaces: what is typed and what is found are compared in this form. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

function folded(entry: DirectoryEntry): Folded {
  const known = foldedEntries.get(entry)
  if (known) return known
  const name = fold(entry.name)
  const rt = entry.rt ? `rt${entry.rt} rt ${entry.rt} rt${entry.rt.replace(/^0+/, '')}` : ''
  const made = {
    name,
    all: [name, fold(entry.motherName ?? ''), rt.toLowerCase(), entry.nik ?? ''].join('\n'),
  }
  foldedEntries.set(entry, made)
  return made
}

/** The key by which the list of people is ordered. */
export const orderKey = (entry: DirectoryEntry): string => folded(entry).name

/**
 * The people in whom every typed word stands as part of the name, the mother's name, the RT or the NIK. Those whose
 * name begins with what was typed come first, then those with a word that does, then the others, order kept.
 */
export function searchDirectory(
  entries: readonly DirectoryEntry[],
  typed: string,
): readonly DirectoryEntry[] {
  const query = fold(typed)
  if (query === '') return entries
  const words = query.split(' ')
  const ranks: DirectoryEntry[][] = [[], [], []]
  for (const entry of entries) {
    const text = folded(entry)
    if (words.every((word) => text.all.includes(word))) ranks[rankOf(text.name, query)]?.push(entry)
  }
  return ranks.flat()
}

function rankOf(name: string, query: string): 0 | 1 | 2 {
  if (name.startsWith(query)) return 0
  return name.includes(` ${query}`) ? 1 : 2
}
