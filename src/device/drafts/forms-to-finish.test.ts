import { describe, expect, it } from 'vitest'
import { newPersonDraftKey, personDraftKey, visitDraftKey } from './draft-keys.ts'
import { formsToFinish } from './forms-to-finish.ts'

const person = (id: string, alsoAs: readonly string[] = []) => ({
  id,
  alsoAs: alsoAs.map((other) => ({ id: other })),
})
const draft = (key: string) => ({ key, savedAt: 1 })

describe('formsToFinish', () => {
  it('MV6 leaves out forms of people who are not on this phone, and keys of another edition', () => {
    const drafts = [newPersonDraftKey, visitDraftKey('here'), visitDraftKey('gone', 'v'), 'later:here'].map(
      draft,
    )
    expect(formsToFinish(drafts, [person('here')]).map((one) => one.draft.key)).toEqual([
      newPersonDraftKey,
      visitDraftKey('here'),
    ])
    expect(formsToFinish(drafts, [person('here'), person('gone')])).toHaveLength(3)
  })

  it('AL4 knows somebody by each of the records that are shown as them', () => {
    const one = person('one', ['former'])
    const [form, ...others] = formsToFinish([draft(personDraftKey('former'))], [one])
    expect(others).toEqual([])
    expect(form?.person).toBe(one)
  })
})
