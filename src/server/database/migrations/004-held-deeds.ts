import { type Migration, secureForServer } from './migration.ts'

/** What became of held mutations that were never merged, and who at the desk took or closed which, for ever. */
export const heldDeeds: Migration = {
  id: '004-held-deeds',
  sql: (context) => `
-- How a held mutation was resolved without being merged: mended by a later one, or closed by a nakes and why. Its
-- receipt is then that of the mend, or one of its own.
alter table mutation add column resolution text check (resolution in ('mended', 'closed'));
alter table mutation add column resolution_reason text;

-- Each decision of a nakes over something held. Rows are only ever added.
create table held_deed (
  puskesmas_id uuid not null,
  device_id uuid not null,
  number integer not null,
  content_hash uuid not null,
  deed text not null check (deed in ('accepted', 'closed')),
  -- Why it was held until then.
  code text not null,
  field text,
  -- Why it was closed.
  reason text,
  account_id uuid not null,
  -- As the account was called then.
  account_name text not null,
  done_at timestamptz not null,
  primary key (puskesmas_id, device_id, number, content_hash)
);

${secureForServer('held_deed', context, 'select, insert')}`,
}
