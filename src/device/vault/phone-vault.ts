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

/** Somebody with a PIN of their own on this phone, or whose data was wiped from it. `number`: as they came, from one. */
export type Holder = {
  readonly id: string
  readonly number: number
  readonly name: string | undefined
  readonly isWiped: boolean
}

/** The vaults of all people on one phone, as the one of whoever is there now. */
export type PhoneVault = Omit<Vault, 'state' | 'listen'> & {
  readonly state: () => PhoneState
  readonly listen: (listener: (state: PhoneState) => void) => Unsubscribe
  /** Who handed the phone over is not among them any more. */
  readonly holders: () => readonly Holder[]
  /** Whose vault it is now. */
  readonly chosen: () => Holder | undefined
  /** Whether it is this vault that is open. */
  readonly isOpen: (id: string) => boolean
  /** Asks who is there. Not for a phone that is open. Of several such wishes the last one holds. */
  readonly ask: () => Promise<void>
  readonly choose: (id: string) => Promise<void>
  /** Begins a vault for somebody who has none here, in the place of one that is nobody's any more where there is one. */
  readonly begin: () => Promise<void>
  /**
   * Notes that the person who opened a vault enrols, and under which name, once that is known. Gives whether it was
   * nobody's until then.
   */
  readonly noteUse: (id: string, name?: string) => Promise<boolean>
  /** Nothing came of it: nobody would miss that vault. */
  readonly noteNoUse: (id: string) => Promise<void>
}

/** What has to be brought along for tests only; which vault is chosen here. */
export type PhoneVaultOptions = Omit<VaultOptions, 'id' | 'store' | 'found'>

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
  const vaultOf = async (
    id: string | undefined,
    { store, found }: Pick<VaultOptions, 'store' | 'found'> = {},
  ): Promise<Vault> => {
    const known = vaults.get(id)
    if (known) return known
    const vault = await createVault({ ...shared, found, ...(id && { id }), ...(store && { store }) })
    vaults.set(id, vault)
    vault.listen((now) => {
      if (vault !== current) {
        // While its PIN was looked at, somebody else was asked for.
        if (now === 'open') vault.lock()
        return
      }
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
    kept.flatMap((one, at) => {
      const { id, name } = one.row
      return isHeld(one) || isMissed(one) ? [{ id, number: at + 1, name, isWiped: !one.keys }] : []
    })
  /** A phone knows whose finger it is of none of its people: with several, each would open the others' vaults. */
  const isAlone = () => kept.filter(isHeld).length <= 1
  const turnTouchOff = async () => {
    for (const { row, keys } of kept) if (keys?.biometric) await (await vaultOf(row.id)).biometrics.turnOff()
  }
  const within = (): Vault => {
    if (!current) throw new Error('nobody was chosen')
    return current
  }

  /** Which vault a result is of is known from then on: of the phone's first one another tab may have known before. */
  const known = <R extends { readonly ok: boolean; readonly id?: string }>(vault: Vault, result: R): R => {
    if (!result.ok) return result
    vaults.set(result.id, vault)
    if (vault === current) currentId = result.id
    return result
  }
  /** Whether finger or face may be asked for; another tab may have let somebody in. */
  const mayTouch = async () => {
    await refresh()
    return isAlone()
  }
  let wishes = 0
  /** Whether by then nobody wished for anybody else. */
  const wish = () => {
    wishes += 1
    const own = wishes
    return () => own === wishes
  }

  await refresh()
  for (const one of kept) if (isUsedUp(one, count) && !one.row.isCleared) await vaultOf(one.row.id)
  const left = kept.filter((one) => isHeld(one) && !isUsedUp(one, count))
  if (left.length <= 1) {
    // Where nobody is left, who was wiped is told so before a vault that was nobody's is asked for.
    const newest = [...kept].reverse()
    const found = left[0] ?? newest.find(isMissed) ?? newest.find(({ keys }) => !keys) ?? newest[0]
    const id = found?.row.id
    take(await vaultOf(id, { found }), id)
  }

  return {
    state,
    listen: (listener) => changed.listen(listener),
    holders,
    chosen: () => holders().find(({ id }) => id === currentId),
    isOpen: (id) => state() === 'open' && currentId === id,
    async ask() {
      const isLast = wish()
      isBeginning = false
      await refresh()
      if (isLast()) take(undefined, undefined)
    },
    async choose(id) {
      const isLast = wish()
      const vault = await vaultOf(id)
      if (isLast()) take(vault, id)
    },
    async begin() {
      const isLast = wish()
      await refresh()
      const free = kept.find(({ keys }) => !keys) ?? kept.find((one) => !isHeld(one))
      const id = free?.row.id ?? (kept.length === 0 ? undefined : newId())
      const vault = await vaultOf(id, free || !id ? {} : { store: storeNameOf(id) })
      if (free?.keys) await vault.wipe()
      if (!isLast()) return
      isBeginning = true
      take(vault, id)
    },
    async noteUse(id, name) {
      await refresh()
      const before = kept.find(({ row }) => row.id === id)?.row
      // One person alone is not named to whoever finds the phone.
      const others = kept.some((one) => isHeld(one) && one.row.id !== id)
      // First: what fails here is done anew at the next noting. Whose code is not known to be good takes nothing
      // from the others.
      if (others && name !== undefined) await turnTouchOff()
      const shown = others ? (name ?? before?.name) : undefined
      if (before?.isUsed && before.name === shown) return false
      await (await vaultOf(id)).note({ isUsed: true, name: shown })
      await refresh()
      changed.tell(state())
      return before?.isUsed !== true
    },
    async noteNoUse(id) {
      await (await vaultOf(id)).note({ isUsed: false, name: undefined })
      await refresh()
      changed.tell(state())
    },
    async setUp(pin) {
      const vault = within()
      const result = await vault.setUp(pin)
      await refresh()
      if (!result.ok && result.code === 'alreadySet') {
        isBeginning = false
        changed.tell(state())
      }
      return known(vault, result)
    },
    async unlock(pin) {
      const vault = within()
      return known(vault, await vault.unlock(pin))
    },
    lock: () => current?.lock(),
    lockAll: () => current?.lockAll(),
    changePin: (oldPin, newPin) => within().changePin(oldPin, newPin),
    biometrics: {
      isOn: () => isAlone() && (current?.biometrics.isOn() ?? false),
      isOffered: async () => isAlone() && within().biometrics.isOffered(),
      async turnOn(pin) {
        const vault = within()
        return (await mayTouch()) ? vault.biometrics.turnOn(pin) : { ok: false, code: 'cannot' }
      },
      turnOff: () => within().biometrics.turnOff(),
      async unlock() {
        const vault = within()
        if (!(await mayTouch())) return { ok: false, code: 'notDone' }
        return known(vault, await vault.biometrics.unlock())
      },
    },
    wipe: (why) => within().wipe(why),
    wiped: () => current?.wiped(),
    note: (what) => within().note(what),
  }
}

/** Whether somebody would miss it. The first of a phone may be from before that was noted. */
const isHeld = ({ row, keys }: KeptVault) => keys !== undefined && (!row.store || row.isUsed === true)

/** Whether somebody will look for what was wiped, and is to be told why it is not there. */
const isMissed = ({ row, keys }: KeptVault) => !keys && row.isUsed === true && row.wiped !== 'handedOver'
