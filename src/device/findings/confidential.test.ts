import { describe, expect, it } from 'vitest'
import type { Enrolment } from '#device/store/store.ts'
import { instrumentById } from '#domain/instruments/index.ts'
import type { Finding, Instrument } from '#domain/instruments/instrument.ts'
import type { RecordState } from '#protocol/merge.ts'
import { closedFields, closedIn, mayReadIn, readable } from './confidential.ts'

const field = (device: string, value: string | boolean) => ({
  heads: [{ stamp: `1.1.${device}`, value }],
  replaced: [],
})
const visit = (writer: string): RecordState => ({
  kind: 'visit',
  id: 'v',
  fields: { instrument: field(writer, 'srq-20'), srq17: field(writer, true) },
})
const holder = (role: 'kader' | 'nakes'): Enrolment => ({
  deviceId: 'mine',
  puskesmas: { id: 'p', name: 'P', demo: true },
  person: { id: 'k', name: 'K', role },
  posyandu: [],
})
const finding = (...fields: string[]): Finding => ({
  rule: 'r',
  card: 'c',
  edition: 'e',
  level: 'refer',
  code: 'x',
  fields,
  facts: {},
})

describe('a confidential answer', () => {
  it.each([
    ['nakes', 'theirs', true],
    ['nakes', 'mine', true],
    ['kader', 'mine', true],
    ['kader', 'theirs', false],
  ] as const)('is read by %s where it was asked on the phone %s: %s', (role, writer, expected) =>
    expect(mayReadIn(visit(writer), holder(role))('srq17')).toBe(expected),
  )

  it('is read by nobody of whom nothing is known, while others are read by all', () => {
    const mayRead = mayReadIn(visit('theirs'), undefined)
    expect([mayRead('srq17'), mayRead('weightKg')]).toEqual([false, true])
  })

  it('hides what was found on it', () => {
    const closed = closedIn(visit('theirs'), holder('kader'))
    expect(readable([finding('srq17'), finding('weightKg'), finding()], closed)).toHaveLength(2)
  })

  it('hides nothing where none was given: that a question was not asked is no secret', () => {
    const unasked: RecordState = { ...visit('theirs'), fields: { instrument: field('theirs', 'srq-20') } }
    expect(readable([finding('srq17')], closedIn(unasked, holder('kader')))).toHaveLength(1)
    expect(readable([finding('srq17')], closedIn(undefined, holder('kader')))).toHaveLength(1)
  })

  it('closes the whole of its questions where one answer may not be read, and none where all may', () => {
    const srq = instrumentById('srq-20') as Instrument
    const answered = (field: string) => field === 'srq17'
    const closed = closedFields(srq, answered, mayReadIn(visit('theirs'), holder('kader')))
    expect(closed.size).toBeGreaterThanOrEqual(20)
    expect(closedFields(srq, answered, mayReadIn(visit('mine'), holder('kader'))).size).toBe(0)
    expect(closedFields(srq, () => false, mayReadIn(visit('theirs'), holder('kader'))).size).toBe(0)
  })
})
