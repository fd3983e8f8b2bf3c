import { describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween } from '#domain/time/calendar-day.ts'
import { type DueCase, dueIn, stateOf } from '#tests/builders/due-case.ts'

describe('a pregnancy', () => {
  const hpht = '2026-01-05'
  const at = (days: number, more: Partial<DueCase> = {}): DueCase => ({
    sex: 'female',
    birthDate: '1998-06-15',
    day: addDays(hpht, days),
    ...more,
    given: { pregnant: true, lastMenstrualPeriodOn: hpht, ...more.given },
  })
  const told = (product: string, days: number) => ({ given: { [product]: { on: addDays(hpht, days) } } })

  it.each([
    ['k1', 0, 'due windowOpen'],
    ['k1', 90, 'due windowOpen'],
    ['k1', 91, 'late windowOver'],
    ['k2', 90, 'notYet windowAhead'],
    ['k2', 91, 'due windowOpen'],
    ['k3', 174, 'due windowOpen'],
    ['k3', 175, 'missed windowOver'],
    ['k4', 174, 'notYet windowAhead'],
    ['k4', 175, 'due windowOpen'],
    ['k5', 251, 'due windowOpen'],
    ['k5', 252, 'late expectedBefore'],
    ['k4', 286, 'late expectedBefore'],
    ['k4', 287, 'missed windowOver'],
    ['k6', 174, 'notYet windowAhead'],
    ['k6', 175, 'due windowOpen'],
    ['k6', 279, 'due windowOpen'],
    ['k6', 280, 'late expectedBefore'],
    ['k6', 286, 'late expectedBefore'],
    ['k6', 287, 'missed windowOver'],
  ])('%s on day %i: %s', (product, days, expected) => expect(stateOf(product, at(days))).toBe(expected))

  it('has visits that were made, and looks at no other pregnancy', () => {
    expect(stateOf('k1', at(200, told('k1', 60)))).toBe('done given')
    const before = { history: [{ day: '2024-03-01', answers: { k1: { on: '2024-03-01' } } }] }
    expect(stateOf('k1', at(30, before))).toBe('due windowOpen')
    const now = { history: [{ day: addDays(hpht, 40), answers: { k1: { on: addDays(hpht, 40) } } }] }
    expect(stateOf('k1', at(60, now))).toBe('done given')
  })

  it('moves the trimesters as the puskesmas sets them', () =>
    expect(stateOf('k2', at(84, { settings: { trimesterASecondFromDay: 84 } }))).toBe('due windowOpen'))

  it('is owed a tablet a day', () => {
    const last = (days: number, intake: string): Partial<DueCase> => ({
      history: [{ day: addDays(hpht, days), answers: { tabletIntake: intake } }],
    })
    expect(stateOf('ttd', at(100))).toBe('due neverDone')
    expect(stateOf('ttd', at(100, last(90, 'daily')))).toBe('done stillValid')
    expect(stateOf('ttd', at(100, last(60, 'daily')))).toBe('late intervalOver')
    expect(stateOf('ttd', at(100, last(90, 'notDaily')))).toBe('late notDaily')
    expect(stateOf('mms', at(100, { given: { tabletKind: 'mms' } }))).toBe('due neverDone')
  })

  it.each([
    [{}, 'due statusUnknown'],
    [{ tetanusStatus: 'T0' }, 'due notFullyProtected'],
    [{ tetanusStatus: 'T4' }, 'due notFullyProtected'],
    [{ tetanusStatus: 'T5' }, 'done protected'],
  ])('tetanus with %j: %s', (given, expected) => expect(stateOf('td', at(50, { given }))).toBe(expected))

  it('counts tablets that were handed out, at a visit or as a single record of this pregnancy', () => {
    const served = (serviceKind: string, givenOn: string) => ({
      history: [{ day: givenOn, answers: { serviceKind, givenOn } }],
    })
    const handed = { history: [{ day: '2026-03-01', answers: { tabletsGiven: 30 } }] }
    const on = (day: string, more: Partial<DueCase>) => at(daysBetween(hpht, day), more)
    expect(stateOf('ttd', on('2026-03-31', handed))).toBe('done stillValid')
    expect(stateOf('ttd', on('2026-04-01', handed))).toBe('due intervalOver')
    expect(stateOf('ttd', on('2026-04-02', handed))).toBe('late intervalOver')
    expect(stateOf('ttd', on('2026-03-31', served('ttd', '2026-03-01')))).toBe('done stillValid')
    expect(stateOf('mms', on('2026-03-31', served('mms', '2026-03-01')))).toBe('done stillValid')
    expect(stateOf('ttd', on('2026-01-10', served('ttd', '2026-01-04')))).toBe('due neverDone')
  })

  it.each([
    ['2026-02-28', 'notYet intervalNotOver'],
    ['2026-03-01', 'due notFullyProtected'],
  ])('tetanus, the second dose four weeks after the first: %s', (day, expected) => {
    const told = (on: string, tetanusStatus: string) => ({
      instrument: 'ibu-hamil',
      day: on,
      answers: { tetanusStatus },
    })
    const history = [told('2026-01-05', 'T0'), told('2026-02-01', 'T1'), told('2026-02-15', 'T1')]
    const given = { tetanusStatus: 'T1' }
    expect(stateOf('td', at(daysBetween(hpht, day), { given, history }))).toBe(expected)
    // Told for the first time: nobody knows since when.
    expect(stateOf('td', at(daysBetween(hpht, day), { given, history: history.slice(1) }))).toBe(
      'due notFullyProtected',
    )
  })

  it('owes nothing of it where nobody is pregnant', () =>
    expect(stateOf('k1', { sex: 'female', birthDate: '1998-06-15', day: '2026-06-01' })).toBe('none'))
})

describe('after a birth', () => {
  const born = '2026-06-01'
  const mother = (days: number, answers = {}): DueCase => ({
    sex: 'female',
    birthDate: '1998-06-15',
    day: addDays(born, days),
    given: { deliveredOn: born, ...answers },
  })
  const child = (days: number, given = {}): DueCase => ({
    sex: 'male',
    birthDate: born,
    day: addDays(born, days),
    given,
  })

  it.each([
    ['kf1', 0, 2],
    ['kf2', 3, 7],
    ['kf3', 8, 28],
    ['kf4', 29, 42],
  ])('the mother has %s on days %i–%i', (product, first, last) => {
    if (first > 0) expect(stateOf(product, mother(first - 1))).toBe('notYet windowAhead')
    expect(stateOf(product, mother(first))).toBe('due windowOpen')
    expect(stateOf(product, mother(last))).toBe('due windowOpen')
    expect(stateOf(product, mother(last + 1))).toBe('missed windowOver')
    expect(stateOf(product, mother(last + 1, { [product]: { on: addDays(born, first) } }))).toBe('done given')
  })

  it.each([
    ['kn0', 0, 0],
    ['kn1', 0, 2],
    ['kn2', 3, 7],
    ['kn3', 8, 28],
  ])('the newborn has %s on days %i–%i', (product, first, last) => {
    if (first > 0) expect(stateOf(product, child(first - 1))).toBe('notYet windowAhead')
    expect(stateOf(product, child(first))).toBe('due windowOpen')
    expect(stateOf(product, child(last))).toBe('due windowOpen')
    expect(stateOf(product, child(last + 1))).toBe('missed windowOver')
    const question = `newbornVisit${product.slice(-1)}`
    expect(stateOf(product, child(last + 1, { [question]: { on: addDays(born, first) } }))).toBe('done given')
  })

  it('two capsules of vitamin A, a day apart, until day 42', () => {
    expect(stateOf('vitaminA1', mother(0))).toBe('due windowOpen')
    expect(stateOf('vitaminA2', mother(0))).toBe('notYet windowAhead')
    expect(stateOf('vitaminA2', mother(1))).toBe('due windowOpen')
    const first = { vitaminAFirstOn: addDays(born, 10) }
    expect(stateOf('vitaminA2', mother(10, first))).toBe('notYet windowAhead')
    expect(stateOf('vitaminA2', mother(11, first))).toBe('due windowOpen')
    expect(stateOf('vitaminA2', mother(42, first))).toBe('due windowOpen')
    expect(stateOf('vitaminA2', mother(43, first))).toBe('tooLate windowOver')
    expect(stateOf('vitaminA1', mother(43))).toBe('tooLate windowOver')
  })

  it('family planning by day 42', () => {
    expect(stateOf('kb', mother(42))).toBe('due windowOpen')
    expect(stateOf('kb', mother(43))).toBe('late windowOver')
    expect(stateOf('kb', mother(20, { familyPlanningMethod: 'iud' }))).toBe('done usesMethod')
    expect(stateOf('kb', mother(20, { familyPlanningMethod: 'none' }))).toBe('due windowOpen')
  })

  it('tells what was missed until day 60', () => {
    expect(stateOf('kf4', mother(60))).toBe('missed windowOver')
    expect(stateOf('kf4', mother(61))).toBe('none')
    expect(stateOf('kn3', child(60))).toBe('missed windowOver')
    expect(stateOf('kn3', child(61))).toBe('none')
  })
})

describe('a child', () => {
  const born = '2025-01-15'
  const on = (day: string, more: Partial<DueCase> = {}): DueCase => ({
    sex: 'female',
    birthDate: born,
    day,
    ...more,
  })
  const visit = (day: string, answers: object) => ({ history: [{ day, answers: { ...answers } }] })

  it('is weighed once every calendar month', () => {
    expect(stateOf('weighing', on('2026-06-10'))).toBe('due neverDone')
    expect(stateOf('weighing', on('2026-06-30', visit('2026-06-01', { weightKg: 9 })))).toBe('done given')
    expect(stateOf('weighing', on('2026-06-01', visit('2026-05-31', { weightKg: 9 })))).toBe('due newMonth')
    expect(stateOf('weighing', on(addDays(addMonths(born, 72), -1)))).toBe('due neverDone')
    expect(stateOf('weighing', on(addMonths(born, 72)))).toBe('none')
  })

  it('has its development looked at at each age of the KIA book', () => {
    expect(stateOf('development', on(addDays(addMonths(born, 3), -1)))).toBe('notYet tooYoung')
    expect(stateOf('development', on(addMonths(born, 3)))).toBe('due ageReached')
    const checked = (month: number) => visit(addMonths(born, month), { k03HeadUp45: 'yes' })
    expect(stateOf('development', on(addDays(addMonths(born, 6), -1), checked(3)))).toBe('done given')
    expect(stateOf('development', on(addMonths(born, 6), checked(5)))).toBe('due ageReached')
  })

  it.each([
    ['2025-07-31', 'notYet tooYoung', '2025-08-01'],
    ['2025-08-01', 'due campaignMonth', '2025-08-01'],
    ['2025-08-31', 'due campaignMonth', '2025-08-01'],
    ['2025-09-01', 'late afterCampaign', '2025-08-01'],
    ['2025-09-30', 'late afterCampaign', '2025-08-01'],
    ['2025-10-01', 'missed campaignOver', '2025-08-01'],
  ])('vitamin A on %s: %s', (day, expected, from) => {
    expect(stateOf('vitaminABlue', on(day))).toBe(expected)
    expect(dueIn(on(day)).find(({ product }) => product === 'vitaminABlue')?.from).toBe(from)
  })

  it('takes the red capsule from twelve months to the end of the fifth year', () => {
    expect(stateOf('vitaminARed', on('2026-01-14'))).toBe('none')
    expect(stateOf('vitaminARed', on('2026-02-10'))).toBe('due campaignMonth')
    expect(stateOf('vitaminARed', on('2026-02-10', visit('2026-02-03', { vitaminA: 'red' })))).toBe(
      'done given',
    )
    expect(stateOf('vitaminARed', on('2026-02-10', visit('2026-02-03', { vitaminA: 'none' })))).toBe(
      'due campaignMonth',
    )
    expect(stateOf('vitaminARed', on('2026-02-10', { given: { vitaminARedOn: '2026-02-01' } }))).toBe(
      'done given',
    )
    expect(stateOf('vitaminARed', on(addDays(addMonths(born, 60), -1)))).not.toBe('none')
    expect(stateOf('vitaminARed', on(addMonths(born, 60)))).toBe('none')
  })

  it('takes worm medicine from twelve months, in the months and as often as the district says', () => {
    expect(stateOf('deworming', on('2026-01-14'))).toBe('notYet tooYoung')
    expect(stateOf('deworming', on('2026-02-10'))).toBe('due campaignMonth')
    expect(stateOf('deworming', on('2026-02-10', visit('2026-02-01', { dewormed: true })))).toBe('done given')
    expect(stateOf('deworming', on('2026-08-10'))).toBe('due campaignMonth')
    expect(stateOf('deworming', on('2026-08-10', { settings: { dewormingPerYear: 1 } }))).toBe(
      'missed campaignOver',
    )
    expect(stateOf('deworming', on('2026-05-10', { settings: { dewormingFirstMonth: 5 } }))).toBe(
      'due campaignMonth',
    )
    expect(stateOf('deworming', on(addDays(addMonths(born, 13 * 12), -1)))).not.toBe('none')
    expect(stateOf('deworming', on(addMonths(born, 13 * 12)))).toBe('none')
  })
})

describe('a child at school', () => {
  const girl = (schoolClass: string, day: string, more: Partial<DueCase> = {}): DueCase => ({
    sex: 'female',
    birthDate: '2015-01-15',
    day,
    ...more,
    given: { schoolClass, ...more.given },
  })

  it.each([
    ['mrBias', '1', 8],
    ['dt', '1', 11],
    ['td2', '2', 11],
    ['td5', '5', 11],
    ['hpv1', '5', 8],
  ])('is given %s in class %s, month %i', (product, schoolClass, month) => {
    const first = `2025-${String(month).padStart(2, '0')}-01`
    expect(stateOf(product, girl(schoolClass, addDays(first, -1)))).toBe('notYet windowAhead')
    expect(stateOf(product, girl(schoolClass, first))).toBe('due windowOpen')
    expect(stateOf(product, girl(schoolClass, addDays(addMonths(first, 1), -1)))).toBe('due windowOpen')
    expect(stateOf(product, girl(schoolClass, addMonths(first, 1)))).toBe('late windowOver')
    expect(stateOf(product, girl(String(Number(schoolClass) + 1), '2026-07-01'))).toBe('missed windowOver')
    const given = { given: { [`${product}GivenOn`]: first } }
    expect(stateOf(product, girl(schoolClass, '2026-03-01', given))).toBe('done given')
  })

  it('counts the school year from July', () => {
    expect(stateOf('td5', girl('5', '2026-06-30'))).toBe('late windowOver')
    expect(stateOf('td5', girl('5', '2026-07-01'))).toBe('notYet windowAhead')
  })

  it('gives HPV to girls, a second time where the puskesmas says so', () => {
    expect(stateOf('hpv1', { ...girl('5', '2025-08-10'), sex: 'male' })).toBe('none')
    expect(stateOf('hpv2', girl('6', '2025-08-10'))).toBe('none')
    expect(stateOf('hpv2', girl('6', '2025-08-10', { settings: { hpvDoses: 2 } }))).toBe('due windowOpen')
  })

  it('knows nothing of BIAS without a class', () =>
    expect(stateOf('dt', { sex: 'male', birthDate: '2018-01-15', day: '2025-11-10' })).toBe('none'))

  it('owes girls a tablet a week', () => {
    const took = (day: string) => ({ history: [{ day, answers: { ironTabletThisWeek: true } }] })
    expect(stateOf('ttdRematri', girl('6', '2026-05-10'))).toBe('none')
    expect(stateOf('ttdRematri', girl('7', '2026-05-10'))).toBe('due neverDone')
    expect(stateOf('ttdRematri', girl('7', '2026-05-10', took('2026-05-04')))).toBe('done stillValid')
    expect(stateOf('ttdRematri', girl('7', '2026-05-10', took('2026-05-03')))).toBe('due newWeek')
  })

  it('owes girls an Hb at 12–14 and another at 15–17', () => {
    const born = '2012-01-15'
    const at = (years: number, more: Partial<DueCase> = {}): DueCase => ({
      sex: 'female',
      birthDate: born,
      day: addMonths(born, years * 12),
      ...more,
    })
    const measured = (years: number) => ({
      history: [{ day: addMonths(born, years * 12), answers: { haemoglobinGPerDl: 12.5 } }],
    })
    expect(stateOf('hb12', { ...at(12), day: addDays(addMonths(born, 144), -1) })).toBe('notYet tooYoung')
    expect(stateOf('hb12', at(12))).toBe('due notYetInBand')
    expect(stateOf('hb12', at(14, measured(13)))).toBe('done measuredInBand')
    expect(stateOf('hb15', at(15, measured(14)))).toBe('due notYetInBand')
    expect(stateOf('hb15', at(17, measured(15)))).toBe('done measuredInBand')
    expect(stateOf('hb15', at(18))).toBe('none')
  })
})

describe('what is repeated', () => {
  const last = '2025-06-15'
  const person = (years: number, day: string, answers: object, given = {}): DueCase => ({
    sex: 'female',
    birthDate: addMonths(day, -years * 12),
    day,
    history: [{ day: last, answers: { ...answers } }],
    given,
  })
  const pressure = { bloodPressure: { systolicMmHg: 118, diastolicMmHg: 76 } }

  it.each([
    ['2026-05-14', 'done stillValid'],
    ['2026-05-15', 'open stillValid'],
    ['2026-06-14', 'open stillValid'],
    ['2026-06-15', 'due intervalOver'],
    ['2026-06-16', 'late intervalOver'],
  ])('yearly: blood pressure on %s: %s', (day, expected) =>
    expect(stateOf('bloodPressure', person(45, day, pressure))).toBe(expected),
  )

  it('monthly where hypertension or diabetes is known', () => {
    const known = { hypertensionDiagnosed: true, diabetesDiagnosed: true }
    expect(stateOf('bloodPressureMonthly', person(45, '2025-07-14', pressure, known))).toBe('done stillValid')
    expect(stateOf('bloodPressureMonthly', person(45, '2025-07-15', pressure, known))).toBe(
      'due intervalOver',
    )
    expect(stateOf('bloodPressureMonthly', person(45, '2025-07-16', pressure, known))).toBe(
      'late intervalOver',
    )
    expect(stateOf('bloodPressure', person(45, '2025-07-15', pressure, known))).toBe('none')
    expect(stateOf('bloodGlucoseMonthly', person(45, '2025-07-15', {}, known))).toBe('due neverDone')
  })

  it('counts what was measured elsewhere', () => {
    const told = { pressureCheckInYear: { checked: true, on: '2026-03-01' } }
    expect(stateOf('bloodPressure', person(45, '2026-06-16', pressure, told))).toBe('done stillValid')
  })

  it.each([
    ['bloodGlucose', 39, 40],
    ['puma', 39, 40],
    ['ckgPuma', 39, 40],
    ['cholesterol', 59, 60],
    ['aks', 59, 60],
    ['skilas', 59, 60],
    ['sadanis', 29, 30],
    ['iva', 29, 30],
    ['mentalHealth', 17, 18],
    ['ckgNutrition', 17, 18],
    ['waist', 14, 15],
    ['behaviour', 9, 10],
    ['sight', 5, 6],
    ['bloodPressure', 5, 6],
  ])('%s is owed from one birthday on: not at %i, at %i', (product, before, from) => {
    expect(
      stateOf(product, {
        sex: 'female',
        birthDate: addMonths('2026-06-15', -before * 12),
        day: '2026-06-15',
      }),
    ).toBe('none')
    expect(
      stateOf(product, { sex: 'female', birthDate: addMonths('2026-06-15', -from * 12), day: '2026-06-15' }),
    ).toBe('due neverDone')
  })

  it('every three years: IVA', () => {
    const told = (on: string) => ({ ivaLastOn: on })
    expect(stateOf('iva', person(45, '2026-06-15', {}, told('2023-06-15')))).toBe('due intervalOver')
    expect(stateOf('iva', person(45, '2026-06-15', {}, told('2023-06-14')))).toBe('late intervalOver')
    expect(stateOf('iva', person(45, '2026-06-15', {}, told('2024-06-14')))).toBe('done stillValid')
  })
})

describe('without a birth date', () => {
  it('says nothing that depends on age', () => {
    const products = dueIn({ day: '2026-06-15', sex: 'female' }).map(({ product }) => product)
    expect(products).toEqual(['tbc'])
  })
})
