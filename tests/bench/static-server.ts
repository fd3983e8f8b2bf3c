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
  /** Bytes of request bodies that came for `/api` and for `/floor` since the last call. */
  readonly takeBytes: () => number
  close(): Promise<void>
}

/**
 * Serves a folder on a spare port of this machine, the same way for the app and for its floors: addresses that name
 * no file get `index.html`, `/api` goes on to the puskesmas server, and `/floor` takes a body and says so.
 */
export async function serveFolder(folder: string, puskesmas?: string): Promise<FolderServer> {
  let bytes = 0
  const count = (request: IncomingMessage) =>
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
    })
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname.startsWith('/api/') && puskesmas) forward(count(request), response, puskesmas)
    else if (pathname === '/floor') count(request).on('end', () => response.writeHead(200).end('{"ok":true}'))
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

/** The page's own Host goes along: to the puskesmas the page and its API stand at one address. */
function forward(request: IncomingMessage, response: ServerResponse, puskesmas: string): void {
  const { method, headers, url } = request
  const onward = ask(new URL(url ?? '/', puskesmas), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.writeHead(502).end())
  request.pipe(onward)
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
