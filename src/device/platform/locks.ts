/** Exclusive work by name, across the tabs and the worker of this origin. */
export type Locks = {
  /** Waits for the lock, then works. */
  readonly hold: <T>(name: string, work: () => Promise<T>) => Promise<T>
  /**
   * Works as soon as nobody in this realm holds the lock, and asks the others meanwhile: what they must not do at the
   * same time comes after `granted`.
   */
  readonly begin: <T>(name: string, work: (granted: Promise<void>) => Promise<T>) => Promise<T>
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
    begin: (name, work) => hold(name, () => work(Promise.resolve())),
    holdIfFree: async (name, work) => (tails.has(name) ? undefined : hold(name, work)),
  }
}

function createWebLocks(manager: LockManager): Locks {
  const here = createLocalLocks()
  return {
    hold: (name, work) => here.hold(name, () => manager.request(name, work)),
    begin: (name, work) => here.hold(name, () => beginWith(manager, name, work)),
    holdIfFree: (name, work) =>
      here.holdIfFree(name, () =>
        manager.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : undefined)),
      ),
  }
}

function beginWith<T>(
  manager: LockManager,
  name: string,
  work: (granted: Promise<void>) => Promise<T>,
): Promise<T> {
  let working: Promise<unknown> = Promise.resolve()
  const granted = new Promise<void>((resolve, reject) => {
    const held = async () => {
      resolve()
      await working.catch(() => undefined)
    }
    manager.request(name, held).catch(reject)
  })
  // Work that ends before it needs the lock does not wait for it.
  granted.catch(() => undefined)
  // Set before a browser can grant anything: it answers later, never at once.
  const result = work(granted)
  working = result
  return result
}

/** Web Locks where the browser has them (Chrome 69 and newer, on a secure address). */
export function browserLocks(): Locks {
  const manager = (globalThis.navigator as Partial<Navigator> | undefined)?.locks
  return manager ? createWebLocks(manager) : createLocalLocks()
}
