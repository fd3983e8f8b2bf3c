import { createServer } from 'node:http'
import memory from 'pouchdb-adapter-memory'
import PouchDB from 'pouchdb-core'
import expressPouchDb from 'express-pouchdb'
import type { Change } from './node-phone.ts'

/** PouchDB's own server, with documents in memory: it waits for no disk, where Teratai's waits for PostgreSQL's. */
export type PouchServer = {
  readonly address: string
  /** Makes a database with these records as documents. */
  fill(name: string, changes: readonly Change[]): Promise<void>
  close(): Promise<void>
}

export async function startPouchServer(): Promise<PouchServer> {
  const InMemory = PouchDB.plugin(memory).defaults({ adapter: 'memory' })
  const server = createServer(expressPouchDb(InMemory, { mode: 'minimumForPouchDB' }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    address: `http://127.0.0.1:${port}`,
    async fill(name, changes) {
      await new InMemory(name).bulkDocs(changes.map(({ kind, id, set }) => ({ _id: id, kind, ...set })))
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
