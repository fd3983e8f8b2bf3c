import { v7 } from 'uuid'
import { closeReasons } from '#protocol/messages/held.ts'
import { changeAccount, createAccount, findAccount } from '#server/access/accounts.ts'
import { admitDevice } from '#server/access/admit-device.ts'
import { revokeDevice } from '#server/access/devices.ts'
import { makeCode } from '#server/access/enrolment-code.ts'
import { createPosyandu } from '#server/access/posyandu.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { retryHeld } from '#server/records/retry-held.ts'
import { acceptHeld, closeHeld } from '#server/records/settle-held.ts'
import type { Dice } from './dice.ts'
import type { Stage } from './stage.ts'

/** One thing that is held and not settled. */
export type HeldAtDesk = { readonly deviceId: string; readonly number: number; readonly id: string }

/** A kader: her accounts, of which a restored puskesmas may know none, and her posyandu by the last decision. */
export type Kader = { readonly accounts: string[]; posyandu: readonly string[] }

/** A phone that a restored puskesmas knows by its paper only, and the account that the paper names. */
export type Forgotten = { readonly deviceId: string; readonly accountId: string }

const admin = {
  loginName: 'admin',
  displayName: 'Admin',
  role: 'admin',
  posyandu: [],
  expiresAt: Number.MAX_SAFE_INTEGER,
} as const

/** What people decide at the puskesmas. They know it themselves: after a restore they decide it again. */
export class SimulatedDesk {
  readonly #stage: Stage
  readonly #puskesmasId: string
  readonly #now: () => number
  readonly #kader: Kader[] = []
  readonly #revoked = new Set<string>()

  constructor(stage: Stage, puskesmasId: string, now: () => number) {
    this.#stage = stage
    this.#puskesmasId = puskesmasId
    this.#now = now
  }

  open(name: string): Promise<string> {
    return this.#inScope((queries) => createPosyandu(queries, this.#puskesmasId, name))
  }

  /** A code for a phone of somebody who has been given these posyandu. */
  async newCode(posyandu: readonly string[]): Promise<{ readonly code: string; readonly kader: Kader }> {
    const kader: Kader = { accounts: [], posyandu }
    const accountId = await this.#newAccount(kader)
    this.#kader.push(kader)
    const holder = { puskesmasId: this.#puskesmasId, accountId, role: 'kader', posyandu } as const
    const { code } = await this.#inScope((queries) => makeCode(queries, holder, this.#now()))
    return { code, kader }
  }

  async #newAccount(kader: Kader): Promise<string> {
    const account = {
      puskesmasId: this.#puskesmasId,
      role: 'kader' as const,
      displayName: 'Bu Kader',
      posyandu: [...kader.posyandu],
      passwordHash: undefined,
    }
    const accountId = await this.#inScope((queries) => createAccount(queries, account, this.#now()))
    kader.accounts.push(accountId)
    return accountId
  }

  /** A kader serves other posyandu from now on; her phones follow. */
  async assign(kader: Kader, posyandu: readonly string[]): Promise<void> {
    kader.posyandu = posyandu
    await this.#assign(await this.#accountNow(kader), posyandu)
  }

  async #assign(accountId: string, posyandu: readonly string[]): Promise<void> {
    await this.#inScope(async (queries) => {
      const { posyandu: before } = await findAccount(queries, accountId)
      if (sameIds(before, posyandu)) return
      const context = { puskesmasId: this.#puskesmasId, passwordHash: undefined, ownToken: undefined }
      await changeAccount(queries, accountId, { posyandu: [...posyandu] }, { ...context, now: this.#now() })
    })
  }

  /** One that a restored puskesmas does not know is revoked when it shows itself. */
  async revoke(deviceId: string): Promise<void> {
    this.#revoked.add(deviceId)
    const revoked = this.#inScope((queries) => revokeDevice(queries, deviceId, 'all', this.#now()))
    await revoked.catch(whoIsNotThere)
  }

  /** After a restore: what was decided since the backup, is so again. */
  async decideAgain(): Promise<void> {
    for (const { accounts, posyandu } of this.#kader)
      for (const accountId of accounts) await this.#assign(accountId, posyandu).catch(whoIsNotThere)
    for (const deviceId of this.#revoked) await this.revoke(deviceId)
  }

  /** Phones that a restored puskesmas does not know, and that have shown their paper since. */
  async forgotten(): Promise<Forgotten[]> {
    return this.#stage.owner.query(
      `select device_id::text as "deviceId", account_id::text as "accountId" from device
       where puskesmas_id = $1 and forgotten_at is not null and revoked_at is null order by device_id`,
      [this.#puskesmasId],
    )
  }

  /** An admin lets a forgotten phone back in, for whom it was; one that had been revoked stays out. */
  async admit({ deviceId, accountId: before }: Forgotten): Promise<void> {
    if (this.#revoked.has(deviceId)) return this.revoke(deviceId)
    const kader = this.#kader.find(({ accounts }) => accounts.includes(before))
    if (!kader) throw new Error(`nobody has had the account ${before}`)
    const accountId = await this.#accountNow(kader)
    const session = { ...admin, accountId: v7() }
    await this.#inScope((queries) => admitDevice(queries, deviceId, { session, accountId, now: this.#now() }))
    await retryHeld(this.#stage.database, this.#puskesmasId, { now: this.#now(), deviceId })
  }

  /** The account that this kader has now; where all of hers are forgotten she gets another. */
  async #accountNow(kader: Kader): Promise<string> {
    for (const known of kader.accounts)
      if (await this.#inScope((queries) => findAccount(queries, known)).catch(whoIsNotThere)) return known
    return this.#newAccount(kader)
  }

  held(): Promise<HeldAtDesk[]> {
    return this.#stage.owner.query<HeldAtDesk>(
      `select device_id as "deviceId", number, content_hash::text as id from mutation
       where puskesmas_id = $1 and outcome = 'held' and not resolved order by device_id, number, content_hash`,
      [this.#puskesmasId],
    )
  }

  /** A nakes of these posyandu takes it as it is, if that is in their power. */
  async accept(item: HeldAtDesk, posyandu: readonly string[]): Promise<void> {
    await acceptHeld(this.#stage.database, this.#decision(item, posyandu))
  }

  async close(item: HeldAtDesk, dice: Dice): Promise<void> {
    await closeHeld(this.#stage.database, this.#decision(item, []), dice.pick(closeReasons))
  }

  #decision({ deviceId, number, id }: HeldAtDesk, posyandu: readonly string[]) {
    return {
      puskesmasId: this.#puskesmasId,
      deviceId,
      items: [{ number, id }],
      by: { accountId: v7(), displayName: 'Bidan', posyandu },
      now: this.#now(),
    }
  }

  #inScope<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#stage.database.withScope({ puskesmasId: this.#puskesmasId, posyandu: 'none' }, work)
  }
}

const sameIds = (named: readonly { readonly id: string }[], ids: readonly string[]) =>
  named.length === ids.length && named.every(({ id }) => ids.includes(id))

function whoIsNotThere(fault: unknown): void {
  if (!(fault instanceof Refusal && fault.code === 'notFound')) throw fault
}
