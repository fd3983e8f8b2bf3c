import { describe, expect, it } from 'vitest'
import { draftOf, newPersonDraftKey, personDraftKey, visitDraftKey } from './draft-keys.ts'

describe('draftOf', () => {
  it('reads back every key that forms are kept under', () => {
    expect(draftOf(newPersonDraftKey)).toEqual({ form: 'newPerson' })
    expect(draftOf(personDraftKey('p'))).toEqual({ form: 'person', personId: 'p' })
    expect(draftOf(visitDraftKey('p'))).toEqual({ form: 'visit', personId: 'p' })
  })

  it('knows no other', () => {
    for (const key of ['', 'person', 'person:', 'visit:', 'day:p']) expect(draftOf(key)).toBeUndefined()
  })
})
