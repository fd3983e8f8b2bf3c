import type { Scope } from './database.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function checked(id: string): string {
  const lower = id.toLowerCase()
  if (!uuid.test(lower)) throw new TypeError('a scope takes UUIDs only')
  return lower
}

/**
 * Begins a transaction under a scope, in one message. `SET LOCAL`, not `set_config()`: only the statement reaches
 * the workers of Citus. It takes no parameters, hence the strict form of what is put in.
 */
export function scopeStatement({ puskesmasId, posyandu }: Scope): string {
  const list = posyandu === 'all' ? 'all' : posyandu === 'none' ? '' : posyandu.map(checked).join(',')
  return `begin; set local app.puskesmas_id = '${checked(puskesmasId)}'; set local app.posyandu = '${list}'`
}
