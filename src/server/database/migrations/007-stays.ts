import { type Migration, secure, secureForServer } from './migration.ts'

/**
 * Where records stood, and which posyandu devices had, each from one sequence of a stream to another: so that what a
 * phone wrote while it had a record by right is taken after either has moved.
 */
export const stays: Migration = {
  id: '007-stays',
  sql: (context) => `
-- The sequence at which a record came into the stream that it stands in. Those that are here came before any loss below.
alter table record add column entered bigint not null default 0;

-- A stream in which a record stood until it left by itself; what only followed its person is told by the person's.
create table record_stay (
  puskesmas_id uuid not null,
  record_id uuid not null,
  posyandu_id uuid not null,
  entered bigint not null,
  left_at bigint not null,
  primary key (puskesmas_id, record_id, posyandu_id, left_at)
);

-- How far a posyandu's stream had come when the device got it.
alter table device_posyandu add column since bigint not null default 0;

-- Posyandu that a device had and lost, and how far their streams had come at both times.
create table device_former_posyandu (
  puskesmas_id uuid not null,
  device_id uuid not null,
  posyandu_id uuid not null,
  since bigint not null,
  until bigint not null,
  primary key (puskesmas_id, device_id, posyandu_id, until)
);

${secureForServer('record_stay', context, 'select, insert')}
${secure('device_former_posyandu', context, { visibility: 'puskesmas', grants: 'select, insert, update' })}`,
}
