/** Later work that can be called off. */
export type Timers = { readonly after: (ms: number, work: () => void) => () => void }

export const systemTimers: Timers = {
  after(ms, work) {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}
