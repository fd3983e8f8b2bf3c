import { describe, expect, it } from 'vitest'
import { DraftWriter, draftValue, readDraft, type VisitDraft } from './visit-draft.ts'

const draft = (weight: string): VisitDraft => ({
  visitId: 'v',
  visitedOn: '2026-03-05',
  instrument: 'balita',
  entries: { weightKg: { parts: { weightKg: weight } } },
})

/** Writes that end when the test says so. */
function slowStore() {
  const written: string[] = []
  const ends: (() => void)[] = []
  const write = (kept: VisitDraft) => {
    written.push(String(kept.entries['weightKg']?.parts['weightKg']))
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
  it('writes at once, and after a write the latest of what came meanwhile', async () => {
    const store = slowStore()
    const writer = new DraftWriter(store.write)
    for (const typed of ['8', '8,', '8,4']) writer.put(draft(typed))
    expect(store.written).toEqual(['8'])
    await store.next()
    expect(store.written).toEqual(['8', '8,4'])
  })

  it('writes nothing more once it was stopped, so that no draft outlives the save', async () => {
    const store = slowStore()
    const writer = new DraftWriter(store.write)
    writer.put(draft('8'))
    writer.put(draft('8,4'))
    const stopped = writer.stop()
    writer.put(draft('9'))
    await store.next()
    await stopped
    expect(store.written).toEqual(['8'])
  })

  it('goes on after a write that failed', async () => {
    const written: string[] = []
    const writer = new DraftWriter(async (kept) => {
      written.push(String(kept.entries['weightKg']?.parts['weightKg']))
      throw new Error('no room')
    })
    writer.put(draft('8'))
    await writer.stop()
    writer.resume()
    writer.put(draft('9'))
    await writer.stop()
    expect(written).toEqual(['8', '9'])
  })
})

describe('readDraft', () => {
  it('reads back what was kept, and nothing from another shape', () => {
    expect(readDraft(draftValue(draft('8')))).toEqual(draft('8'))
    for (const other of [undefined, null, 'x', 7, [], {}, { visitId: 'v' }])
      expect(readDraft(other)).toBeUndefined()
  })
})
