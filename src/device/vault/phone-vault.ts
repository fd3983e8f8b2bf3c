import { newId } from '#device/platform/ids.ts'
import { createSignal, type Unsubscribe } from '#device/platform/listen.ts'
import { browserTabs } from '#device/platform/tabs.ts'
import { storeNameOf } from '#device/store/open-as-it-is.ts'
import { browserTryShelf, countTries } from './count-tries.ts'
import { lockName, type TabWord } from './destroy-keys.ts'
import { isUsedUp } from './try-pin.ts'
import { createVault, type Vault, type VaultOptions, type VaultState } from './vault.ts'
import { createVaultDatabase, type KeptVault } from './vault-database.ts'

/** `unchosen`: several people have a PIN here, and nobody has said who is there. */
export type PhoneState = VaultState | 'unchosen'

/** Somebody with a PIN of their own on this phone. `number`: as they came, from one. */
export type Holder = { readonly id: string; readonly number: number; readonly name: string | undefined }

/** The vaults of all people on one phone, as the one of whoever is there now. */
export type PhoneVault = Omit<Vault, 'state' | 'listen'> & {
  readonly state: () => PhoneState
  readonly listen: (listener: (state: PhoneState) => void) => Unsubscribe
  readonly holders: () => readonly Holder[]
  /** Whose vault it is now. */
  readonly chosen: () => Holder | undefined
  /** Asks who is there. Not for a phone that is open. */
  readonly ask: () => Promise<void>
  readonly choose: (id: string) => Promise<void>
  /** Begins a vault for somebody who has none here, in the place of one that is nobody's any more where there is one. */
  readonly begin: () => Promise<void>
  /** Notes that the person who opened it enrols, and under which name, once that is known. */
  readonly noteUse: (name?: string) => Promise<void>
}

/** What has to be brought along for tests only; `id` and `store` are chosen here. */
export type PhoneVaultOptions = Omit<VaultOptions, 'id' | 'store'>

/** All vaults of this phone, as they were left; wipes that were cut off are brought to their end first. */
export async function createPhoneVault(options: PhoneVaultOptions): Promise<PhoneVault> {
  const { database = createVaultDatabase(indexedDB), shelf = browserTryShelf } = options
  const shared = { ...options, database, shelf, tabs: options.tabs ?? browserTabs<TabWord>(lockName) }
  const count = countTries(database, shelf)
  const changed = createSignal<PhoneState>()
  /** By id; of a phone that has none yet, the one that is to come. */
  const vaults = new Map<string | undefined, Vault>()
  let kept: readonly KeptVault[] = []
  let current: Vault | undefined
  let currentId: string | undefined
  /** A first PIN is being chosen where a wiped vault is, or beside others. */
  let isBeginning = false

  const state = (): PhoneState => (isBeginning ? 'none' : (current?.state() ?? 'unchosen'))
  const vaultOf = async (id?: string, store?: string): Promise<Vault> => {
    const known = vaults.get(id)
    if (known) return known
    const vault = await createVault({ ...shared, ...(id && { id }), ...(store && { store }) })
    vaults.set(id, vault)
    vault.listen(() => {
      if (vault !== current) return
      isBeginning = false
      changed.tell(state())
    })
    return vault
  }
  const take = (vault: Vault | undefined, id: string | undefined) => {
    current = vault
    currentId = id
    changed.tell(state())
  }
  const refresh = async () => {
    kept = await database.list()
  }
  const holders = (): readonly Holder[] =>
    kept.filter(isHeld).map(({ row: { id, name } }, at) => ({ id, number: at + 1, name }))
  /** A phone knows whose finger it is of none of its people: with several, each would open the others' vaults. */
  const isAlone = () => holders().length <= 1
  const turnTouchOff = async () => {
    for (const { row, keys } of kept) if (keys?.biometric) await (await vaultOf(row.id)).biometrics.turnOff()
  }
  const within = (): Vault => {
    if (!current) throw new Error('nobody was chosen')
    return current
  }

  /** Of the phone's first vault another tab may have known first. */
  const opened = <R extends { readonly ok: boolean; readonly id?: string }>(result: R): R => {
    if (result.ok) currentId = result.id
    return result
  }

  await refresh()
  for (const one of kept) if (isUsedUp(one, count) && !one.row.isCleared) await vaultOf(one.row.id)
  const left = kept.filter((one) => isHeld(one) && !isUsedUp(one, count))
  if (left.length <= 1) {
    const id = (left[0] ?? kept.at(-1))?.row.id
    take(await vaultOf(id), id)
  }

  return {
    state,
    listen: (listener) => changed.listen(listener),
    holders,
    chosen: () => holders().find(({ id }) => id === currentId),
    async ask() {
      isBeginning = false
      await refresh()
      take(undefined, undefined)
    },
    async choose(id) {
      take(await vaultOf(id), id)
    },
    async begin() {
      await refresh()
      const free = kept.find(({ keys }) => !keys) ?? kept.find((one) => !isHeld(one))
      const id = free?.row.id ?? (kept.length === 0 ? undefined : newId())
      const vault = await vaultOf(id, free || !id ? undefined : storeNameOf(id))
      if (free?.keys) await vault.wipe()
      isBeginning = true
      take(vault, id)
    },
    async noteUse(name) {
      await refresh()
      const before = kept.find(({ row }) => row.id === currentId)?.row
      // One person alone is not named to whoever finds the phone.
      const others = holders().some(({ id }) => id !== currentId)
      const shown = others ? (name ?? before?.name) : undefined
      if (before?.isUsed && before.name === shown) return
      await within().note({ isUsed: true, name: shown })
      if (others) await turnTouchOff()
      await refresh()
      changed.tell(state())
    },
    async setUp(pin) {
      const vault = within()
      const result = await vault.setUp(pin)
      if (result.ok) vaults.set(result.id, vault)
      await refresh()
      return opened(result)
    },
    unlock: async (pin) => opened(await within().unlock(pin)),
    lock: () => current?.lock(),
    lockAll: () => current?.lockAll(),
    changePin: (oldPin, newPin) => within().changePin(oldPin, newPin),
    biometrics: {
      isOn: () => isAlone() && (current?.biometrics.isOn() ?? false),
      isOffered: async () => isAlone() && within().biometrics.isOffered(),
      turnOn: (pin) => within().biometrics.turnOn(pin),
      turnOff: () => within().biometrics.turnOff(),
      unlock: async () => opened(await within().biometrics.unlock()),
    },
    wipe: (why) => within().wipe(why),
    wiped: () => current?.wiped(),
    note: (what) => within().note(what),
  }
}

/** Whether somebody would miss it. The first of a phone may be from before that was noted. */
const isHeld = ({ row, keys }: KeptVault) => keys !== undefined && (!row.store || row.isUsed === true)
