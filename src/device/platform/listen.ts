/** Ends what a listener asked for. */
export type Unsubscribe = () => void

/** A list of listeners that each hear every value told. */
export type Signal<T> = {
  readonly listen: (listener: (value: T) => void) => Unsubscribe
  readonly tell: (value: T) => void
}

export function createSignal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(value) {
      for (const listener of listeners) listener(value)
    },
  }
}
