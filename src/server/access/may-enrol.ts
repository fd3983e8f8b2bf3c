import type { Account } from '#protocol/messages/access.ts'
import type { Session } from './session.ts'

/** Admins make codes for every kader and nakes; nakes for themselves and for kader who share a posyandu with them. */
export function mayEnrol(session: Session, account: Account): boolean {
  if (session.role === 'admin' || account.id === session.accountId) return true
  return account.role === 'kader' && account.posyandu.some(({ id }) => session.posyandu.includes(id))
}
