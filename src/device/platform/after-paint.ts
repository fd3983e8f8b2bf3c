/** In a page that is not shown nothing is ever painted, ms. */
const patienceMs = 500

/** A browser's own order of what it does next; older ones have none. */
type Scheduler = {
  readonly postTask?: (work: () => void, options: { readonly priority: 'background' }) => Promise<unknown>
}

/**
 * Resolves once what was just drawn stands on the screen: what nobody sees yet must not come before it, nor before the
 * first tap on it.
 */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(resolve, patienceMs)
    requestAnimationFrame(() => {
      clearTimeout(patience)
      // A frame's own work ends with its painting; what is posted in it comes after.
      whenFree(resolve)
    })
  })
}

function whenFree(work: () => void): void {
  const { scheduler } = globalThis as { readonly scheduler?: Scheduler }
  if (scheduler?.postTask) void scheduler.postTask(work, { priority: 'background' })
  else setTimeout(work)
}
