import { describe, expect, it } from 'vitest'
import { settingsWith } from '#domain/settings.ts'
import { addDays, addMonths } from '#domain/time/calendar-day.ts'
import type { GivenDoses } from './doses.ts'
import { dosesGivenTooEarly, immunisationDue } from './immunisation.ts'
import { doseRules } from './immunisation-table.ts'

const born = '2024-01-15'
const onMonth = (month: number) => addMonths(born, month)
const lastOf = (month: number) => addDays(addMonths(born, month + 1), -1)

type Overrides = Readonly<Record<string, string | number | boolean>>
const items = (day: string, doses: GivenDoses = {}, settings: Overrides = {}) =>
  immunisationDue({ birthDate: born, day, doses, settings: settingsWith(settings) })
const stateOf = (product: string, day: string, doses: GivenDoses = {}, settings: Overrides = {}) => {
  const item = items(day, doses, settings).find((one) => one.product === product)
  return item ? `${item.state} ${item.because}` : 'none'
}

describe('each dose at the edges of its windows', () => {
  const plain = doseRules.filter(
    ({ after, dose, lastDay }) => !after && dose !== 'je' && lastDay === undefined,
  )
  it.each(plain)('$dose', ({ dose, idealFrom, idealUntil, allowedUntil, catchUpUntil }) => {
    if (idealFrom > 0) expect(stateOf(dose, addDays(onMonth(idealFrom), -1))).toBe('notYet tooYoung')
    expect(stateOf(dose, onMonth(idealFrom))).toBe('due idealWindow')
    expect(stateOf(dose, lastOf(idealUntil))).toBe('due idealWindow')
    expect(stateOf(dose, onMonth(idealUntil + 1))).toBe('open afterIdealWindow')
    expect(stateOf(dose, lastOf(allowedUntil))).toBe('open afterIdealWindow')
    const after = catchUpUntil === undefined ? 'tooLate pastLastDay' : 'late catchUp'
    expect(stateOf(dose, onMonth(allowedUntil + 1))).toBe(after)
    if (catchUpUntil === undefined) return
    expect(stateOf(dose, lastOf(catchUpUntil))).toBe('late catchUp')
    expect(stateOf(dose, onMonth(catchUpUntil + 1))).toBe('tooLate pastLastDay')
  })

  it('HB0 belongs to the day of birth and may be given until day 7', () => {
    expect(stateOf('hb0', born)).toBe('due idealWindow')
    expect(stateOf('hb0', addDays(born, 1))).toBe('open afterIdealWindow')
    expect(stateOf('hb0', addDays(born, 7))).toBe('open afterIdealWindow')
    expect(stateOf('hb0', addDays(born, 8))).toBe('tooLate pastLastDay')
  })

  it('rotavirus is begun until day 149 and ends on day 209', () => {
    expect(stateOf('rv1', addDays(born, 149))).toBe('open afterIdealWindow')
    expect(stateOf('rv1', addDays(born, 150))).toBe('tooLate pastLastDay')
    expect(stateOf('rv2', addDays(born, 150))).toBe('tooLate seriesNotBegun')
    const begun = { rv1: addDays(born, 149) }
    expect(stateOf('rv2', addDays(born, 176), begun)).toBe('notYet intervalNotOver')
    expect(stateOf('rv2', addDays(born, 177), begun)).toBe('open afterIdealWindow')
    expect(stateOf('rv2', addDays(born, 209), begun)).toBe('open afterIdealWindow')
    expect(stateOf('rv2', addDays(born, 210), begun)).toBe('tooLate pastLastDay')
    expect(stateOf('rv3', addDays(born, 190), { ...begun, rv2: addDays(born, 182) })).toBe(
      'tooLate noTimeLeft',
    )
  })

  it('BCG from birth, or from day 30 where the district says so', () => {
    expect(stateOf('bcg', born)).toBe('due idealWindow')
    expect(stateOf('bcg', addDays(born, 29), {}, { bcgFromDay: 30 })).toBe('notYet tooYoung')
    expect(stateOf('bcg', addDays(born, 30), {}, { bcgFromDay: 30 })).toBe('due idealWindow')
  })
})

describe('a dose after another', () => {
  const series = doseRules.filter(({ after }) => after?.days !== undefined && after.dose !== 'rv1')
  it.each(series.filter(({ dose }) => dose !== 'rv3' && dose !== 'pcv3'))(
    '$dose waits for its interval',
    ({ dose, after, idealFrom }) => {
      const month = idealFrom + 2
      const day = onMonth(month)
      const interval = after?.days ?? 0
      const earlier: GivenDoses =
        dose === 'pcv3' ? { pcv1: onMonth(2) } : { [after?.dose === 'dpt2' ? 'dpt1' : 'x']: onMonth(2) }
      const given = (before: number) => ({ ...earlier, [after?.dose ?? '']: addDays(day, -before) })
      expect(stateOf(dose, day)).toBe('notYet previousDoseFirst')
      expect(stateOf(dose, day, given(interval - 1))).toBe('notYet intervalNotOver')
      expect(stateOf(dose, day, given(interval))).toMatch(/^open /)
    },
  )

  it('the booster of DPT comes twelve months after the third, that of MR six after the first', () => {
    const dpt = { dpt1: onMonth(2), dpt2: onMonth(3), dpt3: onMonth(10) }
    expect(stateOf('dpt4', addDays(onMonth(22), -1), dpt)).toBe('notYet intervalNotOver')
    expect(stateOf('dpt4', onMonth(22), dpt)).toBe('open afterIdealWindow')
    const mr = { mr1: onMonth(14) }
    expect(stateOf('mr2', addDays(onMonth(20), -1), mr)).toBe('notYet intervalNotOver')
    expect(stateOf('mr2', onMonth(20), mr)).toBe('open afterIdealWindow')
  })

  it('the second IPV waits four months, or as long as the district says', () => {
    const ipv = { ipv1: onMonth(6) }
    expect(stateOf('ipv2', addDays(onMonth(10), -1), ipv)).toBe('notYet intervalNotOver')
    expect(stateOf('ipv2', onMonth(10), ipv)).toBe('open afterIdealWindow')
    expect(stateOf('ipv2', onMonth(9), ipv, { ipvIntervalMonths: 3 })).toBe('due idealWindow')
  })

  it('live vaccines are given on one day or four weeks apart', () => {
    const je = { japaneseEncephalitisVaccine: true }
    const mr = { mr1: onMonth(10) }
    expect(stateOf('je', onMonth(10), mr, je)).toBe('due idealWindow')
    expect(stateOf('je', addDays(onMonth(10), 27), mr, je)).toBe('notYet intervalNotOver')
    expect(stateOf('je', addDays(onMonth(10), 28), mr, je)).toBe('due idealWindow')
  })
})

describe('PCV begun in time', () => {
  it('has its third dose at 12 months, eight weeks after the second', () => {
    const pcv = { pcv1: onMonth(4) }
    expect(stateOf('pcv3', onMonth(12), pcv)).toBe('notYet previousDoseFirst')
    expect(stateOf('pcv3', addDays(onMonth(11), 55), { ...pcv, pcv2: onMonth(11) })).toBe(
      'notYet intervalNotOver',
    )
    expect(stateOf('pcv3', addDays(onMonth(11), 56), { ...pcv, pcv2: onMonth(11) })).toBe('due idealWindow')
  })
})

describe('PCV that was begun late', () => {
  it('at 12 to 23 months needs two doses eight weeks apart and no third', () => {
    const pcv = { pcv1: onMonth(13) }
    expect(stateOf('pcv2', addDays(onMonth(13), 55), pcv)).toBe('notYet intervalNotOver')
    expect(stateOf('pcv2', addDays(onMonth(13), 56), pcv)).toBe('late catchUp')
    expect(stateOf('pcv3', onMonth(20), pcv)).toBe('none')
    expect(stateOf('pcv3', lastOf(11))).not.toBe('none')
    expect(stateOf('pcv3', onMonth(12))).toBe('none')
  })

  it('from 24 months needs one', () => {
    expect(stateOf('pcv1', onMonth(24))).toBe('late catchUp')
    expect(stateOf('pcv2', onMonth(24))).toBe('none')
    expect(stateOf('pcv2', lastOf(23))).toBe('notYet previousDoseFirst')
  })

  it('leaves a missed third dose from 24 months to nakes', () => {
    const pcv = { pcv1: onMonth(2), pcv2: onMonth(3) }
    expect(stateOf('pcv3', lastOf(23), pcv)).toBe('open afterIdealWindow')
    expect(stateOf('pcv3', onMonth(24), pcv)).toBe('late nakesDecide')
  })
})

describe('a district with hexavalent vaccine', () => {
  const on = { hexavalentVaccine: true }
  it('is owed it in place of DPT and IPV, and the birth dose of HB all the same', () => {
    const products = items(onMonth(2), {}, on).map(({ product }) => product)
    expect(products).toEqual(expect.arrayContaining(['hb0', 'hexa1', 'hexa2', 'hexa3', 'dpt4']))
    expect(products).not.toContain('dpt1')
    expect(products).not.toContain('ipv1')
    expect(stateOf('hexa1', onMonth(2), {}, on)).toBe('due idealWindow')
  })

  it('goes on with it where pentavalent was begun, and owes the polio that is lacking', () => {
    const doses = { dpt1: onMonth(2), dpt2: onMonth(3) }
    expect(stateOf('dpt1', onMonth(4), doses, on)).toBe('done given')
    expect(stateOf('hexa3', onMonth(4), doses, on)).toBe('due idealWindow')
    expect(stateOf('ipv1', onMonth(4), doses, on)).toBe('none')
    expect(stateOf('ipv2', onMonth(4), doses, on)).toBe('notYet tooYoung')
  })

  it('counts a hexavalent dose given elsewhere', () => {
    const doses = { hexa1: onMonth(2) }
    expect(stateOf('hexa1', onMonth(3), doses)).toBe('done given')
    expect(stateOf('dpt2', onMonth(3), doses)).toBe('due idealWindow')
    expect(stateOf('ipv1', onMonth(4), doses)).toBe('none')
  })
})

describe('what was recorded', () => {
  it('is done, whatever the day', () =>
    expect(stateOf('mr1', onMonth(60), { mr1: onMonth(9) })).toBe('done given'))

  it('is told where it was too early or too soon', () => {
    const early = (doses: GivenDoses) =>
      dosesGivenTooEarly({ birthDate: born, day: onMonth(20), doses, settings: settingsWith({}) })
    expect(early({ mr1: onMonth(9) })).toEqual([])
    expect(early({ mr1: addDays(onMonth(9), -1) })).toEqual([{ dose: 'mr1', because: 'tooYoung' }])
    expect(early({ opv1: onMonth(1), opv2: addDays(onMonth(1), 40) })).toEqual([])
    expect(early({ opv1: onMonth(2), opv2: addDays(onMonth(2), 27) })).toEqual([
      { dose: 'opv2', because: 'tooSoon' },
    ])
  })

  it('a live vaccine too soon after another one is told, on the same day it is not', () => {
    const early = (mr1: string, je: string) =>
      dosesGivenTooEarly({
        birthDate: born,
        day: onMonth(20),
        doses: { mr1, je },
        settings: settingsWith({}),
      })
    const mr1 = addDays(onMonth(10), 5)
    expect(early(mr1, mr1)).toEqual([])
    expect(early(mr1, addDays(mr1, 27))).toEqual([{ dose: 'je', because: 'tooSoon' }])
    expect(early(mr1, addDays(mr1, 28))).toEqual([])
    expect(early(addDays(mr1, 27), mr1)).toEqual([{ dose: 'mr1', because: 'tooSoon' }])
  })

  it('is followed to the day before the sixth birthday', () => {
    expect(items(lastOf(71)).length).toBeGreaterThan(10)
    expect(items(onMonth(72))).toEqual([])
  })
})
