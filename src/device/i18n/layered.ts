/** Words by key, nested. */
export type WordTree = { readonly [key: string]: string | WordTree }

/** One tree of several. A key that two of them hold must be a branch in both: no word is said twice. */
export const layered = (...trees: readonly WordTree[]): WordTree => merged('', trees)

function merged(path: string, trees: readonly WordTree[]): WordTree {
  const all: Record<string, string | WordTree> = {}
  for (const tree of trees) {
    for (const [key, value] of Object.entries(tree)) {
      const known = all[key]
      if (known === undefined) all[key] = value
      else if (typeof known === 'object' && typeof value === 'object')
        all[key] = merged(`${path}${key}.`, [known, value])
      else throw new RangeError(`the word ${path}${key} is there twice`)
    }
  }
  return all
}
