import { type Migration, secureForServer } from './migration.ts'

/**
 * Accepted mutations are kept in the signed batch that brought them, one row a batch. `mutation` goes on with what is
 * held, with what was held before it was accepted, and with all that arrived before this migration: nothing that was
 * ever kept is rewritten, and whoever asks what is known reads both.
 */
export const batches: Migration = {
  id: '003-batches',
  sql: (context) => `
create table batch (
  puskesmas_id uuid not null,
  device_id uuid not null,
  -- The highest and lowest number that was accepted from it. A number is accepted once, so the highest names it.
  last_number integer not null,
  first_number integer not null,
  -- Ranges of the accepted numbers, both ends included: from, to, from, to … Other numbers in it count for nothing.
  accepted integer[] not null,
  -- The whole envelope with its signature, as it came.
  envelope bytea not null,
  receipt text not null,
  received_at timestamptz not null,
  primary key (puskesmas_id, device_id, last_number)
);
-- It is deflated already.
alter table batch alter column envelope set storage external;
-- Ids do not shrink, and trying to costs more than writing them.
alter table assessment_due alter column people set storage external;

${secureForServer('batch', context, 'select, insert')}`,
}
