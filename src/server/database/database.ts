import type { Vault } from '#server/sealing/vault.ts'

/** What a transaction may see: one puskesmas, and in it the records of some posyandu, all of them, or none. */
export type Scope = {
  readonly puskesmasId: string
  /** `all`: the server's own work (sync, import). `none`: accounts and devices only, no record is visible. */
  readonly posyandu: readonly string[] | 'all' | 'none'
}

export type Row = Record<string, unknown>

/** SQL that a connection keeps parsed and planned under its name: one name, one text. */
export type Prepared = { readonly name: string; readonly text: string }

/** Parametrised SQL inside one transaction. What is asked for without waiting goes out at once, in its order. */
export type Queries = {
  /** Seals and opens what these tables keep sealed. */
  readonly vault: Vault
  query<R extends Row = Row>(sql: string | Prepared, parameters?: readonly unknown[]): Promise<R[]>
  /** Sends a write without waiting for it. Should it fail, `settle` throws that, or else the transaction does. */
  send(sql: string | Prepared, parameters?: readonly unknown[]): void
  /** Waits for all that was sent so far. */
  settle(): Promise<void>
}

/** The one door to PostgreSQL; every piece of work is one transaction under a scope that row-level security holds. */
export type Database = {
  readonly vault: Vault
  /** Runs `work` in one transaction as the application role, scope set by `SET LOCAL`; rolls back when it throws. */
  withScope<T>(scope: Scope, work: (queries: Queries) => Promise<T>): Promise<T>
  /** Whether the database answers `select 1`. */
  answers(): Promise<boolean>
  close(): Promise<void>
}
