/** Share of a name's worth when only some of its words are found in the other, and of an initial that fits. */
const coverageShare = 0.15
const initialLikeness = 0.85

/** Jaro–Winkler likeness of two words, 0 to 1 (Winkler 1990; prefix of four letters, weight 0.1). */
export function wordLikeness(a: string, b: string): number {
  if (a === b) return 1
  const jaro = jaroLikeness(a, b)
  let prefix = 0
  while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

function jaroLikeness(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = Array.from({ length: b.length }, () => false)
  const fromA: string[] = []
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (taken[j] || a[i] !== b[j]) continue
      taken[j] = true
      fromA.push(a.charAt(i))
      break
    }
  }
  if (fromA.length === 0) return 0
  const fromB = Array.from(b).filter((_, j) => taken[j])
  const moved = fromA.filter((letter, index) => letter !== fromB[index]).length / 2
  const found = fromA.length
  return (found / a.length + found / b.length + (found - moved) / found) / 3
}

/** Likeness of two names given as the words that tell people apart, in any order, 0 to 1. */
export function nameLikeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  const joined = few.join('') === many.join('')
  if (joined) return 1
  const left = [...many]
  let sum = 0
  for (const word of few) {
    const best = bestOf(word, left)
    sum += best.likeness
    if (best.index >= 0) left.splice(best.index, 1)
  }
  const coverage = few.length / many.length
  return (sum / few.length) * (1 - coverageShare + coverageShare * coverage)
}

function bestOf(word: string, candidates: readonly string[]): { index: number; likeness: number } {
  let index = -1
  let likeness = 0
  candidates.forEach((candidate, at) => {
    const value = fits(word, candidate)
      ? Math.max(initialLikeness, wordLikeness(word, candidate))
      : wordLikeness(word, candidate)
    if (value > likeness) {
      index = at
      likeness = value
    }
  })
  return { index, likeness }
}

/** An initial fits a word that begins with it. */
const fits = (a: string, b: string) => (a.length === 1 || b.length === 1) && a[0] === b[0]
