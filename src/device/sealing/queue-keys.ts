import { type SealedQueueKey, queueKeyInfo, queueKeyOpening } from '#protocol/batch/sealed-batch.ts'
import { toBase64 } from '#protocol/surat/base64.ts'
import type { PuskesmasKeys } from '#protocol/surat/puskesmas-keys.ts'
import { newId } from '#device/platform/ids.ts'
import { type Database, readMeta, writeMeta } from '#device/store/database.ts'
import { queueKeyIdOf } from '#device/store/outbox.ts'
import { answer, type Stores } from '#device/store/idb.ts'
import type { MetaRow, MetaValues, QueueKeyNote } from '#device/store/rows.ts'
import type { DataKey } from '#device/vault/data-key.ts'
import { keyOf, openBytes, sealBytes } from './aes.ts'

/** The key that a row lies under, and its id, which stands before the row. */
export type QueueKey = { readonly id: string; readonly key: CryptoKey }

/** Seals to the puskesmas; brought when the first key is made, for its code is not needed at the start. */
export type SealTo = (
  point: string,
  how: { readonly info: string; readonly opening: Uint8Array },
  bytes: Uint8Array,
) => Promise<Uint8Array>

export type QueueKeys = {
  /** The key for rows of a device on this phone: one for each unlocking in which something is saved, by puskesmas. */
  readonly forDevice: (deviceId: string) => Promise<QueueKey>
  /** A key by its id. Rejects where nobody at this phone has it. */
  readonly byId: (id: string) => Promise<CryptoKey>
  readonly has: (id: string) => Promise<boolean>
  /** As `QueueSeal.standIn`, of the keys that were made here. */
  readonly standIn: (stores: Stores) => Promise<void>
  /** Whether the puskesmas can open what lies under this key. */
  readonly isShared: (id: string) => Promise<boolean>
  /** Seals to the puskesmas what could not be yet. Reads one note where nothing is to be done. */
  readonly shareRest: () => Promise<void>
  /** The same, and lets go of keys of which no row is left. Looks at every row of the queue. */
  readonly tidy: () => Promise<void>
}

export const loadSealTo = async (): Promise<SealTo> => (await import('#protocol/surat/hpke.ts')).sealTo

/**
 * The queue's keys of one unlocking. Each is kept twice: sealed to the puskesmas, for whoever cannot open its rows, and
 * under the data key, for the open app. It is on the disk before the first row under it is.
 */
export function openQueueKeys(database: Database, dataKey: DataKey, load = loadSealTo): QueueKeys {
  const known = new Map<string, Promise<CryptoKey>>()
  /** As they were noted when they were made, by id. */
  const noted = new Map<string, QueueKeyNote>()
  /** By puskesmas. */
  const made = new Map<string, Promise<QueueKey>>()
  /** The puskesmas by device, which is never another's: each save asks for it. */
  const homes = new Map<string, Promise<string>>()

  const make = async (puskesmasId: string): Promise<QueueKey> => {
    const id = newId()
    const raw = crypto.getRandomValues(new Uint8Array(32))
    const note: QueueKeyNote = { id, puskesmasId, wrapped: await sealBytes(dataKey, raw) }
    const sealed = await sealedHalf(database, note, raw, load)
    const whole = sealed ? { ...note, sealed } : note
    await changeNotes(database, (notes) => [...notes, whole])
    noted.set(id, whole)
    const key = keyOf(raw)
    known.set(id, key)
    return { id, key: await key }
  }
  const findHome = async (deviceId: string): Promise<string> => {
    const row = await database.devices.where('deviceId').equals(deviceId).first()
    if (!row?.puskesmasId) throw new Error('no such device')
    return row.puskesmasId
  }
  const forDevice = async (deviceId: string): Promise<QueueKey> => {
    const home = await oneOf(homes, deviceId, findHome)
    return oneOf(made, home, make)
  }
  const wrappedOf = async (id: string) => (await readNotes(database)).find((one) => one.id === id)?.wrapped
  const loadKey = async (id: string): Promise<CryptoKey> => {
    const wrapped = await wrappedOf(id)
    if (!wrapped) throw new Error('no such queue key')
    return keyOf(await openBytes(dataKey, wrapped))
  }
  const shareRest = async () => {
    const halves = new Map<string, SealedQueueKey>()
    for (const note of await readNotes(database)) {
      if (note.sealed || !note.wrapped) continue
      const half = await sealedHalf(database, note, await openBytes(dataKey, note.wrapped), load)
      if (half) halves.set(note.id, half)
    }
    if (halves.size === 0) return
    await changeNotes(database, (notes) =>
      notes.map((note) => {
        const half = halves.get(note.id)
        return half ? { ...note, sealed: half } : note
      }),
    )
  }
  /** What a wipe has taken does not come back. */
  const lost = new Set<string>()
  return {
    forDevice,
    byId: (id) => oneOf(known, id, loadKey),
    async has(id) {
      if (known.has(id)) return true
      if (!lost.has(id) && (await wrappedOf(id))) return true
      lost.add(id)
      return false
    },
    isShared: async (id) => (await readNotes(database)).some((one) => one.id === id && one.sealed),
    shareRest,
    async standIn(stores) {
      const row = await answer<MetaRow | undefined>(stores('meta').get(notesAt))
      const notes = (row?.value ?? []) as readonly QueueKeyNote[]
      const gone = [...noted.values()].filter(({ id }) => !notes.some((one) => one.id === id))
      if (gone.length > 0) stores('meta').put({ key: notesAt, value: [...notes, ...gone] } satisfies MetaRow)
    },
    async tidy() {
      await shareRest()
      const fresh = new Set((await Promise.all(made.values())).map(({ id }) => id))
      const unused = async () => {
        const used = await keysInUse(database)
        return (await readNotes(database)).filter(({ id }) => !used.has(id) && !fresh.has(id))
      }
      if ((await unused()).length === 0) return
      // Looked for and let go in one transaction: no row comes under such a key in between.
      await database.dexie.transaction('rw', [database.outbox, database.meta], async () => {
        const gone = new Set((await unused()).map(({ id }) => id))
        await writeNotes(database, (notes) => notes.filter(({ id }) => !gone.has(id)))
      })
    },
  }
}

/** What was made once is not made again; what could not be made is, for whoever asks next. */
function oneOf<T>(all: Map<string, Promise<T>>, id: string, make: (id: string) => Promise<T>): Promise<T> {
  const found = all.get(id)
  if (found) return found
  const one = make(id)
  all.set(id, one)
  one.catch(() => all.delete(id))
  return one
}

const notesAt = 'queueKeys' satisfies keyof MetaValues

const readNotes = async (database: Database) => (await readMeta(database, notesAt)) ?? []

type ChangeNotes = (notes: readonly QueueKeyNote[]) => readonly QueueKeyNote[]

/** Within a transaction. */
const writeNotes = async (database: Database, change: ChangeNotes) =>
  writeMeta(database, notesAt, change(await readNotes(database)))

const changeNotes = (database: Database, change: ChangeNotes) =>
  database.dexie.transaction('rw', database.meta, async () => writeNotes(database, change))

/** The key sealed to the puskesmas that its rows are for, as far as this phone knows that one's keys. */
async function sealedHalf(
  database: Database,
  { id, puskesmasId }: QueueKeyNote,
  raw: Uint8Array,
  load: () => Promise<SealTo>,
): Promise<SealedQueueKey | undefined> {
  const keys = await keysOf(database, puskesmasId)
  if (!keys) return undefined
  const how = { info: queueKeyInfo, opening: queueKeyOpening(puskesmasId, id) }
  try {
    const sealTo = await load()
    return { id, keys: keys.number, sealed: toBase64(await sealTo(keys.seal, how, raw)) }
  } catch {
    // No save fails for it: the row is as safe, and only the open app can send it until `shareRest` makes up for it.
    return undefined
  }
}

/** The pinned keys are those of the puskesmas that this phone is enrolled at now. */
async function keysOf(database: Database, puskesmasId: string): Promise<PuskesmasKeys | undefined> {
  const deviceId = await readMeta(database, 'currentDevice')
  const row = deviceId && (await database.devices.where('deviceId').equals(deviceId).first())
  return row && row.puskesmasId === puskesmasId ? readMeta(database, 'puskesmasKeys') : undefined
}

async function keysInUse(database: Database): Promise<ReadonlySet<string>> {
  const used = new Set<string>()
  await database.outbox.each((row) => {
    const id = queueKeyIdOf(row)
    if (id !== undefined) used.add(id)
  })
  return used
}
