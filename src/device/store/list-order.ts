import { foldForSearch } from '#domain/person/names.ts'
import type { DirectoryEntry } from './store.ts'

/** Folded once a line, and only where somebody looks one up by it: the whole list is sorted without. */
const names = new WeakMap<DirectoryEntry, string>()

/** The key by which the list of people is ordered. */
export function orderKey(entry: DirectoryEntry): string {
  const known = names.get(entry)
  if (known !== undefined) return known
  const key = foldForSearch(entry.name)
  names.set(entry, key)
  return key
}

/** The lines in the order of the list: by name, then by id. */
export function inListOrder(entries: readonly DirectoryEntry[]): DirectoryEntry[] {
  return entries
    .map((entry) => ({ entry, key: foldForSearch(entry.name) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : byId(a.entry, b.entry)))
    .map(({ entry }) => entry)
}

/** More lines than that are sorted in, fewer are put in their places. */
const fewLines = 100

/** The list after some lines went and others came. */
export function listAfter(
  list: readonly DirectoryEntry[],
  gone: ReadonlySet<DirectoryEntry>,
  come: readonly DirectoryEntry[],
): readonly DirectoryEntry[] {
  const after = gone.size > 0 ? list.filter((entry) => !gone.has(entry)) : [...list]
  if (come.length > fewLines) return inListOrder([...after, ...come])
  for (const entry of come) after.splice(placeOf(after, entry), 0, entry)
  return after
}

function placeOf(list: readonly DirectoryEntry[], entry: DirectoryEntry): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = list[middle]
    if (other && byName(other, entry) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  const [left, right] = [orderKey(a), orderKey(b)]
  return left < right ? -1 : left > right ? 1 : byId(a, b)
}

const byId = (a: DirectoryEntry, b: DirectoryEntry): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
