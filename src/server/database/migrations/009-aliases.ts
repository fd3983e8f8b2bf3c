import { type Migration, secure } from './migration.ts'

/** Two people found to be one. Rows are only ever added: an alias stands until it has its undoing. */
export const aliases: Migration = {
  id: '009-aliases',
  sql: (context) => `
create table alias (
  puskesmas_id uuid not null,
  alias_id uuid not null,
  -- Who is shown as whom from now on; the records of both stay as they are.
  person_id uuid not null,
  into_id uuid not null,
  account_id uuid not null,
  -- As the account was called then.
  account_name text not null,
  made_at timestamptz not null,
  primary key (puskesmas_id, alias_id),
  check (person_id <> into_id)
);
create index alias_person on alias (puskesmas_id, person_id);
create index alias_into on alias (puskesmas_id, into_id);

create table alias_undo (
  puskesmas_id uuid not null,
  alias_id uuid not null,
  account_id uuid not null,
  account_name text not null,
  undone_at timestamptz not null,
  primary key (puskesmas_id, alias_id)
);

-- The visit of the same day on the same form that is shown in this one's stead.
alter table visit_summary add column shown_by uuid;

${secure('alias', context, { visibility: 'puskesmas', grants: 'select, insert' })}
${secure('alias_undo', context, { visibility: 'puskesmas', grants: 'select, insert' })}`,
}
