/** What a migration may name: the application's role, quoted, for its grants. */
export type MigrationContext = { readonly application: string }

/** One step of the schema. Applied once, in one transaction, in the order of `index.ts`; never changed afterwards. */
export type Migration = {
  /** `001-access`: number and name, as its file is called. */
  readonly id: string
  readonly sql: (context: MigrationContext) => string
}

/** Who may see rows of a table: everybody of the puskesmas, or only those with the row's posyandu in their scope. */
export type Visibility = 'puskesmas' | 'posyandu'

const ofPuskesmas = `puskesmas_id = nullif(current_setting('app.puskesmas_id', true), '')::uuid`

/**
 * The scope's posyandu as text: `all`, or ids with commas between. Ids have one length and one spelling, so that
 * finding one in the text is exact; a comparison without a subquery also works on Citus.
 */
const ofPosyandu = `(current_setting('app.posyandu', true) = 'all'
    or strpos(current_setting('app.posyandu', true), posyandu_id::text) > 0)`

/**
 * Row-level security and grants of a table, to stand behind its `create table`. Without a scope nothing is seen,
 * by its owner neither. `posyandu` tables have a column `posyandu_id`; a row that has none there is visible to
 * the scope `all` only.
 */
export function secure(
  table: string,
  context: MigrationContext,
  { visibility, grants }: { visibility: Visibility; grants: string },
): string {
  const condition = visibility === 'posyandu' ? `${ofPuskesmas} and ${ofPosyandu}` : ofPuskesmas
  return `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy scope on ${table} using (${condition}) with check (${condition});
grant ${grants} on ${table} to ${context.application};
`
}

/** The same for what the server's own work alone may see: whole mutations, and whom to assess anew. */
export function secureForServer(table: string, { application }: MigrationContext, grants: string): string {
  const condition = `puskesmas_id = nullif(current_setting('app.puskesmas_id', true), '')::uuid
    and current_setting('app.posyandu', true) = 'all'`
  return `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy scope on ${table} using (${condition}) with check (${condition});
grant ${grants} on ${table} to ${application};
`
}
