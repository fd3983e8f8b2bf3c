import { describe, expect, it } from 'vitest'
import { contextOf, daysAgo, instrumentOf, type RuleCase } from '#tests/builders/rule-case.ts'
import { folded } from './parse-value.ts'
import { checkAnswer, fieldContextOf, instruments, parseAnswers } from './index.ts'
import type {
  AnswerValue,
  Field,
  FieldContext,
  GroupValue,
  NumberSpec,
  PartSpec,
  Range,
} from './instrument.ts'

const ages: Readonly<Record<string, readonly Partial<RuleCase>[]>> = {
  balita: [{ months: 3 }, { months: 30 }, { months: 65 }],
}

const contextsOf = (instrument: string): readonly FieldContext[] =>
  (ages[instrument] ?? [{}]).map((age) =>
    fieldContextOf(instrumentOf(instrument), {}, contextOf({ instrument, answers: {}, ...age })),
  )

const rangeIn = (range: NumberSpec['reject'] | undefined, context: FieldContext): Range =>
  typeof range === 'function' ? range(context) : (range ?? {})

const rounded = (value: number) => Math.round(value * 1000) / 1000

/** Believable companions, so that one part of a group can be tried alone. */
const companions: GroupValue = {
  systolicMmHg: 120,
  diastolicMmHg: 75,
  lengthHeightCm: 90,
  mgPerDl: 90,
  kind: 'random',
  trend: 'rises',
  did: true,
  days: 3,
  minutes: 30,
}

type Numbered = {
  readonly name: string
  readonly field: Field
  readonly spec: NumberSpec
  readonly part?: PartSpec
}

const numbersOf = (field: Field): readonly Numbered[] => {
  if (field.type === 'number') return [{ name: field.id, field, spec: field }]
  if (field.type !== 'group') return []
  return field.parts.flatMap((part) =>
    part.type === 'number' ? [{ name: `${field.id}.${part.id}`, field, spec: part, part }] : [],
  )
}

function valueOf({ field, part }: Numbered, value: number, context: FieldContext): AnswerValue {
  if (!part || field.type !== 'group') return value
  const rest = field.parts.flatMap((one) => {
    const choice = one.type === 'choice' ? one.choices[0] : undefined
    const beside =
      one.default?.(context) ?? companions[one.id] ?? choice ?? (one.optionalWhen ? undefined : '')
    return beside === undefined ? [] : [[one.id, beside] as const]
  })
  const group: Record<string, string | number | boolean> = { ...Object.fromEntries(rest), [part.id]: value }
  // The other half of a pressure stays on its side, so that only the edge under test speaks.
  if (part.id === 'systolicMmHg') group['diastolicMmHg'] = Math.max(30, Math.min(75, value - 25))
  if (part.id === 'diastolicMmHg') group['systolicMmHg'] = Math.min(260, Math.max(120, value + 25))
  return group
}

const codesAt = (one: Numbered, value: number, context: FieldContext): string => {
  const checked = checkAnswer(one.field, valueOf(one, value, context), context)
  return checked.status === 'ok' ? 'ok' : `${checked.status} ${checked.code}`
}

const withNumbers = instruments.filter(({ fields }) => fields.flatMap(numbersOf).length > 0)

describe.each(withNumbers.map(({ id }) => id))('number fields of %s', (id) => {
  const numbers = instrumentOf(id).fields.flatMap(numbersOf)
  it.each(numbers.map(({ name }) => name))('%s is refused and asked at its edges', (name) => {
    const one = numbers.find((other) => other.name === name)
    if (!one) throw new Error(name)
    const step = 1 / 10 ** one.spec.decimals
    for (const context of contextsOf(id)) {
      const { min, max } = rangeIn(one.spec.reject, context)
      expect(min).toBeTypeOf('number')
      expect(max).toBeTypeOf('number')
      expect(codesAt(one, rounded((min ?? 0) - step), context)).toBe('reject tooLow')
      expect(codesAt(one, min ?? 0, context)).not.toContain('tooLow')
      expect(codesAt(one, rounded((max ?? 0) + step), context)).toBe('reject tooHigh')
      expect(codesAt(one, max ?? 0, context)).not.toContain('tooHigh')
      expect(codesAt(one, (min ?? 0) + step / 2, context)).toBe('reject tooManyDecimals')
      const believed = rangeIn(one.spec.confirm, context)
      if (believed.min !== undefined) {
        expect(codesAt(one, rounded(believed.min - step), context)).toBe('confirm unusuallyLow')
        expect(codesAt(one, believed.min, context)).not.toContain('unusually')
      }
      if (believed.max !== undefined) {
        expect(codesAt(one, rounded(believed.max + step), context)).toBe('confirm unusuallyHigh')
        expect(codesAt(one, believed.max, context)).not.toContain('unusually')
      }
    }
  })
})

describe('every field', () => {
  const all = instruments.flatMap((instrument) => instrument.fields.map((field) => ({ instrument, field })))

  it.each(all.map(({ instrument, field }) => [instrument.id, field.id] as const))(
    '%s %s takes "not measured" in each of its three states',
    (id, fieldId) => {
      const field = instrumentOf(id).fields.find((one) => one.id === fieldId)
      const [context] = contextsOf(id)
      if (!field || !context) throw new Error(fieldId)
      for (const state of ['notMeasured', 'cannotBeDone', 'unknown'] as const)
        expect(checkAnswer(field, { state }, context)).toEqual({ status: 'ok' })
    },
  )

  it('has one id and one card id per instrument, and a source', () => {
    for (const { fields } of instruments) {
      const names = fields.flatMap(({ id, cardId }) => (id === cardId ? [id] : [id, cardId]))
      expect(new Set(names).size).toBe(names.length)
      for (const { source } of fields) expect(source.length).toBeGreaterThan(3)
    }
  })

  it('has choices whose printed words are all of its own', () => {
    for (const { field } of all) {
      const specs = field.type === 'group' ? field.parts : [field]
      for (const spec of specs) {
        if (spec.type !== 'choice' && spec.type !== 'multi') continue
        const { choices, printed = {}, alsoPrinted = {} } = spec
        for (const code of [...Object.keys(printed), ...Object.keys(alsoPrinted)])
          expect(choices).toContain(code)
        const words = choices.flatMap((code) => [
          ...new Set([code, printed[code] ?? code, ...(alsoPrinted[code] ?? [])].map(folded)),
        ])
        expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
      }
    }
  })
})

describe('other kinds of fields', () => {
  const check = (instrument: string, id: string, value: AnswerValue, more: Partial<RuleCase> = {}) => {
    const field = instrumentOf(instrument).fields.find((one) => one.id === id)
    if (!field) throw new Error(id)
    const one = { instrument, answers: {}, ...more }
    const checked = checkAnswer(
      field,
      value,
      fieldContextOf(instrumentOf(instrument), one.answers, contextOf(one)),
    )
    return checked.status === 'ok' ? 'ok' : `${checked.status} ${checked.code}`
  }

  it('refuses a diastole that is not below the systole, and asks at an odd pulse pressure', () => {
    const at = (systolicMmHg: number, diastolicMmHg: number) =>
      check('ibu-hamil', 'bloodPressure', { systolicMmHg, diastolicMmHg })
    expect(at(100, 100)).toBe('reject diastolicNotBelowSystolic')
    expect(at(100, 99)).toBe('confirm pulsePressureUnusual')
    expect(at(100, 80)).toBe('ok')
    expect(at(100, 81)).toBe('confirm pulsePressureUnusual')
    expect(check('ibu-hamil', 'bloodPressure', { systolicMmHg: 120 })).toBe('reject missingPart')
    expect(check('ibu-hamil', 'bloodPressure', 120)).toBe('reject wrongShape')
  })

  it('takes the words of a glucometer and asks whether 29 was meant in mmol/L', () => {
    const at = (mgPerDl: number | string) => check('dewasa', 'bloodGlucose', { mgPerDl, kind: 'random' })
    expect(at('LO')).toBe('ok')
    expect(at('HI')).toBe('ok')
    expect(at('XX')).toBe('reject notANumber')
    expect(at(29)).toBe('confirm unusuallyLow')
    expect(check('dewasa', 'bloodGlucose', { mgPerDl: 90, kind: 'other' })).toBe('reject notAChoice')
  })

  it('takes a first day of menstruation from 44 weeks ago to the day itself', () => {
    const at = (value: string) => check('ibu-hamil', 'lastMenstrualPeriodOn', value)
    expect(at('2026-06-15')).toBe('ok')
    expect(at('2026-06-16')).toBe('reject tooLate')
    expect(at('2025-08-25')).toBe('ok')
    expect(at('2025-08-24')).toBe('confirm gestationBeyond42Weeks')
    expect(at('2025-08-11')).toBe('confirm gestationBeyond42Weeks')
    expect(at('2025-08-10')).toBe('reject tooEarly')
    expect(at('2025-02-30')).toBe('reject notADate')
  })

  it('refuses what is no choice', () => {
    expect(check('balita', 'bilateralOedema', 'grade4')).toBe('reject notAChoice')
    expect(check('balita', 'childDangerSigns', ['convulsion', 'other'])).toBe('reject notAChoice')
    expect(check('balita', 'childDangerSigns', [])).toBe('ok')
    expect(check('balita', 'measuredAgain', 'ya')).toBe('reject notAChoice')
  })

  it('says what was perhaps meant', () => {
    const field = instrumentOf('balita').fields.find(({ id }) => id === 'weightKg')
    const [context] = contextsOf('balita')
    if (!field || !context) throw new Error('weightKg')
    expect(checkAnswer(field, 8400, context)).toMatchObject({ facts: { perhaps: 8.4 } })
    expect(checkAnswer(field, 84, context)).toMatchObject({ facts: { perhaps: 8.4 } })
  })

  describe('doubts beside the history', () => {
    it('weight in pregnancy: +3 or −2 kg in four weeks', () => {
      const history = [daysAgo(28, 'ibu-hamil', { weightKg: 55 })]
      const at = (value: number, days = history) => check('ibu-hamil', 'weightKg', value, { history: days })
      expect([at(58), at(58.1), at(53), at(52.9)]).toEqual([
        'ok',
        'confirm weightRose',
        'ok',
        'confirm weightFell',
      ])
      const twice = [daysAgo(56, 'ibu-hamil', { weightKg: 55 })]
      expect([at(61, twice), at(61.1, twice)]).toEqual(['ok', 'confirm weightRose'])
    })

    it('weight of a child: a loss of 0.5 kg, a gain of 1.5 kg a month below six months, 1 kg later', () => {
      const at = (months: number, value: number, before: number) =>
        check('balita', 'weightKg', value, { months, history: [daysAgo(30, 'balita', { weightKg: before })] })
      expect([at(4, 6.5, 5), at(4, 6.51, 5)]).toEqual(['ok', 'confirm weightRose'])
      expect([at(12, 10, 9), at(12, 10.01, 9)]).toEqual(['ok', 'confirm weightRose'])
      expect([at(12, 9, 9.5), at(12, 8.99, 9.5)]).toEqual(['ok', 'confirm weightFell'])
      expect(check('balita', 'weightKg', 20, { months: 12 })).toBe('confirm weightUnusualForAge')
    })

    it('length: a fall of 0.5 cm, a rise of 4 cm a month below a year, 2.5 cm later, another position', () => {
      const at = (months: number, cm: number, before: number) =>
        check(
          'balita',
          'lengthHeight',
          { lengthHeightCm: cm, position: months < 24 ? 'lying' : 'standing' },
          {
            months,
            history: [daysAgo(30, 'balita', { lengthHeight: { lengthHeightCm: before, position: 'lying' } })],
          },
        )
      expect([at(8, 70, 66), at(8, 70.1, 66)]).toEqual(['ok', 'confirm lengthRose'])
      expect([at(14, 76.5, 74), at(14, 76.6, 74)]).toEqual(['ok', 'confirm lengthRose'])
      expect([at(14, 74, 74.5), at(14, 73.9, 74.5)]).toEqual(['ok', 'confirm lengthFell'])
      const posture = (months: number, position: string) =>
        check('balita', 'lengthHeight', { lengthHeightCm: 85, position }, { months })
      expect([posture(23, 'lying'), posture(23, 'standing')]).toEqual(['ok', 'confirm positionUnusual'])
      expect([posture(24, 'standing'), posture(24, 'lying')]).toEqual(['ok', 'confirm positionUnusual'])
    })

    it('head: 2 cm a month, a fall of 0.5 cm', () => {
      const at = (cm: number) =>
        check('balita', 'headCircumferenceCm', cm, {
          history: [daysAgo(30, 'balita', { headCircumferenceCm: 44 })],
        })
      expect([at(46), at(46.1), at(43.5), at(43.4)]).toEqual([
        'ok',
        'confirm headRose',
        'ok',
        'confirm headFell',
      ])
    })

    it('weight of adults: 5 kg or 7 % within 60 days', () => {
      const at = (value: number, before: number, days = 60) =>
        check('dewasa', 'weightKg', value, { history: [daysAgo(days, 'dewasa', { weightKg: before })] })
      expect([at(95, 90), at(95.1, 90), at(95.1, 90, 61)]).toEqual(['ok', 'confirm weightRose', 'ok'])
      expect([at(46.5, 50), at(46.4, 50)]).toEqual(['ok', 'confirm weightFell'])
    })

    it('height of adults: 2 cm; of pupils: a fall of 1 cm, a rise of 3 cm in 60 days', () => {
      const adult = (cm: number) =>
        check('dewasa', 'heightCm', cm, { history: [daysAgo(400, 'dewasa', { heightCm: 160 })] })
      expect([adult(162), adult(162.1), adult(157.9)]).toEqual([
        'ok',
        'confirm heightRose',
        'confirm heightFell',
      ])
      const pupil = (cm: number, days: number) =>
        check('remaja', 'heightCm', cm, { history: [daysAgo(days, 'remaja', { heightCm: 140 })] })
      expect([pupil(143, 60), pupil(143.1, 60), pupil(143.1, 61)]).toEqual(['ok', 'confirm heightRose', 'ok'])
      expect([pupil(139, 300), pupil(138.9, 300)]).toEqual(['ok', 'confirm heightFell'])
    })

    it('an unusual BMI, and a waist above nine tenths of the height', () => {
      const bmi = (weightKg: number) => check('dewasa', 'heightCm', 160, { answers: { weightKg } })
      expect([bmi(128), bmi(128.2)]).toEqual(['ok', 'confirm bmiUnusual'])
      const wide = (waistCm: number) => check('dewasa', 'waistCm', waistCm, { answers: { heightCm: 150 } })
      expect([wide(135), wide(135.1)]).toEqual(['ok', 'confirm waistLargeForHeight'])
    })
  })
})

describe('answers as people write them', () => {
  const read = (instrument: string, given: object, extra: Partial<RuleCase> = {}) => {
    const context = fieldContextOf(
      instrumentOf(instrument),
      {},
      contextOf({ instrument, answers: {}, ...extra }),
    )
    return { ...parseAnswers(instrumentOf(instrument), { ...given }, context), context }
  }

  it('take the printed "cannot" and "do not know" for states, not for wrong choices', () => {
    const height = read('lansia', { tinggi_badan_metode: 'tidak_dapat', tinggi_badan: 'tidak dapat' })
    expect(height.problems).toEqual([])
    expect(height.answers['heightMethod']).toEqual({ state: 'cannotBeDone' })
    expect(height.answers['heightCm']).toEqual({ state: 'cannotBeDone' })
    expect(read('ibu-hamil', { janin_kembar: 'tidak tahu' }).answers['multiplePregnancy']).toEqual({
      state: 'unknown',
    })
  })

  it('take "tidak tahu" for a choice where the card prints it as one', () => {
    expect(read('kr-balita', { buku_kia: 'tidak tahu' }).answers['kiaBook']).toBe('notKnown')
    expect(read('dewasa', { tbc_kontak: 'tidak_tahu' }).answers['tbcContact']).toBe('notKnown')
    expect(read('ibu-hamil', { presentasi_janin: 'tidak tahu' }).answers['presentation']).toBe('notKnown')
  })

  it('take the day for a yes where the card has room for either', () => {
    const seen = (value: unknown) => read('ibu-hamil', { periksa_dokter_t1: value }).answers
    expect(seen('02-04-2026')['doctorVisitTrimester1']).toBe(true)
    expect(seen('tidak')['doctorVisitTrimester1']).toBe(false)
    expect(read('ibu-hamil', { periksa_dokter_t1: '31-02-2026' }).problems).not.toEqual([])
    expect(read('ibu-hamil', { kelas_ibu_hamil: '02-04-2026' }).problems).not.toEqual([])
  })

  it('take a row of dates one after the other', () => {
    const row = (days: readonly string[]) => read('kr-nifas', { vita_minum_tgl: days })
    const { answers } = row(['2026-06-01', '2026-06-02'])
    expect([answers['vitaminAFirstOn'], answers['vitaminASecondOn']]).toEqual(['2026-06-01', '2026-06-02'])
    expect(row(['2026-06-01']).answers['vitaminASecondOn']).toBeUndefined()
    expect(row(['2026-06-01', '2026-06-02', '2026-06-03']).problems).not.toEqual([])
    expect(read('kr-balita', { vita_merah_tgl: ['2026-02-01', '2026-08-01'] }).problems).not.toEqual([])
  })

  it('take the parts of a group by the short names in its braces', () => {
    const on = '2026-06-01'
    const visit = read('kr-bayi', { kn1: { tanggal: on, tempat: 'puskesmas', petugas: 'bidan' } })
    expect(visit.unknown).toEqual([])
    expect(visit.answers['newbornVisit1']).toEqual({ on, place: 'puskesmas', officer: 'bidan' })
    expect(read('kr-bayi', { kn1: { tgl: on } }).unknown).toEqual(['kn1.tgl'])
  })

  it('take no short name outside the braces of the group whose it is', () => {
    const outside = { tanggal: '2026-06-01', tempat: 'puskesmas', td_sistole: 120 }
    const card = instrumentOf('ibu-hamil')
    const context = fieldContextOf(card, {}, contextOf({ instrument: 'ibu-hamil', answers: {} }))
    const { answers, unknown } = parseAnswers(card, outside, context)
    expect(unknown).toEqual(['tanggal', 'tempat'])
    expect(answers).toEqual({ bloodPressure: { systolicMmHg: 120 } })
  })

  it('take a state for the whole of a group by its card id', () => {
    const td = { state: 'notMeasured', reason: 'refused' }
    expect(read('dewasa', { td }).answers['bloodPressure']).toEqual(td)
    expect(read('dewasa', { td_sistol: 'tidak_diukur' }).answers['bloodPressure']).toEqual({
      state: 'notMeasured',
    })
    expect(read('dewasa', { td }).unknown).toEqual([])
  })

  it('of a length may leave out the position only where no age tells the usual one', () => {
    const field = instrumentOf('balita').fields.find(({ id }) => id === 'lengthHeight')
    const statusOf = (birthDate?: string) => {
      const { answers, context } = read('balita', { pb_tb: 76 }, birthDate ? { birthDate } : {})
      return [answers['lengthHeight'], field && checkAnswer(field, answers['lengthHeight'] ?? '', context)]
    }
    expect(statusOf('unknown')).toEqual([{ lengthHeightCm: 76 }, { status: 'ok' }])
    expect(statusOf('2024-06-16')).toEqual([{ lengthHeightCm: 76, position: 'lying' }, { status: 'ok' }])
    const { context } = read('balita', {})
    expect(field && checkAnswer(field, { lengthHeightCm: 76 }, context)).toMatchObject({
      status: 'reject',
      code: 'missingPart',
    })
  })
})
