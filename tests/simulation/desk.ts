import { v7 } from 'uuid'
import { closeReasons } from '#protocol/messages/held.ts'
import { changeAccount, createAccount, findAccount } from '#server/access/accounts.ts'
import { revokeDevice } from '#server/access/devices.ts'
import { makeCode } from '#server/access/enrolment-code.ts'
import { createPosyandu } from '#server/access/posyandu.ts'
import type { Queries } from '#server/database/database.ts'
import { Refusal } from '#server/errors.ts'
import { acceptHeld, closeHeld } from '#server/records/settle-held.ts'
import type { Dice } from './dice.ts'
import type { Stage } from './stage.ts'

/** One thing that is held and not settled. */
export type HeldAtDesk = { readonly deviceId: string; readonly number: number; readonly id: string }

/** What people decide at the puskesmas. They know it themselves: after a restore they decide it again. */
export class SimulatedDesk {
  readonly #stage: Stage
  readonly #puskesmasId: string
  readonly #now: () => number
  readonly #scopes = new Map<string, readonly string[]>()
  readonly #revoked = new Set<string>()

  constructor(stage: Stage, puskesmasId: string, now: () => number) {
    this.#stage = stage
    this.#puskesmasId = puskesmasId
    this.#now = now
  }

  open(name: string): Promise<string> {
    return this.#inScope((queries) => createPosyandu(queries, this.#puskesmasId, name))
  }

  /** A code for a phone of a new account with these posyandu. */
  async newCode(posyandu: readonly string[]): Promise<{ readonly code: string; readonly accountId: string }> {
    const account = {
      puskesmasId: this.#puskesmasId,
      role: 'kader' as const,
      displayName: 'Bu Kader',
      posyandu: [...posyandu],
      passwordHash: undefined,
    }
    return this.#inScope(async (queries) => {
      const accountId = await createAccount(queries, account, this.#now())
      const holder = { puskesmasId: this.#puskesmasId, accountId, role: 'kader', posyandu } as const
      const { code } = await makeCode(queries, holder, this.#now())
      return { code, accountId }
    })
  }

  /** A kader serves other posyandu from now on; her phones follow. */
  async assign(accountId: string, posyandu: readonly string[]): Promise<void> {
    this.#scopes.set(accountId, posyandu)
    await this.#inScope(async (queries) => {
      const { posyandu: before } = await findAccount(queries, accountId)
      if (sameIds(before, posyandu)) return
      const context = { puskesmasId: this.#puskesmasId, passwordHash: undefined, ownToken: undefined }
      await changeAccount(queries, accountId, { posyandu: [...posyandu] }, { ...context, now: this.#now() })
    })
  }

  async revoke(deviceId: string): Promise<void> {
    this.#revoked.add(deviceId)
    await this.#inScope((queries) => revokeDevice(queries, deviceId, 'all', this.#now()))
  }

  /** After a restore: what was decided since the backup, is so again. */
  async decideAgain(): Promise<void> {
    for (const [accountId, posyandu] of this.#scopes)
      await this.assign(accountId, posyandu).catch(whoIsNotThere)
    for (const deviceId of this.#revoked) await this.revoke(deviceId).catch(whoIsNotThere)
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
