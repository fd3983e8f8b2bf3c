import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers a request by itself; `pass` hands it on to the server. */
export type Answerer = (request: IncomingMessage, response: ServerResponse) => 'answered' | 'pass'

/**
 * What stands between a phone and its server and may answer in the server's place: the log-in page of a public
 * network, or a server of another edition.
 */
export type Front = {
  /** An origin on localhost, so that the app has its secure context. */
  readonly address: string
  /** From now on every request is given to this one first. */
  readonly answerWith: (answerer: Answerer) => void
  /** From now on everything reaches the server again. */
  readonly stepAside: () => void
  /** Paths that were answered here so far, in their order. */
  readonly answered: () => readonly string[]
  readonly remove: () => Promise<void>
}

const passAll: Answerer = () => 'pass'

/** Opens a front before the server that listens, or will listen, on this port of localhost. */
export async function openFront(serverPort: number): Promise<Front> {
  let answerer = passAll
  const answered: string[] = []
  const listener = createServer((request, response) => {
    if (answerer(request, response) === 'answered') {
      answered.push(request.url ?? '')
      // What the phone sent must be read to its end, or its connection breaks before the answer.
      request.resume()
    } else handOn(request, response, serverPort)
  })
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(0, 'localhost', resolve)
  })
  return {
    // A listener on a TCP port has an address of this form.
    address: `http://localhost:${(listener.address() as AddressInfo).port}`,
    answerWith: (next) => {
      answerer = next
    },
    stepAside: () => {
      answerer = passAll
    },
    answered: () => answered,
    remove: () => {
      listener.closeAllConnections()
      return new Promise((resolve) => listener.close(() => resolve()))
    },
  }
}

/** The same request to the server, its answer as it comes. */
function handOn(request: IncomingMessage, response: ServerResponse, port: number): void {
  const { method, url, headers } = request
  const onward = ask({ host: 'localhost', port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  request.pipe(onward)
}
