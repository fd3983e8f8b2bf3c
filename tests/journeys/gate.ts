import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** How fast bytes pass, each way, and how long after asking the first of them sets out. */
export type Pace = { readonly bytesPerSecond: number; readonly latencyMs: number }

/** 400 kbit/s each way and 400 ms, as a village has it on a good day. */
export const villagePace: Pace = { bytesPerSecond: 50_000, latencyMs: 400 }

/**
 * The one way by which a phone reaches the server under test, whoever asks: a page, a worker that the browser started
 * anew, or the browser itself. Shut, it lets no byte through; that is what Chromium's emulated cut does not promise,
 * nor its emulated slowness, which a worker escapes.
 */
export type Gate = {
  /** An origin on localhost, so that the app has its secure context. */
  readonly address: string
  /** Resets what passes and turns new connections away; the port stays this gate's own. */
  shut(): void
  open(): void
  /** Slows everything from now on; nothing given, as fast as it goes. */
  pace(pace?: Pace): void
  /** Lets so many more bytes come to the phone, then holds the rest back; nothing given, all of it comes. */
  letPass(bytes?: number): void
  /** Bytes that came to the phone so far. */
  passed(): number
  /** Lets so many more bytes leave for the server, then holds the rest back; nothing given, all of it leaves. */
  letLeave(bytes?: number): void
  /** Bytes that left for the server so far. */
  left(): number
  /** What phones have sent and this gate holds back. */
  heldBack(): string
  /** How many connections it has turned away so far. */
  turnedAway(): number
  remove(): Promise<void>
}

/** Opens a gate before the server that listens, or will listen, on this port of localhost. */
export async function openGate(serverPort: number): Promise<Gate> {
  const passing = new Set<Socket>()
  const meter = createMeter()
  let state: 'open' | 'shut' = 'open'
  let turnedAway = 0
  const listener = createServer((phone) => {
    if (state === 'open') {
      const server = connect(serverPort, 'localhost')
      const { up, down } = meter.lanes()
      void carry(phone, server, passing, up)
      void carry(server, phone, passing, down)
      return
    }
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
    pace: meter.pace,
    letPass: meter.down.let,
    passed: meter.down.through,
    letLeave: meter.up.let,
    left: meter.up.through,
    heldBack: meter.up.heldBack,
    turnedAway: () => turnedAway,
    remove: () => {
      shut()
      meter.down.let()
      meter.up.let()
      return new Promise((resolve) => listener.close(() => resolve()))
    },
  }
}

const listen = (listener: Server) =>
  new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(0, 'localhost', resolve)
  })

/** One direction of the way: what may pass now, waiting until it may. */
type Lane = (chunk: Buffer) => AsyncGenerator<Buffer>

/** Gives each its time on a line that all share, one after the other. */
function createQueue() {
  let freeAt = 0
  return async (bytes: number, pace?: Pace) => {
    if (!pace) return
    freeAt = Math.max(freeAt, performance.now()) + (bytes / pace.bytesPerSecond) * 1_000
    await wait(freeAt - performance.now())
  }
}

/** Lets through what it was told to, at a pace, and counts. */
function createValve() {
  const allowance = { left: Number.POSITIVE_INFINITY }
  let through = 0
  let granted = Promise.withResolvers<void>()
  const waiting = new Set<Buffer>()
  async function untilAllowed(rest: Buffer) {
    waiting.add(rest)
    while (allowance.left <= 0) await granted.promise
    waiting.delete(rest)
  }
  return {
    async *pass(chunk: Buffer, slow: (bytes: number) => Promise<void>) {
      for (let at = 0; at < chunk.length; ) {
        await untilAllowed(chunk.subarray(at))
        const piece = chunk.subarray(at, at + Math.min(allowance.left, chunk.length - at))
        allowance.left -= piece.length
        await slow(piece.length)
        at += piece.length
        through += piece.length
        yield piece
      }
    },
    let: (bytes = Number.POSITIVE_INFINITY) => {
      allowance.left = bytes
      granted.resolve()
      granted = Promise.withResolvers()
    },
    through: () => through,
    heldBack: () => Buffer.concat([...waiting]).toString('latin1'),
  }
}

/** Counts, slows and holds back what all connections together carry. */
function createMeter() {
  let pace: Pace | undefined
  const [up, down] = [createValve(), createValve()]
  const [upward, downward] = [createQueue(), createQueue()]
  /** Both ways of one connection. Latency is waited for once per asking: what follows its first bytes is under way. */
  function lanes() {
    let turn: 'phone' | 'server' = 'phone'
    async function* leave(chunk: Buffer) {
      if (pace && turn === 'phone') await wait(pace.latencyMs)
      turn = 'server'
      yield* up.pass(chunk, (bytes) => upward(bytes, pace))
    }
    async function* come(chunk: Buffer) {
      for await (const piece of down.pass(chunk, (bytes) => downward(bytes, pace))) {
        turn = 'phone'
        yield piece
      }
    }
    return { up: leave, down: come }
  }
  return {
    lanes,
    pace: (asked?: Pace) => {
      pace = asked
    },
    up,
    down,
  }
}

/** Carries one direction of a connection; where one end breaks off, the other does. */
async function carry(from: Socket, to: Socket, passing: Set<Socket>, lane: Lane): Promise<void> {
  passing.add(from)
  from.on('error', () => to.destroy())
  from.once('close', () => passing.delete(from))
  try {
    for await (const chunk of from as AsyncIterable<Buffer>)
      for await (const piece of lane(chunk)) if (!to.write(piece)) await once(to, 'drain')
    // What was handed on already may still leave; nothing more comes.
    to.end()
  } catch {
    to.destroy()
  }
}
