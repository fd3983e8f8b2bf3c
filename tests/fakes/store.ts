import type { Change, DirectoryEntry, Enrolment, Store } from '#device/store/store.ts'
import type { FieldValue } from '#protocol/mutation.ts'

export const enrolment: Enrolment = {
  deviceId: 'device-1',
  puskesmas: { id: 'puskesmas-1', name: 'Puskesmas Contoh', demo: false },
  person: { id: 'kader-1', name: 'Kader Contoh', role: 'kader' },
  posyandu: [{ id: 'posyandu-1', name: 'Posyandu Contoh' }],
}

export type FakeStore = Store & {
  /** Every save that was asked for, in order. */
  readonly saves: { readonly changes: readonly Change[]; readonly clearDraft: string | undefined }[]
  readonly keptDrafts: Map<string, FieldValue>
}

/** A store of one enrolled phone that answers from memory; single answers can be replaced. */
export function fakeStore(
  replace: Partial<Store> & { readonly people?: readonly DirectoryEntry[] } = {},
): FakeStore {
  const { people = [], ...others } = replace
  const saves: FakeStore['saves'] = []
  const keptDrafts = new Map<string, FieldValue>()
  const draftOf = (key: string) => {
    const value = keptDrafts.get(key)
    return value === undefined ? undefined : { key, savedAt: 0, value }
  }
  return {
    saves,
    keptDrafts,
    enrolment: async () => enrolment,
    settings: async () => ({}),
    async save(changes, { clearDraft } = {}) {
      saves.push({ changes, clearDraft })
      if (clearDraft !== undefined) keptDrafts.delete(clearDraft)
    },
    directory: async () => people,
    person: async () => undefined,
    record: async () => undefined,
    household: async () => [],
    posyanduDays: async () => [],
    tally: async () => ({}),
    balance: async () => ({ saved: 0, received: 0, waiting: 0, held: 0 }),
    queue: async () => [],
    sendAgain: async () => undefined,
    draft: async (key) => draftOf(key),
    async saveDraft(key, value) {
      keptDrafts.set(key, value)
    },
    drafts: async () => [...keptDrafts.keys()].flatMap((key) => draftOf(key) ?? []),
    async removeDraft(key) {
      keptDrafts.delete(key)
    },
    contact: async () => ({ firstLoadDone: true, lastContactAt: Date.now() }),
    lastSurat: async () => undefined,
    unfiled: async () => 0,
    storage: async () => ({ persisted: true }),
    traffic: async () => ({}),
    sizes: async () => ({ records: 0, visits: 0, bytesPerVisit: 0 }),
    askToKeep: async () => true,
    onTrouble: () => () => undefined,
    ...others,
  }
}
