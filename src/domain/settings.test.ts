import { describe, expect, it } from 'vitest'
import { defaultSettings, isAllowed, settingDefinitions, settingOf, settingsWith } from './settings.ts'

describe('settings', () => {
  it('are named once, with an allowed default, a reason and a source', () => {
    const names = settingDefinitions.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const definition of settingDefinitions) {
      expect(isAllowed(definition, definition.default), definition.name).toBe(true)
      expect(definition.reason.length).toBeGreaterThan(20)
      expect(definition.source.length).toBeGreaterThan(2)
    }
  })

  it('take known names with allowed values and nothing else', () => {
    const settings = settingsWith({
      adultFromYears: 19,
      adultBmiScheme: 'none such',
      referAtFirstT: 'no',
      glucoseEmergencyFrom: 1000,
      invented: 1,
    })
    expect(settings['adultFromYears']).toBe(19)
    expect(settings['adultBmiScheme']).toBe('card')
    expect(settings['referAtFirstT']).toBe(true)
    expect(settings['glucoseEmergencyFrom']).toBe(300)
    expect('invented' in settings).toBe(false)
    expect(settingsWith()).toEqual(defaultSettings)
  })

  it('hold a range to its ends and its steps', () => {
    const at = (value: unknown) => settingsWith({ lengthEveryMonths: value })['lengthEveryMonths']
    expect([0, 1, 3, 4, 1.5, Number.NaN, '2'].map(at)).toEqual([1, 1, 3, 1, 1, 1, 1])
  })

  it('fall back to the default where a value is unknown, and refuse a name that is none', () => {
    expect(settingOf({}, 'adultFromYears')).toBe(18)
    expect(settingOf({ adultFromYears: 17 }, 'adultFromYears')).toBe(18)
    expect(() => settingOf({}, 'invented')).toThrow(RangeError)
  })
})
