import { setImmediate as nextTurn } from 'node:timers/promises'

/** Work that goes on for longer at a stretch keeps everybody else of the process waiting, ms. */
const stretchMs = 20

/**
 * For work of many steps on the process's one thread: to be awaited between them. Where the stretch since whoever else
 * waits had their turn was long, they have it now. `now` in ms.
 */
export function createGiveWay(now: () => number = () => performance.now()): () => Promise<void> {
  let since = now()
  return async () => {
    if (now() - since < stretchMs) return
    await nextTurn()
    since = now()
  }
}
