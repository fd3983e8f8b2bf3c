import { describe, expect, it, vi } from 'vitest'
import {
  checkAnswer,
  fieldContextOf,
  instrumentById,
  instruments,
  isRequired,
} from '#domain/instruments/index.ts'
import { type Answers, cardIds, type Field, type KeptIn } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { shownLevelOf } from '#domain/instruments/shown-level.ts'
import { lifeStageOn, lifeStages } from '#domain/life-stage/life-stage.ts'
import { isDoseId } from '#domain/schedule/dose-ids.ts'
import { dosesGivenTooEarly, immunisationDue } from '#domain/schedule/immunisation.ts'
import { defaultSettings } from '#domain/settings.ts'
import { completedMonths } from '#domain/time/age.ts'
import { assessPersonFile } from '#domain/visit/assess-person-file.ts'
import { contextFor, pregnancyOn } from '#domain/visit/context-for.ts'
import { type DoseFields, type VisitFields, visitHeaderFields } from '#protocol/records/fields.ts'
import { doseIdInVisit, doseIdTold } from '#protocol/records/ids.ts'
import { answersOf } from '#protocol/records/person-file.ts'
import { filesOf, recordsOf } from '#tests/builders/demo-files.ts'
import { isDoseField } from './doses.ts'
import { makeDemo } from './make-demo.ts'

// A whole puskesmas is made and judged several times over: on a busy machine that takes long, and decides nothing.
vi.setConfig({ testTimeout: 600_000 })

const today = '2026-03-01'
const judgedOf = (seed: number) => {
  const files = filesOf(recordsOf(makeDemo({ today, seed })))
  return files.map((one) => ({ ...one, assessed: assessPersonFile(one.file, defaultSettings) }))
}
const people = judgedOf(1)

type Visit = {
  readonly id: string
  readonly header: VisitFields
  readonly answers: Answers
  readonly person: (typeof people)[number]
}
const visits: readonly Visit[] = people.flatMap((person) =>
  person.records
    .filter(({ kind }) => kind === 'visit')
    .map(({ id, set }) => ({ id, header: set as VisitFields, answers: answersOf(set), person })),
)
const fieldOf = (instrument: string | undefined, id: string) =>
  instrumentById(instrument ?? '')?.fields.find((field) => field.id === id)

/** What the rules knew of the person on the day of a visit. */
function contextOf({ person, header, answers }: Visit) {
  const instrument = instrumentById(header.instrument ?? '')
  if (!instrument || !header.visitedOn) throw new Error('a visit without instrument or day')
  return fieldContextOf(instrument, answers, contextFor(person.file, header.visitedOn, defaultSettings))
}

const share = (some: readonly unknown[], all: readonly unknown[]) => some.length / all.length

describe('the answers of the demo', () => {
  it('are of the instrument on which they are written, and not of another record', () => {
    const odd = visits.flatMap(({ header, answers }) =>
      Object.keys(answers).filter((id) => {
        const field = fieldOf(header.instrument, id)
        return !field || field.keptIn !== undefined || field.nakesOnly || isDoseField(field)
      }),
    )
    expect([...new Set(odd)]).toEqual([])
  })

  it('are what a phone would take, doubtful ones confirmed', () => {
    const refused = visits.flatMap((visit) => {
      const context = contextOf(visit)
      return Object.entries(visit.answers).flatMap(([id, value]) => {
        const field = fieldOf(visit.header.instrument, id)
        if (!field || value === undefined) return [id]
        const { status } = checkAnswer(field, value, context)
        const isConfirmed = visit.header.confirmed?.includes(id) ?? false
        return status === 'ok' || (status === 'confirm' && isConfirmed) ? [] : [`${field.id}: ${status}`]
      })
    })
    expect(refused).toEqual([])
  })

  it('are complete in most visits, and in some not, as in life', () => {
    const onCards = visits.filter(({ header }) => cardIds.some((id) => id === header.instrument))
    const lacking = onCards.filter((visit) => {
      const context = contextOf(visit)
      const fields = instrumentById(visit.header.instrument ?? '')?.fields ?? []
      const required = fields.filter((field) => !field.nakesOnly && isRequired(field, context))
      return required.some(({ id }) => !hasValue(context.answers[id]))
    })
    expect(share(lacking, onCards)).toBeGreaterThan(0.05)
    expect(share(lacking, onCards)).toBeLessThan(0.3)
  })

  it('leave no text to invention', () => {
    const texts = visits.flatMap(({ header, answers }) =>
      Object.keys(answers).filter((id) => fieldOf(header.instrument, id)?.type === 'text'),
    )
    expect(texts).toEqual([])
  })
})

describe('what records keep', () => {
  const kept = new Map<string, Field>(
    instruments.flatMap(({ fields }) =>
      fields.filter(({ keptIn }) => keptIn).map((field) => [field.id, field]),
    ),
  )
  const isKept = (id: string, keeper: KeptIn) => kept.get(id)?.keptIn === keeper

  it('are answers that a card keeps there and takes', () => {
    const odd = people.flatMap(({ file }) =>
      Object.entries(file.kept ?? {}).flatMap(([id, value]) => {
        const field = kept.get(id)
        if (isDoseId(id.replace('GivenOn', ''))) return []
        if (!field || value === undefined || !isKept(id, 'person')) return [id]
        const instrument = instruments.find(({ fields }) => fields.some((one) => one.id === id))
        if (!instrument) return [id]
        const context = fieldContextOf(instrument, {}, contextFor(file, today, defaultSettings))
        return checkAnswer(field, value, context).status === 'reject' ? [id] : []
      }),
    )
    expect([...new Set(odd)]).toEqual([])
  })

  it('tell of marriage, school, smoking and the family', () => {
    const known = (id: string) => new Set(people.flatMap(({ file }) => file.kept?.[id] ?? []))
    expect(known('maritalStatus')).toEqual(new Set(['single', 'married', 'widowed']))
    expect(known('schoolClass').size).toBeGreaterThan(8)
    for (const id of [
      'smokes',
      'familyHypertension',
      'ownDiabetes',
      'littleActivity',
      'hypertensionDiagnosed',
    ])
      expect(known(id)).toEqual(new Set([true, false]))
  })

  it('have the visits of every pregnancy, and the birth of those that ended', () => {
    const pregnancies = people.flatMap(({ file }) => file.pregnancies)
    const ids = new Set(pregnancies.flatMap((one) => Object.keys(one)))
    for (const id of ['k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'kf1', 'kf2', 'kf3', 'kf4'])
      expect(ids).toContain(id)
    const ended = pregnancies.filter(({ endedOn }) => endedOn !== undefined)
    expect(ended.length).toBeGreaterThan(10)
    for (const one of ended)
      expect(one).toMatchObject({ deliveryPlace: expect.any(String), gravida: expect.any(Number) })
    for (const { file } of people) {
      const said = Object.keys(pregnancyOn(file, today) ?? {}).filter((id) => !isKept(id, 'pregnancy'))
      expect(said.filter((id) => !['id', 'endedOn', 'outcome'].includes(id))).toEqual([])
    }
  })
})

describe('the levels of the demo', () => {
  it.each([1, 2, 3])('occur all in every stage (seed %s)', (seed) => {
    const judged = seed === 1 ? people : judgedOf(seed)
    const found = new Set(
      judged.flatMap(({ file, assessed, records }) =>
        assessed.flatMap((visit) => {
          const instrument = records.find(({ id }) => id === visit.visitId)?.set['instrument']
          const isOnCard = cardIds.some((id) => id === instrument)
          return isOnCard ? [`${lifeStageOn(file, visit.visitedOn)} ${shownLevelOf(visit)}`] : []
        }),
      ),
    )
    const wanted = lifeStages.flatMap((stage) =>
      ['emergency', 'refer', 'confirm', 'counsel', 'normal'].map((level) => `${stage} ${level}`),
    )
    expect(wanted.filter((one) => !found.has(one))).toEqual([])
    expect([...found].some((one) => one.endsWith(' incomplete'))).toBe(true)
  })

  it('are emergencies seldom, and normal often', () => {
    const levels = people.flatMap(({ assessed }) => assessed.map(({ level }) => level))
    expect(
      share(
        levels.filter((level) => level === 'emergency'),
        levels,
      ),
    ).toBeLessThan(0.02)
    expect(
      share(
        levels.filter((level) => level === 'normal'),
        levels,
      ),
    ).toBeGreaterThan(0.2)
    expect(levels).not.toContain(undefined)
  })

  it('come of the troubles that a posyandu knows', () => {
    const codes = new Set(
      people.flatMap(({ assessed }) => assessed.flatMap(({ findings }) => findings.map(({ code }) => code))),
    )
    const wanted = [
      'tbcSuspected',
      'tbcContact',
      'smokesOfferUbm',
      'tabletsNotDaily',
      'ironNotTaken',
      'developmentIncomplete',
      'developmentComplete',
      'immunisationBehind',
      'immunisationUpToDate',
      'weightNotGained',
      'medicineNotTaken',
      'srqHigh',
      'aksTotal',
      'skilasCognitionImpaired',
      'sightImpaired',
      'hearingImpaired',
    ]
    expect(wanted.filter((code) => !codes.has(code))).toEqual([])
  })

  it('come also of checklists at home', () => {
    const atHome = new Set(
      visits.flatMap(({ header }) => (header.place === 'home' ? [header.instrument ?? ''] : [])),
    )
    const checklists = [...atHome].filter((id) => id.startsWith('kr-'))
    expect(checklists.length).toBeGreaterThanOrEqual(6)
    expect([...atHome].some((id) => !id.startsWith('kr-'))).toBe(true)
    expect(
      visits.filter(({ header }) => header.instrument?.startsWith('kr-') && header.place !== 'home'),
    ).toEqual([])
  })
})

describe('the doses of the demo', () => {
  const doses = people.flatMap(({ id: personId, records, file }) =>
    records
      .filter(({ kind }) => kind === 'dose')
      .map(({ id, set }) => ({ id, personId, file, fields: set as DoseFields })),
  )
  const children = people.flatMap(({ file, records }) => {
    const months = file.birthDate === undefined ? undefined : completedMonths(file.birthDate, today)
    if (file.birthDate === undefined || months === undefined || months > 71) return []
    const given = records.flatMap(({ kind, set }) => {
      const { doseId, givenOn } = set as DoseFields
      return kind === 'dose' && doseId && givenOn ? [[doseId, givenOn] as const] : []
    })
    return [
      {
        months,
        input: {
          birthDate: file.birthDate,
          day: today,
          doses: Object.fromEntries(given),
          settings: defaultSettings,
        },
      },
    ]
  })

  it('have the ids and fields that phones would give them', () => {
    for (const { id, personId, fields } of doses) {
      const { doseId = '', visitId, givenOn = '', toldBy } = fields
      expect(fields).toMatchObject({ personId, serviceKind: 'immunisation' })
      expect(isDoseId(doseId)).toBe(true)
      expect(id).toBe(visitId ? doseIdInVisit(visitId, doseId) : doseIdTold(personId, doseId))
      expect(toldBy).toBe(visitId ? 'givenToday' : 'kiaBook')
      expect(givenOn < today).toBe(true)
    }
  })

  it('given at the post were given in a visit of that day', () => {
    const given = doses.filter(({ fields }) => fields.visitId !== undefined)
    expect(given.length).toBeGreaterThan(100)
    for (const { fields } of given) {
      const visit = visits.find(({ id }) => id === fields.visitId)
      expect(visit?.header).toMatchObject({
        visitedOn: fields.givenOn,
        instrument: 'balita',
        place: 'posyandu',
      })
    }
  })

  it('were never given too early', () => {
    expect(children.flatMap(({ input }) => dosesGivenTooEarly(input))).toEqual([])
  })

  it('are whole for most children, late for some, missing for some', () => {
    const open = (states: readonly string[]) => (one: (typeof children)[number]) =>
      immunisationDue(one.input).some(({ state }) => states.includes(state))
    const old = children.filter(({ months }) => months >= 3)
    const behind = old.filter(open(['open', 'late']))
    expect(share(behind, old)).toBeGreaterThan(0.05)
    expect(share(behind, old)).toBeLessThan(0.45)
    expect(old.some(({ input }) => Object.keys(input.doses).length <= 3)).toBe(true)
    expect(old.filter(open(['late'])).length).toBeGreaterThan(0)
  })

  it('include those given at school', () => {
    const given = new Set(doses.map(({ fields }) => fields.doseId))
    for (const dose of ['mrBias', 'dt', 'td2', 'td5', 'hpv1']) expect(given).toContain(dose)
  })

  it('of vitamin A and against worms are given in the months of the campaigns', () => {
    const monthsOf = (id: string, isGiven: (value: unknown) => boolean) =>
      new Set(
        visits.flatMap(({ header, answers }) =>
          isGiven(answers[id]) ? [header.visitedOn?.slice(5, 7)] : [],
        ),
      )
    const capsules = monthsOf('vitaminA', (value) => value === 'blue' || value === 'red')
    expect(capsules).toContain('02')
    expect(capsules).toContain('08')
    expect(monthsOf('dewormed', (value) => value === true)).toContain('08')
    const given = visits.filter(({ answers }) => answers['vitaminA'] === 'blue')
    const ages = given.map(
      ({ person, header }) => completedMonths(person.file.birthDate ?? '', header.visitedOn ?? '') ?? 0,
    )
    expect(Math.max(...ages)).toBeLessThan(12)
  })

  it('stand in no visit', () => {
    const names = new Set(visits.flatMap(({ answers }) => Object.keys(answers)))
    expect([...names].filter((name) => name === 'dosesGiven' || name.endsWith('GivenOn'))).toEqual([])
    expect(visitHeaderFields).not.toContain('dosesGiven')
  })
})
