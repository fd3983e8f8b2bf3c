/** The least number of rounds that a median of the bench stands on. */
export const fewestRounds = 7
/** Longer than any work takes on a busy machine: what has not ended by then never will, ms. */
const patienceMs = 10 * 60_000

type Work = () => Promise<number>

type Options = {
  readonly rounds?: number
  readonly warming?: number
  /** Awaited before each work, and not counted. */
  readonly before?: () => Promise<void>
}

/**
 * Runs works in turn, round after round, each round beginning with another, so that what slows the machine for a
 * while slows all of them. The warming rounds before are not counted. Gives the figures of each work.
 */
export async function interleave<Name extends string>(
  works: Readonly<Record<Name, Work>>,
  { rounds = fewestRounds, warming = 1, before }: Options = {},
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[]
  // `fromEntries` forgets the names that it was given.
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  for (let round = -warming; round < rounds; round++) {
    const first = (round + warming) % names.length
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      await before?.()
      const figure = await ended(name, works[name]())
      if (round >= 0) figures[name].push(figure)
    }
  }
  return figures
}

/** Its figure; a work that hangs fails by its name, so that the bench comes to an end. */
async function ended(name: string, work: Promise<number>): Promise<number> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} does not end`)), patienceMs)
  })
  try {
    return await Promise.race([work, hangs])
  } finally {
    clearTimeout(timer)
  }
}
