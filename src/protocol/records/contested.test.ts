import { expect, it } from 'vitest'
import type { FieldState, RecordState } from '#protocol/merge.ts'
import { contestedFields } from './contested.ts'

const twice = (one: string, other: string): FieldState => ({
  heads: [
    { stamp: '1.2.b', value: one },
    { stamp: '1.1.a', value: other },
  ],
  replaced: [],
})

it('asks people about what they wrote, not about what the app notes for itself', () => {
  const state: RecordState = {
    kind: 'visit',
    id: 'v',
    fields: {
      weightKg: twice('9', '8'),
      muacCm: twice('13', '13'),
      instrumentEdition: twice('1', '2'),
      confirmed: twice('x', 'y'),
    },
  }
  expect(contestedFields(state)).toEqual(['weightKg'])
})

it('MG7 asks where a posyandu day was, not when each phone opened and closed it', () => {
  const fields = { place: twice('Balai desa', 'Rumah'), openedAt: twice('1', '2'), closedAt: twice('3', '4') }
  expect(contestedFields({ kind: 'posyanduDay', id: 'd', fields })).toEqual(['place'])
})
