import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * The one way by which a phone reaches the server under test. Shut, it lets no byte through, whoever asks: a page, a
 * worker that the browser started anew, or the browser itself. That is what Chromium's emulated cut does not promise.
 */
export type Gate = {
  /** An origin on localhost, so that the app has its secure context. */
  readonly address: string
  /** Resets what passes and turns new connections away; the port stays this gate's own. */
  shut(): void
  open(): void
  /** How many connections it has turned away so far. */
  turnedAway(): number
  remove(): Promise<void>
}

/** Opens a gate before the server that listens, or will listen, on this port of localhost. */
export async function openGate(serverPort: number): Promise<Gate> {
  const passing = new Set<Socket>()
  let state: 'open' | 'shut' = 'open'
  let turnedAway = 0
  const listener = createServer((phone) => {
    if (state === 'open') return letThrough(phone, connect(serverPort, 'localhost'), passing)
    turnedAway += 1
    phone.on('error', () => phone.destroy())
    phone.resetAndDestroy()
  })
  await listen(listener)
  const shut = () => {
    state = 'shut'
    for (const socket of passing) socket.destroy()
  }
  return {
    // A listener on a TCP port has an address of this form.
    address: `http://localhost:${(listener.address() as AddressInfo).port}`,
    shut,
    open: () => {
      state = 'open'
    },
    turnedAway: () => turnedAway,
    remove: () => {
      shut()
      return new Promise((resolve) => listener.close(() => resolve()))
    },
  }
}

const listen = (listener: Server) =>
  new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(0, 'localhost', resolve)
  })

/** Joins the two ends; where one breaks off, the other does. */
function letThrough(phone: Socket, server: Socket, passing: Set<Socket>): void {
  for (const [from, to] of [
    [phone, server],
    [server, phone],
  ] as const) {
    passing.add(from)
    from.on('error', () => to.destroy())
    from.once('close', () => {
      passing.delete(from)
      // What was handed on already may still leave; nothing more comes.
      to.end()
    })
    from.pipe(to)
  }
}
