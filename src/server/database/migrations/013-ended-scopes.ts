import type { Migration } from './migration.ts'

/** How far the streams of a revoked device had come: whoever entered later was never on that phone. */
export const endedScopes: Migration = {
  id: '013-ended-scopes',
  sql: ({ application }) => `
-- Empty while the device is handed changes; also for devices that were revoked before this edition.
alter table device_posyandu add column until bigint;
grant update (until) on device_posyandu to ${application};
`,
}
