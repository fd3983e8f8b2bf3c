import { describe, expect, it } from 'vitest'
import type { Enrolment } from '#device/store/store.ts'
import { defaultSettings } from '#domain/settings.ts'
import type { FieldValue } from '#protocol/mutation.ts'
import type { RecordState } from '#protocol/merge.ts'
import { setUpVisit, type VisitSource } from './visit-setup.ts'

const record = (
  kind: RecordState['kind'],
  id: string,
  fields: Record<string, FieldValue>,
  device: string,
): RecordState => ({
  kind,
  id,
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      { heads: [{ stamp: `1.1.${device}`, value }], replaced: [] },
    ]),
  ),
})

const person = record('person', 'p', { name: 'Rina', sex: 'female', birthDate: '1990-05-05' }, 'theirs')
const questionnaire = (device: string) =>
  record(
    'visit',
    'v',
    {
      personId: 'p',
      visitedOn: '2026-06-03',
      place: 'home',
      instrument: 'srq-20',
      instrumentEdition: 'test',
      srq17: true,
    },
    device,
  )

const correctionBy = (role: 'kader' | 'nakes', askedOn: string) => {
  const others = [questionnaire(askedOn)]
  const enrolment: Enrolment = {
    deviceId: 'mine',
    puskesmas: { id: 'x', name: 'X', demo: true },
    person: { id: 'k', name: 'Bu Sri', role },
    posyandu: [],
  }
  const contact = { firstLoadDone: true }
  const view: VisitSource['view'] = { person, alsoAs: [], others, visits: [], delivery: { state: 'waiting' } }
  const setup = setUpVisit(
    { view, settings: defaultSettings, days: [], enrolment, draft: undefined, contact, visitId: 'v' },
    { now: Date.UTC(2026, 5, 4), newId: () => 'new', language: 'id' },
  )
  if ('failure' in setup) throw new Error(setup.failure)
  return setup
}

describe('the correction of a visit with confidential answers', () => {
  it.each([
    ['kader', 'mine', true],
    ['kader', 'theirs', false],
    ['nakes', 'theirs', true],
  ] as const)('shows them to %s where they were asked on the phone %s: %s', (role, askedOn, isShown) => {
    const { form, hasClosed } = correctionBy(role, askedOn)
    expect(form.fields.some(({ id }) => id === 'srq17')).toBe(isShown)
    expect('srq17' in form.entries()).toBe(isShown)
    expect(hasClosed).toBe(!isShown)
  })

  it('leaves closed answers in the record, and lets them count where a question hangs on them', () => {
    const { form, opened } = correctionBy('kader', 'theirs')
    expect(opened.saved?.answers['srq17']).toBe(true)
    expect(form.context.given?.['srq17']).toBe(true)
  })
})
