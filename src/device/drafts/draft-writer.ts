/**
 * Writes the latest value, one write at a time and none too many: a change during a write is written after it. There
 * is no delay in which a crash could lose what was typed.
 */
export class DraftWriter<T> {
  readonly #write: (value: T) => Promise<void>
  #next: { readonly value: T } | undefined
  #running: Promise<void> | undefined
  #stopped = false

  constructor(write: (value: T) => Promise<void>) {
    this.#write = write
  }

  put(value: T): void {
    if (this.#stopped) return
    this.#next = { value }
    this.#running ??= this.#run()
  }

  /** Resolves once nothing is being written; what comes later is refused, so that no draft outlives the save. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#next = undefined
    await this.#running
  }

  /** Values are taken again: the save did not succeed. */
  resume(): void {
    this.#stopped = false
  }

  async #run(): Promise<void> {
    while (this.#next) {
      const { value } = this.#next
      this.#next = undefined
      // A draft that could not be written is tried again with the next change; saving reports its own errors.
      await this.#write(value).catch(() => undefined)
    }
    this.#running = undefined
  }
}
