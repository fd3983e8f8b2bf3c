/** Work that nobody waits for gets its turn at the latest after so long, ms. */
const patienceMs = 5_000

/** Resolves when the browser has nothing better to do. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    // Not in every browser, nor where there is no window.
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(() => resolve(), { timeout: patienceMs })
    else setTimeout(resolve)
  })
}
