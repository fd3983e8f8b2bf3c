import { type Clock, systemClock } from '#device/platform/clock.ts'
import { newId } from '#device/platform/ids.ts'
import { createSignal, type Unsubscribe } from '#device/platform/listen.ts'
import { browserLocks, type Locks } from '#device/platform/locks.ts'
import type { PrfAuthenticator } from '#device/platform/prf-authenticator.ts'
import { browserTabs, type Tabs } from '#device/platform/tabs.ts'
import { browserTryShelf, countTries, type TryShelf } from './count-tries.ts'
import { type DataKey, dataKeyOf, newDataKeyBytes } from './data-key.ts'
import { destroyKeys, lockName, type TabWord } from './destroy-keys.ts'
import { type Biometrics, lateBiometrics } from './late-biometrics.ts'
import { type Full, orFull } from './or-full.ts'
import { afterRight, noTries } from './tries.ts'
import { isUsedUp, type Refusal, type Right, tryPin } from './try-pin.ts'
import {
  createVaultDatabase,
  type KeptVault,
  type VaultDatabase,
  type VaultRow,
  type WipeReason,
} from './vault-database.ts'
import { type PinTrouble, pinTrouble } from './weak-pin.ts'
import { makeDeviceKey, pinRounds, wrapBytes } from './wrap-key.ts'

/** `none`: no PIN was ever chosen. `wiped`: the keys are destroyed, and with them all that they opened. */
export type VaultState = 'none' | 'locked' | 'open' | 'wiped'

/** An open vault: its data key, and the store that this one opens. */
export type OpenVault = { readonly id: string; readonly key: DataKey; readonly store: string | undefined }
type Opened = { readonly ok: true } & OpenVault
type Weak = { readonly ok: false; readonly code: 'weakPin'; readonly why: PinTrouble }

export type UnlockResult = Opened | Refusal
/** `alreadySet`: another tab was quicker. */
export type SetUpResult = Opened | Weak | Full | { readonly ok: false; readonly code: 'alreadySet' }
/** `storageFull`: the old PIN is in force. */
export type ChangePinResult = { readonly ok: true } | Weak | Refusal

/** What stands between whoever finds this phone and what it keeps of people. */
export type Vault = {
  readonly state: () => VaultState
  readonly listen: (listener: (state: VaultState) => void) => Unsubscribe
  /** Makes a data key under this PIN, where there is none or it was wiped, and opens. */
  readonly setUp: (pin: string) => Promise<SetUpResult>
  /** Rejects where no PIN was ever chosen. */
  readonly unlock: (pin: string) => Promise<UnlockResult>
  /** In this tab. Whoever holds the data key hears of it from `listen`, and lets go of the key. */
  readonly lock: () => void
  /** In all tabs: when somebody asks for it. Another tab may be in use while this one is idle. */
  readonly lockAll: () => void
  /** The same data key under another PIN. A wrong old one counts like any. */
  readonly changePin: (oldPin: string, newPin: string) => Promise<ChangePinResult>
  /** Another way in for whom the phone knows by finger or face. It lasts through another PIN, and goes with the keys. */
  readonly biometrics: Biometrics<Opened>
  /** Destroys the keys; resolves when they are gone from the disk, rejects where the browser does not delete. */
  readonly wipe: (why?: WipeReason) => Promise<void>
  /** Of a wiped one, why, where it was not for too many wrong PINs. */
  readonly wiped: () => WipeReason | undefined
  /** Notes what a list of the people on this phone has to know. */
  readonly note: (what: Pick<VaultRow, 'isUsed' | 'name'>) => Promise<void>
}

export type VaultOptions = {
  /**
   * Deletes from a store what only the data key opened. It is called again, at a later start too, until it resolves
   * once.
   */
  readonly onWipe: (store: string | undefined) => Promise<void>
  /** Of several people on one phone, whose vault. Without it the newest, or a new one. */
  readonly id?: string
  /** The vault as it lies there, from who has read it just now. */
  readonly found?: KeptVault | undefined
  /** Where a new one is to keep its person's data. */
  readonly store?: string
  readonly database?: VaultDatabase
  readonly shelf?: TryShelf
  readonly clock?: Clock
  readonly locks?: Locks
  readonly tabs?: Tabs<TabWord>
  /** Of the slow hash, for what is wrapped from now on; an older key gets them with its next right PIN. */
  readonly rounds?: number
  readonly authenticator?: PrfAuthenticator
}

/** The vault of this phone, as it was left. A wipe that was cut off is brought to its end first. */
export async function createVault(options: VaultOptions): Promise<Vault> {
  const { database = createVaultDatabase(indexedDB), clock = systemClock, rounds = pinRounds } = options
  const { locks = browserLocks(), shelf = browserTryShelf, onWipe } = options
  const { tabs = browserTabs<TabWord>(lockName) } = options
  const count = countTries(database, shelf)
  const changed = createSignal<VaultState>()
  let state: VaultState = 'none'
  let reason: WipeReason | undefined
  const show = (next: VaultState) => {
    if (state === next) return
    state = next
    changed.tell(next)
  }
  const alone = <T>(work: () => Promise<T>) => locks.hold(lockName, work)
  let hasBiometrics = false
  /** Whose it is, once that is known: a vault that comes later is not this one. */
  let own = options.id
  const known = (kept: KeptVault | undefined) => {
    own ??= kept?.row.id
    hasBiometrics = kept?.keys?.biometric !== undefined
    return kept
  }
  const read = async () => known(await database.read(own))

  const clear = async ({ row }: KeptVault) => {
    if (row.isCleared) return
    await onWipe(row.store)
    await database.writeRow({ ...row, isCleared: true })
  }
  const showWiped = ({ row }: KeptVault) => {
    reason = row.wiped
    show('wiped')
  }
  const destroy = async (kept: KeptVault, why?: WipeReason) => {
    const gone = kept.keys ? await destroyKeys(database, kept, why) : kept
    showWiped(gone)
    tabs.tell('look')
    // The keys are gone. What this leaves undone, the next start does.
    await clear(gone).catch(() => undefined)
  }
  /** Where the browser does not delete, no try is left all the same: the next start finds the count. */
  const destroyUsedUp = (kept: KeptVault) => destroy(kept).catch(() => show('wiped'))

  const tried = async (pin: string): Promise<Right | Refusal> => {
    const kept = await read()
    if (!kept) throw new Error('vault: no PIN was chosen')
    const result = await tryPin(kept, pin, { count, clock })
    if (!result.ok && result.code === 'wiped') await destroyUsedUp(kept)
    return result
  }
  const rewrap = async ({ row, keys, bytes }: Right, pin: string) => {
    const wrapped = await wrapBytes({ pin, deviceKey: keys.deviceKey }, rounds, bytes)
    await database.keep(row, { ...keys, wrapped })
  }

  const setUp = async (pin: string): Promise<SetUpResult> => {
    const kept = await read()
    if (kept?.keys && !isUsedUp(kept, count)) {
      if (state !== 'open') show('locked')
      return { ok: false, code: 'alreadySet' }
    }
    // What lies there under a lost key must not lie beside what comes under the new one; another tab may have been
    // writing when the keys went.
    if (kept) await onWipe(kept.row.store)
    const bytes = newDataKeyBytes()
    const deviceKey = await makeDeviceKey()
    const wrapped = await wrapBytes({ pin, deviceKey }, rounds, bytes)
    const id = own ?? newId()
    const store = kept ? kept.row.store : options.store
    const tries = afterRight(kept ? count.read(kept.row) : noTries, clock.now())
    await database.keep({ id, tries, ...(store && { store }) }, { id, deviceKey, wrapped })
    own = id
    const key = await opened(bytes)
    show('open')
    return { ok: true, id, key, store }
  }
  const unlock = async (pin: string): Promise<UnlockResult> => {
    const right = await tried(pin)
    if (!right.ok) return right
    // It opens under its old rounds too.
    if (right.keys.wrapped.rounds < rounds) await rewrap(right, pin).catch(() => undefined)
    return enter(right)
  }
  const enter = async ({ row: { id, store: of }, bytes }: Right): Promise<Opened> => {
    const key = await opened(bytes)
    show('open')
    return { ok: true, id, key, store: of }
  }
  const biometrics = lateBiometrics(
    { isOn: () => hasBiometrics, enter },
    { read, alone, tried, database, count, clock, authenticator: options.authenticator },
  )
  const changePin = async (oldPin: string, newPin: string): Promise<ChangePinResult> => {
    const right = await tried(oldPin)
    if (!right.ok) return right
    await rewrap(right, newPin).finally(() => right.bytes.fill(0))
    return { ok: true }
  }
  const resume = async () => {
    const kept = await read()
    if (kept && isUsedUp(kept, count)) await destroyUsedUp(kept)
    else if (kept) show('locked')
  }
  const lock = () => {
    if (state === 'open') show('locked')
  }
  const look = async () => {
    const kept = await read()
    if (!kept || kept.keys) return
    showWiped(kept)
    // Whoever destroyed them may have been a worker, which leaves the rest to a page.
    await alone(async () => {
      const now = await read()
      if (now && !now.keys) await clear(now)
    }).catch(() => undefined)
  }
  tabs.listen((word) => {
    if (word === 'lock') lock()
    // A database that does not open now keeps nothing from being locked: the next try reads it anew.
    if (word === 'look') look().catch(lock)
  })
  const found = options.found ? known(options.found) : await read()
  // Another tab may be looking at the last try right now: only after it is known whether it was right.
  if (found && isUsedUp(found, count)) await alone(resume)
  else if (found) show('locked')

  return {
    state: () => state,
    listen: (listener) => changed.listen(listener),
    setUp: async (pin) => weak(pin) ?? (await alone(() => orFull(setUp(pin)))),
    unlock: (pin) => alone(() => unlock(pin)),
    lock,
    lockAll() {
      lock()
      tabs.tell('lock')
    },
    changePin: async (oldPin, newPin) =>
      weak(newPin) ?? (await alone(() => orFull(changePin(oldPin, newPin)))),
    biometrics,
    wipe: (why) =>
      alone(async () => {
        const kept = await read()
        if (kept) await destroy(kept, why)
      }),
    wiped: () => reason,
    note: (what) =>
      alone(async () => {
        const kept = await read()
        if (kept) await database.writeRow({ ...kept.row, ...what })
      }),
  }
}

function weak(pin: string): Weak | undefined {
  const why = pinTrouble(pin)
  return why && { ok: false, code: 'weakPin', why }
}

async function opened(bytes: Uint8Array<ArrayBuffer>): Promise<DataKey> {
  const key = await dataKeyOf(bytes)
  bytes.fill(0)
  return key
}
