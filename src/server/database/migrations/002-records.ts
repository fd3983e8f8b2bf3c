import { type Migration, secure, secureForServer } from './migration.ts'

/**
 * What phones send and what follows from it. No foreign keys: records may arrive before those that they name. No
 * NIK is unique: it is a field, and two people may claim one.
 */
export const records: Migration = {
  id: '002-records',
  sql: (context) => `
-- Every mutation that ever arrived, for ever. A number with two contents has two rows.
create table mutation (
  puskesmas_id uuid not null,
  device_id uuid not null,
  number integer not null,
  -- First half of the SHA-256 of the canonical JSON; of the whole batch where the batch could not be read.
  content_hash uuid not null,
  -- Canonical JSON, null where it lies unread in held_batch. Type json keeps what jsonb refuses: any character.
  content json,
  kind text,
  record_id uuid,
  outcome text not null check (outcome in ('accepted', 'held')),
  -- Why it is held, and the field that it concerns.
  code text,
  field text,
  -- Held, but mended, or the number has been accepted since.
  resolved boolean not null default false,
  receipt text,
  received_at timestamptz not null,
  primary key (puskesmas_id, device_id, number, content_hash)
);
create index mutation_held on mutation (puskesmas_id, device_id, number) where outcome = 'held' and not resolved;

-- Signed batches that this edition could not read, or not wholly, as they came.
create table held_batch (
  puskesmas_id uuid not null,
  device_id uuid not null,
  batch_hash uuid not null,
  envelope bytea not null,
  received_at timestamptz not null,
  primary key (puskesmas_id, device_id, batch_hash)
);

-- Records as merged. posyandu_id: the stream that it stands in, at its latest sequence; null until the person that
-- it names is known. person_id: whom it follows, a person itself. state: see packed-state.ts.
create table record (
  puskesmas_id uuid not null,
  record_id uuid not null,
  kind text not null,
  person_id uuid,
  posyandu_id uuid,
  sequence bigint,
  state json not null,
  -- When the first mutation of it was taken.
  received_at timestamptz not null,
  primary key (puskesmas_id, record_id)
);
create index record_stream on record (puskesmas_id, posyandu_id, sequence);
create index record_person on record (puskesmas_id, person_id);

-- A record that moved out of a posyandu, at its place in that posyandu's stream.
create table left_mark (
  puskesmas_id uuid not null,
  posyandu_id uuid not null,
  record_id uuid not null,
  sequence bigint not null,
  primary key (puskesmas_id, posyandu_id, record_id)
);
create index left_mark_stream on left_mark (puskesmas_id, posyandu_id, sequence);

-- The last sequence of every commit in a stream. A database restored from a backup goes on with other tags.
create table stream_commit (
  puskesmas_id uuid not null,
  posyandu_id uuid not null,
  sequence bigint not null,
  tag text not null,
  primary key (puskesmas_id, posyandu_id, sequence)
);

-- The server as a writer (demo, import): a device of its own.
create table server_writer (
  puskesmas_id uuid primary key,
  device_id uuid not null,
  last_number integer not null default 0
);

-- People whose conclusions are to be computed anew, a row for each commit: marking never waits for anyone.
create table assessment_due (
  puskesmas_id uuid not null,
  due_id uuid not null default gen_random_uuid(),
  people uuid[] not null,
  primary key (puskesmas_id, due_id)
);

-- The rules and settings that the summaries below were computed with.
create table assessment_edition (
  puskesmas_id uuid primary key,
  edition text not null default '',
  last_arrival bigint not null default 0
);

-- What the lists of the desk show of a person: computed from the records, can be made anew at any time.
create table person_summary (
  puskesmas_id uuid not null,
  person_id uuid not null,
  posyandu_id uuid not null,
  name text,
  -- What is searched, folded to lower case.
  search text not null,
  nik text,
  sex text,
  birth_date text,
  birth_date_precision text,
  mother_name text,
  rt text,
  pregnancies json not null,
  died_on text,
  moved_out_on text,
  demo boolean not null,
  voided boolean not null,
  conflict boolean not null,
  last_visit json,
  primary key (puskesmas_id, person_id)
);
create index person_summary_posyandu on person_summary (puskesmas_id, posyandu_id);

-- The same of a visit. arrival rises as visits arrive, and keeps its first value when a visit is corrected.
create table visit_summary (
  puskesmas_id uuid not null,
  visit_id uuid not null,
  person_id uuid not null,
  posyandu_id uuid not null,
  arrival bigint not null,
  visited_on text not null,
  instrument text not null,
  place text,
  card text not null,
  level text not null,
  incomplete boolean not null,
  findings json not null,
  conflicts text[] not null,
  received_at timestamptz not null,
  primary key (puskesmas_id, visit_id)
);
create index visit_summary_arrival on visit_summary (puskesmas_id, arrival);
create index visit_summary_person on visit_summary (puskesmas_id, person_id);

${secureForServer('mutation', context, 'select, insert, update')}
${secureForServer('held_batch', context, 'select, insert')}
${secure('record', context, { visibility: 'posyandu', grants: 'select, insert, update' })}
${secure('left_mark', context, { visibility: 'posyandu', grants: 'select, insert, update, delete' })}
${secure('stream_commit', context, { visibility: 'posyandu', grants: 'select, insert' })}
${secureForServer('server_writer', context, 'select, insert, update')}
${secureForServer('assessment_due', context, 'select, insert, delete')}
${secureForServer('assessment_edition', context, 'select, insert, update')}
${secure('person_summary', context, { visibility: 'posyandu', grants: 'select, insert, update, delete' })}
${secure('visit_summary', context, { visibility: 'posyandu', grants: 'select, insert, update, delete' })}`,
}
