import type { Migration } from './migration.ts'

/**
 * Devices that the puskesmas forgot, by a backup older than their enrolment, and knows again by the paper that they
 * showed: all that they send is held until somebody lets them back in.
 */
export const forgottenDevices: Migration = {
  id: '006-forgotten-devices',
  sql: () => `
-- Known by its paper only, since then; null for all others, and again once it was let back in.
alter table device add column forgotten_at timestamptz;
-- Whose phone the paper says that it is: the account itself may be forgotten too.
alter table device add column holder_name text;
-- The device on the same phone that vouched for it, where the paper is not the puskesmas's own.
alter table device add column vouched_by uuid;
alter table device add column admitted_at timestamptz;
alter table device add column admitted_by uuid;`,
}
