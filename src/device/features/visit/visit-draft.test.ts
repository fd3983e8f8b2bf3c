import { describe, expect, it } from 'vitest'
import { keptDraft } from '#device/drafts/kept-draft.ts'
import { readDraft, type VisitDraft } from './visit-draft.ts'

const draft = (weight: string): VisitDraft => ({
  visitId: 'v',
  visitedOn: '2026-03-05',
  instrument: 'balita',
  opened: { shown: {} },
  entries: { weightKg: { parts: { weightKg: weight } } },
})

describe('readDraft', () => {
  it('reads back what was kept, and nothing from another shape', () => {
    expect(readDraft(keptDraft(draft('8')))).toEqual(draft('8'))
    for (const other of [undefined, null, 'x', 7, [], {}, { visitId: 'v' }])
      expect(readDraft(other)).toBeUndefined()
  })
})
