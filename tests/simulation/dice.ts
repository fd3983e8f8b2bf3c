import { createRandom } from '#tests/fakes/random.ts'

/** What a seed lets happen: the same throws in the same order for the same seed. */
export type Dice = {
  /** True `of` times in a hundred. */
  readonly percent: (of: number) => boolean
  /** A whole number from 0 up to, without, `end`. */
  readonly below: (end: number) => number
  readonly pick: <T>(list: readonly T[]) => T
  /** One of a weighted list. */
  readonly weighed: <T>(list: readonly (readonly [thing: T, weight: number])[]) => T
  /** An id as a phone makes one, but from the seed. */
  readonly id: () => string
}

export function createDice(seed: number): Dice {
  const random = createRandom(seed)
  const below = (end: number) => Math.floor(random() * end)
  return {
    percent: (of) => random() * 100 < of,
    below,
    pick: (list) => {
      const at = below(list.length)
      if (!(at in list)) throw new Error('nothing to pick from')
      return list[at] as (typeof list)[number]
    },
    weighed(list) {
      let left = random() * list.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [thing, weight] of list) {
        if (left < weight) return thing
        left -= weight
      }
      throw new Error('nothing to pick from')
    },
    id() {
      const digits = Array.from({ length: 32 }, () => below(16).toString(16)).join('')
      return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-7$3-8$4-$5')
    },
  }
}
