import { randomBytes } from 'node:crypto'
import { asOwner } from '#server/database/prepare-database.ts'
import type { TestServer } from '../databases.ts'

/** A database without tables, of a user that owns it and may make roles, no more: what a dinkes would hand out. */
export type BlankDatabase = { readonly url: string; drop(): Promise<void> }

export async function blankDatabase(server: TestServer): Promise<BlankDatabase> {
  const name = `blank_${randomBytes(6).toString('hex')}`
  const maintenance = Object.assign(new URL(server.ownerUrl), { pathname: '/postgres' }).href
  const asSuperuser = (...statements: readonly string[]) =>
    asOwner(maintenance, async (queries) => {
      for (const statement of statements) await queries.query(statement)
    })
  await asSuperuser(
    `create role ${name} login createrole password '${name}'`,
    `create database ${name} owner ${name}`,
  )
  const own = { username: name, password: name, pathname: `/${name}` }
  return {
    url: Object.assign(new URL(server.ownerUrl), own).href,
    drop: () =>
      asSuperuser(
        `drop database ${name} with (force)`,
        `drop role if exists ${name}_application`,
        `drop role ${name}`,
      ),
  }
}
