import { describe, expect, it } from 'vitest'
import {
  contextOf,
  daysAgo,
  instrumentOf,
  pressure,
  type RuleCase,
  visitOf,
} from '#tests/builders/rule-case.ts'
import { fieldContextOf, instruments, instrumentsFor, requiredFields, shownFields } from './index.ts'

const wholeAdult: RuleCase = {
  instrument: 'dewasa',
  answers: { weightKg: 60, heightCm: 160, waistCm: 75, bloodPressure: pressure(118, 76) },
}
const without = (id: string): RuleCase => {
  const { [id]: _, ...answers } = wholeAdult.answers
  return { ...wholeAdult, answers }
}

describe('a visit in one word', () => {
  it('is normal when everything required was judged', () => {
    expect(visitOf(wholeAdult)).toMatchObject({ level: 'normal', incomplete: false })
  })

  it.each(['weightKg', 'heightCm', 'waistCm', 'bloodPressure'])('is incomplete without %s', (id) => {
    expect(visitOf(without(id))).toMatchObject({ level: 'normal', incomplete: true })
    const refused = {
      ...wholeAdult,
      answers: { ...wholeAdult.answers, [id]: { state: 'notMeasured', reason: 'refused' } },
    }
    expect(visitOf(refused as RuleCase).incomplete).toBe(true)
  })

  it('is incomplete where age or sex is unknown', () => {
    expect(visitOf({ ...wholeAdult, sex: 'unknown' }).incomplete).toBe(true)
    expect(visitOf({ instrument: 'balita', birthDate: 'unknown', answers: { weightKg: 9 } }).incomplete).toBe(
      true,
    )
  })

  it('is the worst finding, and not called incomplete beside one', () => {
    const high = {
      ...without('waistCm'),
      answers: { ...without('waistCm').answers, bloodPressure: pressure(182, 90) },
    }
    expect(visitOf(high)).toMatchObject({ level: 'refer', incomplete: false })
    expect(visitOf(high).findings[0]?.level).toBe('refer')
  })

  it('is not assessed when nothing was measured', () => {
    expect(visitOf({ instrument: 'dewasa', answers: {} })).toMatchObject({
      level: 'notAssessed',
      incomplete: true,
    })
  })

  it('is not incomplete for what is judged of nobody of that age', () => {
    const apras = {
      instrument: 'balita',
      months: 65,
      sex: 'male',
      answers: { weightKg: 19, lengthHeight: { lengthHeightCm: 112, position: 'standing' } },
      history: [daysAgo(30, 'balita', { weightKg: 18.7 })],
    } as const
    expect(visitOf(apras)).toMatchObject({ level: 'normal', incomplete: false })
  })

  it('a first weighing alone does not make it incomplete', () => {
    const first = {
      instrument: 'balita',
      months: 30,
      sex: 'male',
      answers: {
        weightKg: 13,
        lengthHeight: { lengthHeightCm: 91, position: 'standing' },
        muacCm: 15,
        headCircumferenceCm: 49,
      },
    } as const
    expect(visitOf(first)).toMatchObject({ level: 'normal', incomplete: false })
  })
})

describe('what is shown and required', () => {
  const ids = (one: RuleCase) => {
    const instrument = instrumentOf(one.instrument)
    const context = fieldContextOf(instrument, one.answers, contextOf(one))
    return {
      shown: shownFields(instrument, context).map(({ id }) => id),
      required: requiredFields(instrument, context).map(({ id }) => id),
    }
  }

  it('asks for a second reading and for danger signs only when the first is high', () => {
    const calm = ids({ instrument: 'ibu-hamil', answers: { bloodPressure: pressure(139, 89) } })
    const high = ids({ instrument: 'ibu-hamil', answers: { bloodPressure: pressure(140, 80) } })
    for (const id of ['bloodPressureRepeat', 'severeHeadache', 'convulsion']) {
      expect(calm.shown).not.toContain(id)
      expect(high.shown).toContain(id)
      expect(high.required).toContain(id)
    }
    const adult = (systolic: number) =>
      ids({ instrument: 'dewasa', answers: { bloodPressure: pressure(systolic, 80) } })
    expect(adult(179).shown).not.toContain('pressureDangerSigns')
    expect(adult(180).required).toContain('pressureDangerSigns')
  })

  it('never hides a field that has an answer', () => {
    const answers = { bloodPressure: pressure(120, 80), severeHeadache: true }
    expect(ids({ instrument: 'ibu-hamil', answers }).shown).toContain('severeHeadache')
  })

  it('asks for the head to 24 months every time, then half-yearly to 60', () => {
    const head = { headCircumferenceCm: 48 }
    const required = (months: number, days?: number) =>
      ids({
        instrument: 'balita',
        months,
        answers: {},
        ...(days && { history: [daysAgo(days, 'balita', head)] }),
      }).required.includes('headCircumferenceCm')
    expect(required(24, 30)).toBe(true)
    expect(required(25, 30)).toBe(false)
    expect(required(25, 190)).toBe(true)
    expect(required(60)).toBe(true)
    expect(required(61)).toBe(false)
  })

  it('asks an adult for the height yearly', () => {
    const required = (days: number) =>
      ids({
        instrument: 'dewasa',
        answers: {},
        history: [daysAgo(days, 'dewasa', { heightCm: 160 })],
      }).required.includes('heightCm')
    expect([required(364), required(365)]).toEqual([false, true])
  })

  it('asks for the length as often as the puskesmas wants', () => {
    const required = (days: number, settings = {}) =>
      ids({
        instrument: 'balita',
        answers: {},
        settings,
        history: [daysAgo(days, 'balita', { lengthHeight: { lengthHeightCm: 80, position: 'lying' } })],
      }).required.includes('lengthHeight')
    expect(required(30)).toBe(true)
    expect(required(80, { lengthEveryMonths: 3 })).toBe(false)
    expect(required(95, { lengthEveryMonths: 3 })).toBe(true)
  })
})

describe('instruments for a person', () => {
  const ids = (birthDate: string, sex: 'male' | 'female' = 'male', settings = {}) =>
    instrumentsFor({ sex, birthDate }, '2026-06-15', settings).map(({ id }) => id)

  it('change with completed age, on the day', () => {
    expect(ids('2020-06-16')).toEqual(['balita'])
    expect(ids('2020-06-15')).toEqual(['remaja'])
    expect(ids('2008-06-16')).toEqual(['remaja'])
    expect(ids('2008-06-15')).toEqual(['dewasa'])
    expect(ids('2008-06-15', 'male', { adultFromYears: 19 })).toEqual(['remaja'])
    expect(ids('1966-06-16')).toEqual(['dewasa'])
    expect(ids('1966-06-15')).toEqual(['lansia'])
    expect(ids('2026-06-16')).toEqual([])
  })

  it('include the pregnancy card for women of 10 to 60 years', () => {
    expect(ids('2016-06-16', 'female')).toEqual(['remaja'])
    expect(ids('2016-06-15', 'female')).toEqual(['ibu-hamil', 'remaja'])
    expect(ids('1990-06-15', 'female')).toEqual(['ibu-hamil', 'dewasa'])
  })

  it('are five, each with rules of their own ids', () => {
    expect(instruments).toHaveLength(5)
    for (const { rules } of instruments) expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  })
})
