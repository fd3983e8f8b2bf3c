import { foldForSearch } from '#domain/person/names.ts'
import type { DirectoryEntry } from '#device/store/store.ts'

/** Fewer letters would make a list of the village out of a search. */
export const fewestLetters = 3
/** As many as can be told apart at a glance; who is not among them is found by more of the name. */
const shown = 8

/**
 * Those alive and living here in whose name every typed word begins a word: for a visit to be recorded where nothing
 * may be read. Nobody for fewer than `fewestLetters` letters.
 */
export function findByName(directory: readonly DirectoryEntry[], typed: string): readonly DirectoryEntry[] {
  const query = foldForSearch(typed)
  if (query.replaceAll(' ', '').length < fewestLetters) return []
  const words = query.split(' ')
  const isMeant = ({ name, diedOn, movedOutOn }: DirectoryEntry) => {
    if (diedOn || movedOutOn) return false
    const names = foldForSearch(name).split(' ')
    return words.every((word) => names.some((one) => one.startsWith(word)))
  }
  return directory.filter(isMeant).slice(0, shown)
}
