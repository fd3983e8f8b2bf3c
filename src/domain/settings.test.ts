import { describe, expect, it } from 'vitest'
import { printedSettings } from '#domain/rules/settings/printed-settings.ts'
import {
  defaultSettings,
  isAllowed,
  isSettingName,
  settingDefinitions,
  settingOf,
  settingsWith,
} from './settings.ts'

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

  it.each([
    ['batas_usia_dewasa_tahun', 19, 'adultFromYears', 19],
    ['imt_klasifikasi_desimal', 'none', 'adultBmiRounding', 'none'],
    ['imt_klasifikasi_desimal', 1, 'adultBmiRounding', 'oneDecimal'],
    ['imt_skema_dewasa', 'ASIA_PASIFIK', 'adultBmiScheme', 'asiaPacific'],
    ['obesitas_remaja_rujuk', 'langsung', 'schoolAgeObesityReferral', 'atOnce'],
    ['td_skema_remaja', 'KARTU_DEWASA', 'teenBloodPressureScheme', 'adult'],
    ['td_rendah_dewasa', 'off', 'adultLowBloodPressure', 'off'],
    ['td_skema_lansia', 'JNC7', 'olderBloodPressureScheme', 'jnc7'],
    ['td_agregasi', 'terendah', 'bloodPressureOfTwo', 'lowest'],
    ['td_agregasi', 'kedua', 'bloodPressureOfTwo', 'second'],
    ['gd_gap_100_139', 'prediabetes\u2011warning', 'randomGlucose100To139', 'prediabetes'],
    ['kolesterol_tinggi', '>200', 'cholesterolMarkHigh', 'above200'],
    ['kolesterol_tinggi', '≥240', 'cholesterolMarkHigh', 'from240'],
    ['tbc_aturan', 'FORMULIR1_W4SS', 'tbcRule', 'w4ss'],
    ['tbc_aturan', 'KARTU_2GEJALA', 'tbcRule', 'twoOnCard'],
    ['puma_cutoff', 7, 'pumaCutoff', 7],
    ['puma_hanya_perokok', true, 'pumaOnlySmokers', true],
    ['puma_hanya_perokok', 'ya', 'pumaOnlySmokers', true],
    ['srq_usia_min', 15, 'srqFromYears', 15],
    ['lila_kek_wus', 21.5, 'womenMuacLimitCm', 21.5],
    ['rujuk_T_pertama', false, 'referAtFirstT', false],
    ['bumil_td_waspada', 'on', 'maternalBloodPressureWatch', true],
    ['bumil_td_waspada', '130/85', 'maternalBloodPressureWatch', true],
    ['trimester_A_batas_hari', [84, 168], 'trimesterASecondFromDay', 84],
    ['trimester_A_batas_hari', [84, 168], 'trimesterAThirdFromDay', 168],
    ['trimester_B_batas_hari', [91, 196], 'trimesterBThirdFromDay', 196],
    ['trimester_B_batas_hari', 91, 'trimesterBThirdFromDay', 203],
  ])('take %s: %s as it is printed', (printed, value, name, expected) =>
    expect(settingsWith({ [printed]: value })[name]).toBe(expected),
  )

  it('have every printed name, and printed value, of a setting', () => {
    for (const { printed, name, values = {} } of printedSettings) {
      const definition = settingDefinitions.find((one) => one.name === name)
      expect(isSettingName(printed), printed).toBe(true)
      for (const value of Object.values(values))
        expect(definition && isAllowed(definition, value), `${printed} ${value}`).toBe(true)
    }
    expect(isSettingName('referAtFirstT')).toBe(true)
    expect(isSettingName('invented')).toBe(false)
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
