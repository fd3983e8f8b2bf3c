import type { Migration } from './migration.ts'

/**
 * NIK and the bytes that phones sent are sealed under a key that is not in the database (decision 0046). Rows from
 * before are sealed by the start that makes or finds the key, not by this step: SQL has no key.
 */
export const dataKey: Migration = {
  id: '014-data-key',
  sql: () => `
-- Which data key everything here is sealed under: its mark, never the key. No row: nothing is sealed yet.
create table data_key (
  mark uuid primary key,
  since timestamptz not null,
  -- Tables whose files still hold what was readable before: they are written anew, by a later start if need be.
  unwritten text[] not null
);
alter table data_key enable row level security;

-- The keyed hash of the NIK that a person shows, for look-up.
alter table record add column nik_mark uuid;
create index record_nik on record (puskesmas_id, nik_mark) where nik_mark is not null;
-- nik: sealed, base64.
alter table person_summary add column nik_mark uuid;
create index person_summary_nik on person_summary (puskesmas_id, nik_mark) where nik_mark is not null;
`,
}
