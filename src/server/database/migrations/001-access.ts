import { type Migration, type MigrationContext, secure } from './migration.ts'

/** The tables below and what the application may do with each; nothing is ever deleted but what ends by itself. */
const granted: readonly (readonly [table: string, grants: string])[] = [
  ['puskesmas', 'select, update'],
  ['posyandu', 'select, insert, update'],
  ['posyandu_stream', 'select, insert, update'],
  ['account', 'select, insert, update'],
  ['account_posyandu', 'select, insert, delete'],
  ['session', 'select, insert, delete'],
  ['enrolment_code', 'select, insert, update, delete'],
  ['device', 'select, insert, update'],
  ['device_posyandu', 'select, insert, delete'],
]

const secured = (context: MigrationContext) =>
  granted.map(([table, grants]) => secure(table, context, { visibility: 'puskesmas', grants })).join('')

/** Puskesmas, posyandu, accounts with their sessions, enrolment codes and devices. */
export const access: Migration = {
  id: '001-access',
  sql: (context) => `
-- Which puskesmas this database serves; read by its owner at the start, never by the application.
create table installation (
  puskesmas_id uuid primary key,
  -- The address that phones enrolled with, once set fixed; earlier ones after a move.
  address text,
  earlier_addresses text[] not null default '{}',
  -- Argon2id of the admin's password that was last taken from the environment.
  admin_password_applied text,
  -- When the demo's people were all written; null until then, and always in a real puskesmas.
  demo_filled_at timestamptz,
  created_at timestamptz not null default now()
);
alter table installation enable row level security;

create table puskesmas (
  puskesmas_id uuid primary key,
  name text not null,
  demo boolean not null,
  time_zone text not null default 'Asia/Makassar',
  -- Only what this puskesmas set itself; defaults stand in the domain.
  settings jsonb not null default '{}',
  settings_version integer not null default 1,
  created_at timestamptz not null default now()
);

create table posyandu (
  puskesmas_id uuid not null,
  posyandu_id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (puskesmas_id, posyandu_id)
);
create unique index posyandu_name on posyandu (puskesmas_id, lower(name));

-- The counter of each posyandu's stream of changes. Locked last, in posyandu order, just before the commit.
create table posyandu_stream (
  puskesmas_id uuid not null,
  posyandu_id uuid not null,
  last_sequence bigint not null default 0,
  primary key (puskesmas_id, posyandu_id)
);

create table account (
  puskesmas_id uuid not null,
  account_id uuid not null,
  -- Only who logs in at the desk has a log-in name and a password.
  login_name text,
  display_name text not null,
  role text not null check (role in ('admin', 'nakes', 'kader', 'dinkes')),
  password_hash text,
  active boolean not null default true,
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  last_login_at timestamptz,
  primary key (puskesmas_id, account_id)
);
create unique index account_login_name on account (puskesmas_id, lower(login_name));

create table account_posyandu (
  puskesmas_id uuid not null,
  account_id uuid not null,
  posyandu_id uuid not null,
  primary key (puskesmas_id, account_id, posyandu_id)
);

create table session (
  puskesmas_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (puskesmas_id, token_hash)
);
create index session_account on session (puskesmas_id, account_id);

create table enrolment_code (
  puskesmas_id uuid not null,
  code_hash bytea not null,
  account_id uuid not null,
  role text not null check (role in ('kader', 'nakes')),
  posyandu uuid[] not null,
  created_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  device_id uuid,
  -- The key that used it: the same key again is answered alike.
  public_key text,
  primary key (puskesmas_id, code_hash)
);

create table device (
  puskesmas_id uuid not null,
  device_id uuid not null,
  account_id uuid not null,
  role text not null check (role in ('kader', 'nakes')),
  -- ECDSA P-256, raw uncompressed point, base64url.
  public_key text not null,
  pull_token_hash bytea not null,
  enrolled_at timestamptz not null,
  revoked_at timestamptz,
  last_contact_at timestamptz,
  app_version text not null,
  -- What the phone last said of itself.
  waiting integer,
  held integer,
  clock_offset_ms double precision,
  -- The highest mutation number held without a gap, and the highest seen at all.
  have integer not null default 0,
  highest_number integer not null default 0,
  primary key (puskesmas_id, device_id)
);
create index device_account on device (puskesmas_id, account_id);

create table device_posyandu (
  puskesmas_id uuid not null,
  device_id uuid not null,
  posyandu_id uuid not null,
  primary key (puskesmas_id, device_id, posyandu_id)
);
${secured(context)}`,
}
