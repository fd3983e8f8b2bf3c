import { describe, expect, it } from 'vitest'
import { DraftWriter } from './draft-writer.ts'

/** Writes that end when the test says so. */
function slowStore() {
  const written: string[] = []
  const ends: (() => void)[] = []
  const write = (kept: string) => {
    written.push(kept)
    return new Promise<void>((end) => ends.push(end))
  }
  const next = async () => {
    ends.shift()?.()
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { written, write, next }
}

describe('DraftWriter', () => {
  it('writes at once, and after a write the latest of what came meanwhile (lesson 13)', async () => {
    const store = slowStore()
    const writer = new DraftWriter(store.write)
    for (const typed of ['8', '8,', '8,4']) writer.put(typed)
    expect(store.written).toEqual(['8'])
    await store.next()
    expect(store.written).toEqual(['8', '8,4'])
  })

  it('writes nothing more once it was stopped, so that no draft outlives the save', async () => {
    const store = slowStore()
    const writer = new DraftWriter(store.write)
    writer.put('8')
    writer.put('8,4')
    const stopped = writer.stop()
    writer.put('9')
    await store.next()
    await stopped
    expect(store.written).toEqual(['8'])
  })

  it('goes on after a write that failed', async () => {
    const written: string[] = []
    const writer = new DraftWriter(async (kept: string) => {
      written.push(kept)
      throw new Error('no room')
    })
    writer.put('8')
    await writer.stop()
    writer.resume()
    writer.put('9')
    await writer.stop()
    expect(written).toEqual(['8', '9'])
  })
})
