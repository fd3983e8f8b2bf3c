const origin = 'https://t.example'

/** The browser's caches, as far as the app uses them, with nothing in them. */
export function fakeCaches(): CacheStorage {
  const kept = new Map<string, Map<string, Response>>()
  const caches = {
    keys: async () => [...kept.keys()],
    has: async (name: string) => kept.has(name),
    async open(name: string) {
      const entries = kept.get(name) ?? new Map<string, Response>()
      kept.set(name, entries)
      return {
        match: async (path: string) => entries.get(path)?.clone(),
        put: async (path: string, response: Response) => void entries.set(path, response),
        keys: async () => [...entries.keys()].map((path) => ({ url: new URL(path, origin).href })),
        delete: async (url: string) => entries.delete(new URL(url, origin).pathname),
      }
    },
  }
  // The part of the browser's interface that is used.
  return caches as unknown as CacheStorage
}
