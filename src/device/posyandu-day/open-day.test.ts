import { describe, expect, it } from 'vitest'
import { isOpenAt, openDayOf, openDaysAt, selfClosedDay } from './open-day.ts'

const at = (text: string) => new Date(text).getTime()
const opened = {
  posyanduId: 'p1',
  heldOn: '2026-03-05',
  place: 'Balai desa',
  openedAt: at('2026-03-05T08:00:00'),
}

describe('a posyandu day', () => {
  it('is open from its opening to the last moment of that day, and closed the next morning', () => {
    expect(isOpenAt(opened, opened.openedAt)).toBe(true)
    expect(isOpenAt(opened, at('2026-03-05T23:59:59.999'))).toBe(true)
    expect(isOpenAt(opened, at('2026-03-06T00:00:00'))).toBe(false)
  })

  it('is closed once somebody closed it, and open again when the closing was taken back', () => {
    expect(isOpenAt({ ...opened, closedAt: at('2026-03-05T11:00:00') }, at('2026-03-05T11:00:01'))).toBe(
      false,
    )
    // A field that was emptied arrives as null.
    expect(isOpenAt({ ...opened, closedAt: null } as never, at('2026-03-05T11:30:00'))).toBe(true)
  })

  it('keeps the date chosen at the opening, even where paper of another day is copied', () => {
    const paper = { ...opened, heldOn: '2026-03-01' }
    expect(openDaysAt([{ id: 'd', day: paper }], opened.openedAt)).toEqual([
      { id: 'd', posyanduId: 'p1', heldOn: '2026-03-01', place: 'Balai desa' },
    ])
  })

  it('is told as closed by itself from the next midnight on, until another is opened', () => {
    const midnight = at('2026-03-06T00:00:00')
    const next = { ...opened, posyanduId: 'p2', heldOn: '2026-03-06', openedAt: at('2026-03-06T08:00:00') }
    const told = (now: number, ...days: object[]) =>
      selfClosedDay(
        days.map((day) => ({ id: 'd', day })),
        now,
      )
    expect(told(midnight - 1, opened)).toBeUndefined()
    expect(told(midnight, opened)).toEqual({ heldOn: '2026-03-05', endedAt: midnight })
    expect(told(midnight, { ...opened, closedAt: opened.openedAt + 1 })).toBeUndefined()
    expect(told(next.openedAt, opened, next)).toBeUndefined()
    expect(told(midnight, { heldOn: '2026-04-01' }, opened)?.heldOn).toBe('2026-03-05')
  })

  it('is found by the posyandu of the person', () => {
    const days = [{ id: 'd', day: opened }]
    expect(openDayOf(days, 'p1', opened.openedAt)?.id).toBe('d')
    expect(openDayOf(days, 'p2', opened.openedAt)).toBeUndefined()
    expect(openDayOf(days, undefined, opened.openedAt)).toBeUndefined()
  })
})
