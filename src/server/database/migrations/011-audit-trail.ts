import { type Migration, secure, secureForServer } from './migration.ts'

/** Who read whose data and what for, who did what at the desk: a chain to which rows are only ever added. */
export const auditTrail: Migration = {
  id: '011-audit-trail',
  sql: (context) => `
create table audit_entry (
  puskesmas_id uuid not null,
  -- From 1, without gaps.
  number bigint not null,
  -- Canonical JSON of what happened; see audit-entry.ts.
  content text not null,
  -- SHA-256 of the hash before it and the content.
  hash bytea not null,
  -- Signature of the hash by the puskesmas's own key of this number; its private half is never in the database.
  key_number bigint,
  seal bytea,
  primary key (puskesmas_id, number)
);

-- The end of the chain, locked while an entry is added.
create table audit_head (
  puskesmas_id uuid primary key,
  number bigint not null,
  hash bytea not null
);

-- What a nakes said, once a day, that people's data are opened for.
create table stated_purpose (
  puskesmas_id uuid not null,
  account_id uuid not null,
  purpose text not null,
  words text,
  -- The day of the calendar where the puskesmas is.
  stated_on text not null,
  primary key (puskesmas_id, account_id)
);

${secureForServer('audit_entry', context, 'select, insert')}
${secureForServer('audit_head', context, 'select, insert, update')}
${secure('stated_purpose', context, { visibility: 'puskesmas', grants: 'select, insert, update' })}`,
}
