/** Indexes hold random ids, kind, person, posyandu, month, number and queue state, nothing else. */
export type SchemaVersion = { readonly version: number; readonly stores: Readonly<Record<string, string>> }

/**
 * Every version that ever shipped, oldest first; an old one is never edited. A new one adds or changes stores and
 * never drops one that holds unreceived rows.
 */
export const schemaVersions: readonly SchemaVersion[] = [
  {
    version: 1,
    stores: {
      records: 'id, kind, personId, left',
      outbox: '[deviceId+number], [state+deviceId+number], about',
      directory: 'id, version',
      tallies: '[posyanduId+month], month',
      stale: 'personId',
      drafts: 'key',
      devices: 'id, deviceId',
      meta: 'key',
    },
  },
  // What lies sealed no edition before can read, and what it wrote open nobody would take: its pages are closed by it.
  { version: 2, stores: {} },
  // Records lie packed: pages of an edition before would not know them.
  { version: 3, stores: {} },
]
