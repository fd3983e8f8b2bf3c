import { type Migration, secure } from './migration.ts'

/** The public keys that phones were ever told, so that a key file without one of the private halves is noticed. */
export const puskesmasKeys: Migration = {
  id: '005-puskesmas-keys',
  sql: (context) => `
create table puskesmas_key (
  puskesmas_id uuid not null,
  number bigint not null,
  -- Raw uncompressed points of P-256, base64url.
  seal text not null,
  sign text not null,
  published_at timestamptz not null,
  -- When the puskesmas said that the private halves are gone for good.
  lost_at timestamptz,
  primary key (puskesmas_id, number)
);
${secure('puskesmas_key', context, { visibility: 'puskesmas', grants: 'select, insert, update' })}`,
}
