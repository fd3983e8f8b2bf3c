import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { passwordMatches } from '#server/access/password.ts'
import type { Database } from '#server/database/database.ts'
import { writeDurably } from './data-folder.ts'
import type { LogIn } from './first-start.ts'

const fileIn = (folder: string) => join(folder, 'log-ins.txt')

/** Keeps log-ins that this server thought up, in a file of mode 600, until they are changed or the file is deleted. */
export function keepLogIns(folder: string, logIns: readonly LogIn[]): void {
  if (logIns.length === 0) return
  const lines = logIns.map(({ loginName, password }) => `${loginName} ${password}\n`)
  writeDurably(fileIn(folder), lines.join(''))
}

/** The kept log-ins that still open the door; the file goes when none does. */
export async function keptLogIns(folder: string, database: Database, puskesmasId: string) {
  const path = fileIn(folder)
  if (!existsSync(path)) return { path, logIns: [] }
  const logIns: LogIn[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [loginName, password] = line.trim().split(' ')
    if (loginName && password && (await opens(database, puskesmasId, { loginName, password }))) {
      logIns.push({ loginName, password })
    }
  }
  if (logIns.length === 0) rmSync(path, { force: true })
  return { path, logIns }
}

async function opens(database: Database, puskesmasId: string, { loginName, password }: LogIn) {
  const [found] = await database.withScope({ puskesmasId, posyandu: 'none' }, (queries) =>
    queries.query<{ password_hash: string | null }>(
      'select password_hash from account where lower(login_name) = lower($1) and active',
      [loginName],
    ),
  )
  return passwordMatches(password, found?.password_hash)
}
