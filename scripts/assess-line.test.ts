import { describe, expect, it } from 'vitest'
import { wellAdult } from '#tests/builders/well-adult.ts'
import { assessLine } from './assess-line.ts'

const line = (over: object) =>
  JSON.stringify({
    instrument: 'dewasa',
    answers: { berat_badan: 60, tinggi_badan: 160, lingkar_perut: 75, td_sistol: 118, td_diastol: 76 },
    person: { sex: 'female', birthDate: '1996-01-01' },
    day: '2026-06-15',
    ...over,
  })
const say = (over: object) => assessLine(line(over)) as Record<string, unknown>
const first = (over: object) => (say(over)['findings'] as { code: string }[])[0]?.code

describe('a line of npm run assess', () => {
  it('gives level, incomplete and findings', () => {
    expect(Object.keys(say({}))).toEqual(['level', 'incomplete', 'findings'])
    expect(say({})).toMatchObject({ level: 'normal', incomplete: true })
    const measured = { berat_badan: 60, tinggi_badan: 160, lingkar_perut: 75, td_sistol: 118, td_diastol: 76 }
    expect(say({ answers: { ...wellAdult, ...measured } })).toMatchObject({
      level: 'normal',
      incomplete: false,
    })
  })

  it('reads fields by name, by card id and by the id of the other page', () => {
    const named = {
      weightKg: 60,
      heightCm: 160,
      waistCm: 75,
      bloodPressure: { systolicMmHg: 118, diastolicMmHg: 76 },
    }
    expect(say({ answers: named })).toEqual(say({}))
    const other = { bb: '60', tb: '160,0', lp: 75, td_sistole: 118, td_diastole: 76 }
    expect(say({ answers: other })).toEqual(say({}))
    const nested = { bb: 60, tb: 160, lp: 75, td: { td_sistol: 118, td_diastol: 76 } }
    expect(say({ answers: nested })).toEqual(say({}))
  })

  it('reads choices by code or as printed', () => {
    const child = (answers: object) =>
      say({
        instrument: 'balita',
        person: { sex: 'L', birthDate: '2024-12-15' },
        answers: { bb: 10, ...answers },
      })
    const lying = child({ pb_tb: 80, posisi_ukur: 'telentang', edema_bilateral: 'tidak' })
    expect(
      child({ lengthHeight: { lengthHeightCm: 80, position: 'lying' }, bilateralOedema: 'none' }),
    ).toEqual(lying)
    expect(child({ pb_tb: 80, posisi_ukur: 'Telentang', edema: false })).toEqual(lying)
    // Without a position the usual one of the age stands.
    expect(child({ pb_tb: 80, edema: 'tidak' })).toEqual(lying)
    expect(JSON.stringify(child({ edema_bilateral: '+3' }))).toContain('oedemaGrade3')
    const pregnant = { instrument: 'ibu-hamil', person: { sex: 'P', birthDate: '1996-01-01' } }
    expect(first({ ...pregnant, answers: { hpht: '01-02-2026', bh_kejang: 'ya' } })).toBe(
      'maternalConvulsion',
    )
    expect(first({ ...pregnant, answers: { hpht: '2026-02-01', bh_kejang: 'tidak' } })).not.toBe(
      'maternalConvulsion',
    )
  })

  it('reads the words of a glucometer, and glucose beside its kind', () => {
    expect(first({ answers: { gula_darah: 'hi' } })).toBe('glucoseBeyondMeter')
    expect(first({ answers: { gula_darah: 126, gula_darah_jenis: 'GDP' } })).toBe('diabetesIndicated')
    expect(first({ answers: { gula_darah: 126, gula_darah_jenis: 'GDS' } })).not.toBe('diabetesIndicated')
  })

  it('reads states without a value', () => {
    const answers = { bb: 60, tb: 160, lp: 'tidak_diukur', td: { td_sistol: 118, td_diastol: 76 } }
    expect(say({ answers })).toMatchObject({ level: 'normal', incomplete: true })
    const because = { ...answers, lp: { state: 'notMeasured', reason: 'refused' } }
    expect(JSON.stringify(say({ answers: because }))).toContain('"reason":"refused"')
  })

  it('takes history oldest first or not, and only before the day', () => {
    const child = {
      instrument: 'balita',
      person: { sex: 'male', birthDate: '2025-06-10' },
      answers: { bb: 9 },
    }
    const history = [
      { instrument: 'balita', day: '2026-05-15', answers: { bb: '9,0' } },
      { instrument: 'balita', day: '2026-04-15', answers: { weightKg: 9 } },
      { instrument: 'balita', day: '2026-07-15', answers: { weightKg: 1 } },
    ]
    expect(JSON.stringify(say({ ...child, history }))).toContain('weightNotGainedTwice')
  })

  const child = { instrument: 'balita', person: { sex: 'L', birthDate: '2025-04-15' } }

  it('reads earlier answers that stand on the form of another visit', () => {
    const given = { imun_hb0: '2025-04-15', imun_bcg: '2025-05-15', imun_mr1: '2026-01-15' }
    const history = [{ instrument: 'kr-bayi', day: '2026-01-20', answers: given }]
    expect(JSON.stringify(say({ ...child, answers: {}, history }))).toContain('immunisationBehind')
    const served = { jenis_layanan: 'vitamin_a', dosis_id: '1', tgl_pemberian: '2026-02-12' }
    const missed = (history: readonly object[]) =>
      JSON.stringify(say({ ...child, day: '2026-03-10', answers: { vit_a: 'tidak' }, history })).includes(
        'vitaminAMissed',
      )
    expect(missed([])).toBe(true)
    expect(missed([{ instrument: 'pelayanan', day: '2026-02-12', answers: served }])).toBe(false)
  })

  it('takes the person from the header of the card, and leaves the rows that others hold', () => {
    const header = { tgl_lahir: '15-04-2025', jenis_kelamin: 'L', nama_anak: 'Ani', umur_bulan: 14 }
    const bare = say({ ...child, answers: { bb: 7 } })
    expect(say({ ...child, person: undefined, answers: { ...header, bb: 7 } })).toEqual(bare)
    expect(say({ ...child, answers: { bb: 7, tgl_kunjungan: '2026-06-15' } })).toEqual(bare)
  })

  it('takes no measure from how it would have been measured', () => {
    const none = say({ ...child, answers: { bb: 10 } })
    expect(say({ ...child, answers: { bb: 10, posisi_ukur: 'telentang' } })).toEqual(none)
    expect(say({ ...child, answers: { bb: 10, pb_tb: null, posisi_ukur: 'telentang' } })).toEqual(none)
  })

  it('ages weeks of pregnancy that an earlier visit said', () => {
    const answers = { bb: 60, lila: 25 }
    const history = [{ instrument: 'ibu-hamil', day: '2026-05-18', answers: { uk_perkiraan_minggu: 38 } }]
    const post = say({ instrument: 'ibu-hamil', answers, history })
    expect(JSON.stringify(post)).toContain('"weeks":42')
    expect(say({ instrument: 'ibu_nifas', answers: { tgl_bersalin: '2026-06-01' } })['error']).toBeUndefined()
  })

  it('takes settings by name, and tells what it does not know', () => {
    const answers = { bb: 60, tb: 160, lp: 75, td_sistol: 118, td_diastol: 76, tinggi: 3 }
    expect(say({ answers, settings: { adultBmiScheme: 'asiaPacific', other: 1 } })).toMatchObject({
      level: 'counsel',
      unknown: ['tinggi', 'other'],
    })
  })

  it.each([
    ['{', 'notJson', 'line'],
    ['[]', 'wrongShape', 'line'],
    [line({ instrument: 'kucing' }), 'unknownInstrument', 'instrument'],
    [line({ day: '2026-02-30' }), 'notADate', 'day'],
    [line({ person: { sex: 'x' } }), 'notAChoice', 'person.sex'],
    [line({ person: { sex: 'P', birthDate: '2026-06-16' } }), 'beforeBirth', 'day'],
    [line({ person: { sex: 'P', birthDate: 'kemarin' } }), 'notADate', 'person.birthDate'],
    [line({ instrument: 'balita' }), 'instrumentDoesNotApply', 'instrument'],
    [line({ answers: [] }), 'wrongShape', 'answers'],
    [line({ history: {} }), 'wrongShape', 'history'],
    [line({ history: [{ day: 'x' }] }), 'notADate', 'history.0.day'],
    [line({ answers: { bb: 'berat' } }), 'notANumber', 'bb'],
    [line({ answers: { bb: 301 } }), 'tooHigh', 'bb'],
    [line({ answers: { weightKg: 301 } }), 'tooHigh', 'weightKg'],
    [line({ answers: { bb: 60.55 } }), 'tooManyDecimals', 'bb'],
    [line({ answers: { td_sistol: 80, td_diastol: 80 } }), 'diastolicNotBelowSystolic', 'td_sistol'],
    [line({ answers: { td_sistol: 120, td_diastol: 161 } }), 'tooHigh', 'td_diastol'],
    [line({ answers: { td: { td_sistol: 261, td_diastol: 80 } } }), 'tooHigh', 'td'],
    [line({ answers: { td_sistol: 120 } }), 'missingPart', 'td_sistol'],
    [line({ answers: { gula_darah: 90, gula_darah_jenis: 'pagi' } }), 'notAChoice', 'gula_darah_jenis'],
  ])('refuses %s', (text, code, field) => expect(assessLine(text)).toEqual({ error: { code, field } }))
})
