import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Gate, openGate } from './gate.ts'

/** More than one read of a socket. */
const long = 300_000

describe('a gate before a server', () => {
  let asked: string[]
  let server: Server
  let gate: Gate
  const ask = (path: string) => fetch(gate.address + path).then((response) => response.text())

  beforeEach(async () => {
    asked = []
    server = createServer((request, response) => {
      asked.push(request.url ?? '')
      // What is asked at `/slow` never gets its answer: only a cut ends it.
      if (request.url === '/long') response.end('x'.repeat(long))
      else if (request.url === '/take') request.resume().on('end', () => response.end('taken'))
      else if (request.url !== '/slow') response.end('here')
    })
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    gate = await openGate((server.address() as AddressInfo).port)
  })

  afterEach(async () => {
    await gate.remove()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  it('lets through while it is open', async () => {
    expect(await ask('/1')).toBe('here')
    expect(gate.turnedAway()).toBe(0)
  })

  it('lets nothing through while it is shut, also not by a connection that stood before', async () => {
    await ask('/before')
    gate.shut()
    await expect(ask('/1')).rejects.toThrow()
    await expect(ask('/2')).rejects.toThrow()
    expect(asked).toEqual(['/before'])
    expect(gate.turnedAway()).toBeGreaterThanOrEqual(1)
  })

  it('breaks off what is under way', async () => {
    const waiting = ask('/slow')
    waiting.catch(() => undefined)
    await expect.poll(() => asked).toEqual(['/slow'])
    gate.shut()
    await expect(waiting).rejects.toThrow()
  })

  it('lets through again once it is opened', async () => {
    gate.shut()
    await expect(ask('/1')).rejects.toThrow()
    gate.open()
    expect(await ask('/2')).toBe('here')
    expect(asked).toEqual(['/2'])
  })

  it('breaks off when the server does', async () => {
    const waiting = ask('/slow')
    waiting.catch(() => undefined)
    await expect.poll(() => asked).toEqual(['/slow'])
    server.closeAllConnections()
    await expect(waiting).rejects.toThrow()
  })

  it('holds back what it was not told to let pass, and brings it when it is', async () => {
    gate.letPass(100_000)
    let came = 0
    const count = async () => {
      const { body } = await fetch(`${gate.address}/long`)
      for await (const piece of body ?? []) came += piece.length
    }
    const all = count()
    await expect.poll(() => gate.passed()).toBe(100_000)
    await expect.poll(() => came).toBeGreaterThan(99_000)
    expect(came).toBeLessThan(100_000)
    gate.letPass()
    await all
    expect(came).toBe(long)
    expect(gate.passed()).toBeGreaterThan(long)
  })

  it('holds back what leaves for the server, and shows it', async () => {
    gate.letLeave(0)
    const asking = ask('/1')
    await expect.poll(() => gate.heldBack()).toMatch(/^GET \/1 HTTP/)
    gate.letLeave(8)
    await expect.poll(() => gate.left()).toBe(8)
    await expect.poll(() => gate.heldBack()).toMatch(/^TTP/)
    expect(asked).toEqual([])
    gate.letLeave()
    expect(await asking).toBe('here')
    expect(gate.heldBack()).toBe('')
  })

  it('breaks off what it holds back when it is shut', async () => {
    gate.letPass(1_000)
    const cut = ask('/long')
    cut.catch(() => undefined)
    await expect.poll(() => gate.passed()).toBe(1_000)
    gate.shut()
    await expect(cut).rejects.toThrow()
    gate.open()
    gate.letPass()
    expect(await ask('/1')).toBe('here')
  })

  it('brings all that was asked also at the pace of a village', async () => {
    gate.pace({ bytesPerSecond: 3_000_000, latencyMs: 5 })
    expect(await ask('/long')).toHaveLength(long)
  })

  it('waits once before each asking, however much is sent with it', async () => {
    const latencyMs = 300
    gate.pace({ bytesPerSecond: 30_000_000, latencyMs })
    const from = performance.now()
    const sent = await fetch(`${gate.address}/take`, { method: 'POST', body: 'x'.repeat(2_000_000) })
    expect(await sent.text()).toBe('taken')
    // In reads of 64 KB it would be 31 times.
    expect(performance.now() - from).toBeLessThan(10 * latencyMs)
    await ask('/1')
    await ask('/2')
    expect(performance.now() - from).toBeGreaterThan(3 * latencyMs - 3)
  })
})
