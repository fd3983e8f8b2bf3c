import { expect, it } from 'vitest'
import { posyanduDayId } from '#protocol/records/ids.ts'
import { openingChange } from './opening-change.ts'

const posyanduId = '0190a5f0-0000-7000-8000-0000000000aa'
const opening = { posyanduId, heldOn: '2026-03-05', place: 'Balai desa', now: 5 }

it('ID1 ID3 names a new day after posyandu and date, and a day whose date was corrected as before', () => {
  const named = posyanduDayId(posyanduId, '2026-03-05')
  expect(openingChange(opening, []).id).toBe(named)
  const corrected = { id: named, day: { posyanduId, heldOn: '2026-03-06', place: 'Balai desa', openedAt: 1 } }
  const again = openingChange({ ...opening, heldOn: '2026-03-06' }, [corrected])
  expect(again).toEqual({ kind: 'posyanduDay', id: named, set: { openedAt: 5 } })
  expect(again.id).not.toBe(posyanduDayId(posyanduId, '2026-03-06'))
})
