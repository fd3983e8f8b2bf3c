/** Exclusive work by name, across the tabs and the worker of this origin. */
export type Locks = {
  /** Waits for the lock, then works. */
  readonly hold: <T>(name: string, work: () => Promise<T>) => Promise<T>
  /** Works if nobody holds the lock; otherwise `undefined` at once. */
  readonly holdIfFree: <T>(name: string, work: () => Promise<T>) => Promise<T | undefined>
}

/** Locks of one JavaScript realm: for browsers without Web Locks, and for tests of several devices. */
export function createLocalLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>()
  const hold = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = tails.get(name)
    const mine = (before ?? Promise.resolve()).then(work)
    const tail = mine.catch(() => undefined)
    tails.set(name, tail)
    try {
      return await mine
    } finally {
      if (tails.get(name) === tail) tails.delete(name)
    }
  }
  return {
    hold,
    holdIfFree: async (name, work) => (tails.has(name) ? undefined : hold(name, work)),
  }
}

function createWebLocks(manager: LockManager): Locks {
  return {
    hold: (name, work) => manager.request(name, work),
    holdIfFree: (name, work) =>
      manager.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : undefined)),
  }
}

/** Web Locks where the browser has them (Chrome 69 and newer, on a secure address). */
export function browserLocks(): Locks {
  const manager = (globalThis.navigator as Partial<Navigator> | undefined)?.locks
  return manager ? createWebLocks(manager) : createLocalLocks()
}
