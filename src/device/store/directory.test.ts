import { describe, expect, it } from 'vitest'
import type { FieldValue } from '#protocol/mutation.ts'
import { stateOf } from '#protocol/merge.ts'
import { entryOf } from './directory.ts'

const id = '01930000-0000-7000-8000-000000000001'
const written = (set: Record<string, FieldValue>) =>
  stateOf({ number: 1, kind: 'person', id, time: 5, set }, 'other')

describe('entryOf', () => {
  it('takes what a person is listed by', () => {
    const entry = entryOf(written({ name: 'Sari', birthDate: '2020-02-29', rt: '004' }), undefined, {})
    expect(entry).toEqual({ id, name: 'Sari', birthDate: '2020-02-29', rt: '004' })
  })

  it('leaves out texts and days that are none, whoever wrote them', () => {
    const strange = written({
      name: 'Sari',
      motherName: { a: 1 },
      nik: 7,
      birthDate: '9999-99-99',
      rt: ['x'],
    })
    expect(entryOf(strange, undefined, {})).toEqual({ id, name: 'Sari' })
    expect(entryOf(written({ name: { first: 'Sari' } }), undefined, {})).toBeUndefined()
  })
})
