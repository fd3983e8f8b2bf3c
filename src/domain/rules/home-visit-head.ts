import type { Condition, Rule } from '#domain/instruments/instrument.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { defineRule, notAssessed } from './define-rule.ts'
import { raisedTemperature } from './raised-temperature.ts'

const edition = 'kmk-2015-2023'
const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

type Head = {
  readonly card: string
  readonly hasDangerSign: Condition
  readonly asksKiaBook?: Condition
  readonly flagsTemperature?: false
}

/** The rules on the common head of a home-visit checklist. */
export const homeVisitRules = (head: Head): readonly Rule[] => [
  personFound(head.card),
  ...(head.flagsTemperature === false
    ? []
    : [raisedTemperature({ id: 'homeVisitTemperature', card: head.card, level: 'confirm' })]),
  ...(head.asksKiaBook ? [kiaBookAtHand(head.card, head.asksKiaBook)] : []),
  reportToNakes(head.card, head.hasDangerSign),
]

/** A visit that met nobody has seen nothing: why is told, and nothing is taken to be normal. */
const personFound = (card: string): Rule =>
  defineRule(
    { id: 'homeVisitMet', card, edition, source, outcomes: ['notAssessed'] },
    ({ answers }, find) => {
      const met = textIn(answers, 'personMet') ?? 'met'
      return met === 'met' ? [] : [notAssessed(find, 'personMet', met)]
    },
  )

/** Whether a mother or child has a Buku KIA; on a card of the posyandu nobody is passed over. */
export const kiaBookAtHand = (card: string, concerns: Condition = () => true): Rule =>
  defineRule(
    {
      id: 'kiaBookAtHand',
      card,
      edition,
      source,
      outcomes: ['kiaBookMissing', 'kiaBookThere'],
      judges: ['kiaBook'],
      concerns,
    },
    ({ answers }, find) => {
      const book = textIn(answers, 'kiaBook')
      if (book === undefined) return []
      return book === 'none' || book === 'notKnown'
        ? [find('kiaBookMissing', 'counsel', { fields: ['kiaBook'] })]
        : [find('kiaBookThere', 'normal', { fields: ['kiaBook'] })]
    },
  )

/** A danger sign seen at home is told to nakes on the same day. */
const reportToNakes = (card: string, hasDangerSign: Condition): Rule =>
  defineRule(
    {
      id: 'homeVisitReport',
      card,
      edition,
      source,
      outcomes: ['reportToNakesDue', 'reportToNakesLate', 'reportedToNakes'],
      concerns: hasDangerSign,
    },
    ({ answers, day }, find) => {
      const fields = ['reportedToNakesOn']
      const on = textIn(answers, 'reportedToNakesOn')
      if (on === undefined) return [find('reportToNakesDue', 'refer', { fields, deadline: 'today' })]
      const facts = { on }
      return on > day
        ? [find('reportToNakesLate', 'confirm', { fields, facts })]
        : [find('reportedToNakes', 'normal', { fields, facts })]
    },
  )
