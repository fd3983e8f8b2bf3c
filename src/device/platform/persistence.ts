/** What the browser says of the room it gives; sizes in bytes, absent where it does not tell. */
export type Room = { readonly persisted: boolean; readonly usage?: number; readonly quota?: number }

export type Persistence = {
  /** Asks the browser to keep the data when space runs short; its answer, `false` where it cannot be asked. */
  readonly ask: () => Promise<boolean>
  readonly room: () => Promise<Room>
}

const manager = (): Partial<StorageManager> =>
  (globalThis.navigator as Partial<Navigator> | undefined)?.storage ?? {}

export const browserPersistence: Persistence = {
  async ask() {
    const storage = manager()
    return (await storage.persist?.()) ?? false
  },
  async room() {
    const storage = manager()
    const persisted = (await storage.persisted?.()) ?? false
    const { usage, quota } = (await storage.estimate?.()) ?? {}
    return { persisted, ...(usage !== undefined && { usage }), ...(quota !== undefined && { quota }) }
  },
}
