import { describe, expect, it } from 'vitest'
import { addDays } from '#domain/time/calendar-day.ts'
import { dueDate, gestationOn, openPregnancyOn, postpartumDaysOn } from './gestation.ts'
import { trimesterA, trimesterB } from './trimester.ts'

const lastMenstrualPeriodOn = '2025-03-01'
const dated = { id: 'a', lastMenstrualPeriodOn }
const after = (days: number) => addDays(lastMenstrualPeriodOn, days)

describe('gestation', () => {
  it('counts weeks and days from HPHT', () => {
    expect(gestationOn(dated, after(0))).toEqual({ weeks: 0, days: 0, totalDays: 0 })
    expect(gestationOn(dated, after(90))).toEqual({ weeks: 12, days: 6, totalDays: 90 })
    expect(gestationOn(dated, after(-1))).toBeUndefined()
  })

  it('counts from the weeks said on a day where HPHT is unknown', () => {
    const estimated = { id: 'b', estimatedGestationWeeks: 10, estimatedOn: '2025-06-01' }
    expect(gestationOn(estimated, '2025-06-08')).toEqual({ weeks: 11, days: 0, totalDays: 77 })
    expect(gestationOn({ id: 'c', estimatedGestationWeeks: 10 }, '2025-06-08')).toBeUndefined()
    expect(dueDate(estimated)).toBe(addDays('2025-06-01', 210))
    expect(gestationOn({ ...estimated, lastMenstrualPeriodOn }, after(7))?.weeks).toBe(1)
  })

  it('an HPL by ultrasound goes before HPHT, another only where nothing else dates', () => {
    const dueOn = after(280 + 14)
    expect(gestationOn({ ...dated, dueOn, dueOnSource: 'ultrasound' }, after(28))?.weeks).toBe(2)
    expect(dueDate({ ...dated, dueOn, dueOnSource: 'ultrasound' })).toBe(dueOn)
    expect(gestationOn({ ...dated, dueOn, dueOnSource: 'estimate' }, after(28))?.weeks).toBe(4)
    expect(gestationOn({ ...dated, dueOn }, after(28))?.weeks).toBe(4)
    const estimated = { id: 'b', estimatedGestationWeeks: 10, estimatedOn: '2025-06-01', dueOn }
    expect(gestationOn(estimated, '2025-06-01')?.weeks).toBe(10)
    expect(gestationOn({ id: 'c', dueOn }, after(28))?.weeks).toBe(2)
  })

  it('ends 280 days after HPHT', () => {
    expect(dueDate(dated)).toBe('2025-12-06')
    expect(dueDate({ id: 'c' })).toBeUndefined()
  })
})

describe('the open pregnancy', () => {
  it('is open from HPHT to 44 weeks', () => {
    expect(openPregnancyOn([dated], after(-1))).toBeUndefined()
    expect(openPregnancyOn([dated], after(0))).toBe(dated)
    expect(openPregnancyOn([dated], after(308))).toBe(dated)
    expect(openPregnancyOn([dated], after(309))).toBeUndefined()
  })

  it('is open until the day before it ended', () => {
    const ended = { ...dated, endedOn: after(270) }
    expect(openPregnancyOn([ended], after(269))).toBe(ended)
    expect(openPregnancyOn([ended], after(270))).toBeUndefined()
  })

  it('is the one begun last of several, and may be undated', () => {
    const earlier = { id: 'b', lastMenstrualPeriodOn: '2025-01-01' }
    expect(openPregnancyOn([dated, earlier], after(30))).toBe(dated)
    expect(openPregnancyOn([{ id: 'c' }], after(30))).toEqual({ id: 'c' })
    expect(openPregnancyOn([{ id: 'c', estimatedOn: after(31) }], after(30))).toBeUndefined()
    expect(openPregnancyOn([{ id: 'c' }, dated], after(30))).toBe(dated)
  })
})

describe('nifas', () => {
  const delivered = { ...dated, endedOn: after(280), outcome: 'delivered' } as const
  it.each([
    [279, undefined],
    [280, 0],
    [322, 42],
    [323, undefined],
  ])('on day %s of the pregnancy: %s', (day, expected) => {
    expect(postpartumDaysOn([delivered], after(day))).toBe(expected)
  })

  it('follows a delivery, or an end of which nothing is said, and no miscarriage', () => {
    expect(postpartumDaysOn([{ ...delivered, outcome: 'miscarried' }], after(281))).toBeUndefined()
    expect(postpartumDaysOn([{ ...delivered, outcome: 'other' }], after(281))).toBeUndefined()
    const { outcome: _, ...unsaid } = delivered
    expect(postpartumDaysOn([unsaid], after(281))).toBe(1)
  })
})

describe('trimester', () => {
  it.each([
    [0, 1, 1],
    [90, 1, 1],
    [91, 2, 2],
    [174, 2, 2],
    [175, 3, 2],
    [202, 3, 2],
    [203, 3, 3],
    [290, 3, 3],
  ])('day %s: A %s, B %s', (days, a, b) => {
    expect([trimesterA(days), trimesterB(days)]).toEqual([a, b])
  })

  it('goes by the settings of the puskesmas', () => {
    expect(trimesterA(84, { trimesterASecondFromDay: 84 })).toBe(2)
    expect(trimesterB(196, { trimesterBThirdFromDay: 196 })).toBe(3)
  })
})
