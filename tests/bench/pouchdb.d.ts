/** As much of PouchDB 9 and express-pouchdb 4 as the bench uses: neither brings types along. */
declare module 'pouchdb-core' {
  type Doc = { readonly _id: string; readonly [field: string]: unknown }
  type Replicated = { readonly docs_written: number }
  type ViewRow = { readonly id: string; readonly value: unknown; readonly doc?: Doc }
  type Rows = { readonly rows: readonly ViewRow[] }

  class PouchDB {
    constructor(name: string)
    put(doc: Doc): Promise<unknown>
    get(id: string): Promise<Doc>
    bulkDocs(docs: readonly Doc[]): Promise<unknown>
    allDocs(options: object): Promise<Rows>
    query(view: string, options: object): Promise<Rows>
    destroy(): Promise<unknown>
    replicate: {
      to(remote: string): Promise<Replicated>
      from(remote: string, options: object): Promise<Replicated>
    }
    static plugin(adapter: object): typeof PouchDB
    static defaults(options: object): typeof PouchDB
  }
  export default PouchDB
}

declare module 'pouchdb-browser' {
  import PouchDB from 'pouchdb-core'
  export default PouchDB
}

declare module 'pouchdb-adapter-memory' {
  const adapter: object
  export default adapter
}

declare module 'express-pouchdb' {
  import type { RequestListener } from 'node:http'
  export default function expressPouchDb(PouchDB: unknown, options: object): RequestListener
}
