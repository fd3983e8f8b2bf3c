/** The least number of rounds that a median of the bench stands on. */
export const fewestRounds = 7

type Work = () => Promise<number>

/**
 * Runs works in turn, round after round, each round beginning with another, so that what slows the machine for a
 * while slows all of them. The warming rounds before are not counted. Gives the figures of each work.
 */
export async function interleave<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  { rounds = fewestRounds, warming = 1 }: { readonly rounds?: number; readonly warming?: number } = {},
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[]
  // `fromEntries` forgets the names that it was given.
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let round = -warming; round < rounds; round++) {
    const first = (round + warming) % names.length
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const figure = await works[name]()
      if (round >= 0) figures[name].push(figure)
    }
  }
  return figures
}
