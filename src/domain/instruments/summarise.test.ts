import { describe, expect, it } from 'vitest'
import {
  contextOf,
  daysAgo,
  instrumentOf,
  pressure,
  type RuleCase,
  visitOf,
} from '#tests/builders/rule-case.ts'
import { wellAdult } from '#tests/builders/well-adult.ts'
import type { Settings } from '#domain/settings.ts'
import { fieldContextOf, instruments, instrumentsFor, requiredFields, shownFields } from './index.ts'
import { cardIds, type Instrument } from './instrument.ts'

const wholeAdult: RuleCase = {
  instrument: 'dewasa',
  answers: { ...wellAdult, weightKg: 60, heightCm: 160, waistCm: 75, bloodPressure: pressure(118, 76) },
}
const without = (id: string): RuleCase => {
  const { [id]: _, ...answers } = wholeAdult.answers
  return { ...wholeAdult, answers }
}

/** What the card of a child asks besides measuring, of one who is well. */
const wellChild = {
  sicknessSigns: [],
  tbcCough: 'none',
  tbcFever: false,
  tbcWeightLoss: false,
  tbcContact: 'none',
  developmentChecklist: 'complete',
  immunisationComplete: true,
} as const

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
      answers: { ...wellChild, weightKg: 19, lengthHeight: { lengthHeightCm: 112, position: 'standing' } },
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
        ...wellChild,
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

  it('asks for a second reading only when the first is high, and then owes the danger signs', () => {
    const calm = ids({ instrument: 'ibu-hamil', answers: { bloodPressure: pressure(139, 89) } })
    const high = ids({ instrument: 'ibu-hamil', answers: { bloodPressure: pressure(140, 80) } })
    expect(calm.shown).not.toContain('bloodPressureRepeat')
    for (const id of ['bloodPressureRepeat', 'severeHeadache', 'convulsion']) {
      expect(calm.required).not.toContain(id)
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
  type Wanted = {
    readonly kind: Instrument['kind']
    readonly sex?: 'male' | 'female'
    readonly settings?: Settings
  }
  const idsOf = (birthDate: string, { kind, sex = 'male', settings = {} }: Wanted) =>
    instrumentsFor({ sex, birthDate }, '2026-06-15', settings)
      .filter((one) => one.kind === kind)
      .map(({ id }) => id)
  const cards = (birthDate: string, more: Partial<Wanted> = {}) => idsOf(birthDate, { ...more, kind: 'card' })

  it('change with completed age, on the day', () => {
    expect(cards('2020-06-16')).toEqual(['balita'])
    expect(cards('2020-06-15')).toEqual(['remaja'])
    expect(cards('2008-06-16')).toEqual(['remaja'])
    expect(cards('2008-06-15')).toEqual(['dewasa'])
    expect(cards('2008-06-15', { settings: { adultFromYears: 19 } })).toEqual(['remaja'])
    expect(cards('1966-06-16')).toEqual(['dewasa'])
    expect(cards('1966-06-15')).toEqual(['lansia'])
    expect(cards('2026-06-16')).toEqual([])
  })

  it('include the cards of pregnancy and nifas for women of 10 to 60 years', () => {
    const mother = ['ibu-hamil', 'nifas']
    expect(cards('2016-06-16', { sex: 'female' })).toEqual(['remaja'])
    expect(cards('2016-06-15', { sex: 'female' })).toEqual([...mother, 'remaja'])
    expect(cards('1990-06-15', { sex: 'female' })).toEqual([...mother, 'dewasa'])
  })

  it('bring the checklist of their age for visits at home, and those of any house', () => {
    const atHome = (birthDate: string) => idsOf(birthDate, { kind: 'homeVisit' })
    const house = ['kr-tbc', 'kr-odgj', 'kr-keluarga']
    expect(atHome('2025-12-16')).toEqual([...house, 'kr-bayi'])
    expect(atHome('2025-12-15')).toEqual([...house, 'kr-balita'])
    expect(atHome('2020-06-16')).toEqual([...house, 'kr-balita'])
    expect(atHome('2020-06-15')).toEqual(['kr-remaja', ...house])
    expect(atHome('2008-06-16')).toEqual(['kr-remaja', ...house])
    expect(atHome('2008-06-15')).toEqual(['kr-dewasa', ...house])
    expect(atHome('1966-06-15')).toEqual(['kr-lansia', ...house])
  })

  it('are the six cards and what goes with them, each with rules of their own ids', () => {
    const of = (kind: Instrument['kind']) =>
      instruments.filter((one) => one.kind === kind).map(({ id }) => id)
    expect(new Set(of('card'))).toEqual(new Set(cardIds))
    expect(of('homeVisit').sort()).toEqual([
      'kr-balita',
      'kr-bayi',
      'kr-dewasa',
      'kr-ibu-hamil',
      'kr-keluarga',
      'kr-lansia',
      'kr-nifas',
      'kr-odgj',
      'kr-remaja',
      'kr-tbc',
    ])
    expect(of('followUp').sort()).toEqual(['jiwa-lanjutan', 'lansia-lanjutan', 'sdq'])
    expect(of('record')).toEqual(['pelayanan'])
    expect(new Set(instruments.map(({ id }) => id)).size).toBe(instruments.length)
    for (const { rules } of instruments) expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  })
})
