import { type Migration, secure } from './migration.ts'

/** Wrong guesses are counted where a restart does not forget them, and a session ends that nobody uses. */
export const guardedLogIns: Migration = {
  id: '010-guarded-log-ins',
  sql: (context) => `
-- Attempts that were wrong, by what they are counted by: an account, an address, a browser. Only its hash is kept.
create table attempt (
  puskesmas_id uuid not null,
  subject bytea not null,
  failures integer not null,
  last_at timestamptz not null,
  -- Until then nothing is tried any more.
  blocked_until timestamptz not null,
  primary key (puskesmas_id, subject)
);
create index attempt_last on attempt (puskesmas_id, last_at);

-- Browsers in which somebody logged in before: strangers elsewhere cannot slow that person down there.
create table known_browser (
  puskesmas_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  last_used_at timestamptz not null,
  primary key (puskesmas_id, token_hash, account_id)
);

alter table session add column last_seen_at timestamptz not null default now();
grant update (last_seen_at) on session to ${context.application};

${secure('attempt', context, { visibility: 'puskesmas', grants: 'select, insert, update, delete' })}
${secure('known_browser', context, { visibility: 'puskesmas', grants: 'select, insert, update, delete' })}`,
}
