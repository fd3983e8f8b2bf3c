/** What a transaction may see: one puskesmas, and in it the records of some posyandu, all of them, or none. */
export type Scope = {
  readonly puskesmasId: string
  /** `all`: the server's own work (sync, import). `none`: accounts and devices only, no record is visible. */
  readonly posyandu: readonly string[] | 'all' | 'none'
}

export type Row = Record<string, unknown>

/** Parametrised SQL inside one transaction. */
export type Queries = {
  query<R extends Row = Row>(sql: string, parameters?: readonly unknown[]): Promise<R[]>
}

/** The one door to PostgreSQL; every piece of work is one transaction under a scope that row-level security holds. */
export type Database = {
  /** Runs `work` in one transaction as the application role, scope set by `SET LOCAL`; rolls back when it throws. */
  withScope<T>(scope: Scope, work: (queries: Queries) => Promise<T>): Promise<T>
  /** Whether the database answers `select 1`. */
  answers(): Promise<boolean>
  close(): Promise<void>
}
