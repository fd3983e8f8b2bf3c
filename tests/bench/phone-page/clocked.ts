/** How long a work takes, ms. */
export async function clocked(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Far less than anybody takes to fill a form, ms. */
const pauseMs = 400

/** Before each save, whoever saves. */
export const pause = () => new Promise((resolve) => setTimeout(resolve, pauseMs))
