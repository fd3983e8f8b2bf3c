import { createReadStream, existsSync, statSync } from 'node:fs'
import { type IncomingMessage, type ServerResponse, createServer, request as ask } from 'node:http'
import { extname, join, normalize } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
}

export type FolderServer = {
  readonly address: string
  /** Bytes of bodies, as they travelled both ways, for `/api`, `/pouch` and `/floor` since the last call. */
  readonly takeBytes: () => number
  close(): Promise<void>
}

/** What stands behind a served folder at the same address. */
export type Backends = {
  readonly puskesmas?: string
  readonly pouch?: string
  /** What a GET of `/floor` answers with: JSON, gzip. */
  readonly plainRows?: Uint8Array
}

/**
 * Serves a folder on a spare port of this machine, the same way for the app and for its floors: addresses that name
 * no file get `index.html`, `/api` goes on to the puskesmas server, `/pouch` to PouchDB's, and `/floor` takes a body
 * and says so, or hands out the plain rows.
 */
export async function serveFolder(folder: string, backends: Backends = {}): Promise<FolderServer> {
  let bytes = 0
  const count = (message: IncomingMessage) =>
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
  const { puskesmas, pouch, plainRows = new Uint8Array() } = backends
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
    const forward = (address: string) => passOn(request, response, new URL(address), count)
    if (pathname.startsWith('/api/') && puskesmas) forward(`${puskesmas}${pathname}${search}`)
    else if (pathname.startsWith('/pouch/') && pouch)
      forward(`${pouch}${pathname.slice('/pouch'.length)}${search}`)
    else if (pathname === '/floor' && request.method === 'GET') {
      bytes += plainRows.length
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(plainRows)
    } else if (pathname === '/floor')
      count(request).on('end', () => response.writeHead(200).end('{"ok":true}'))
    else sendFile(join(folder, normalize(pathname)), folder, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return {
    address: `http://localhost:${port}`,
    takeBytes() {
      const taken = bytes
      bytes = 0
      return taken
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Count = (message: IncomingMessage) => IncomingMessage

/** The page's own Host goes along: to the puskesmas the page and its API stand at one address. */
function passOn(request: IncomingMessage, response: ServerResponse, to: URL, count: Count): void {
  const { method, headers } = request
  const onward = ask(to, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    count(answer).pipe(response)
  })
  onward.on('error', () => response.writeHead(502).end())
  // A long poll ends when whoever asked goes away.
  response.on('close', () => onward.destroy())
  count(request).pipe(onward)
}

function sendFile(path: string, folder: string, response: ServerResponse): void {
  const isFile = existsSync(path) && statSync(path).isFile()
  if (!isFile && extname(path) !== '') {
    response.writeHead(404).end()
    return
  }
  const file = isFile ? path : join(folder, 'index.html')
  response.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
  })
  createReadStream(file).pipe(response)
}
