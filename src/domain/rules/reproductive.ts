import { ageIn } from '#domain/instruments/age-in.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { defineRule } from './define-rule.ts'
import { maternalStateIn } from './maternal-state.ts'

const card = 'R-11'
const edition = 'kmk-2015-2023'
const source = 'KMK HK.01.07/MENKES/2015/2023; Penjaringan Kesehatan'

/** Signs of a sexually transmitted infection, of girls and of boys. */
export const infectionSigns = {
  female: ['vaginalDischarge', 'genitalItching'],
  male: ['itchingOrPus', 'painPassing', 'analSore'],
} as const

const yes = ({ answers }: FieldContext, id: string) => yesNoIn(answers, id) === true

/** Signs of infection and sexual activity go to the puskesmas; forced touching is told on the same day. */
export const reproductiveHealth = defineRule(
  {
    id: 'reproductiveHealth',
    card,
    edition,
    source,
    outcomes: ['forcedTouching', 'reproductiveInfection', 'sexuallyActive', 'reproductiveHealthy'],
  },
  (context, find) => {
    const signs = [...infectionSigns.female, ...infectionSigns.male]
    const sign = signs.find((id) => yes(context, id))
    const found = [
      ...(yes(context, 'touchedByForce')
        ? [find('forcedTouching', 'refer', { fields: ['touchedByForce'], deadline: 'today' })]
        : []),
      ...(sign ? [find('reproductiveInfection', 'refer', { fields: [sign], deadline: '3days' })] : []),
      ...(yes(context, 'sexuallyActive')
        ? [find('sexuallyActive', 'refer', { fields: ['sexuallyActive'], deadline: '3days' })]
        : []),
    ]
    if (found.length > 0) return found
    const { sex } = context.person
    const asked = sex ? infectionSigns[sex] : signs
    return asked.every((id) => yesNoIn(context.answers, id) === false)
      ? [find('reproductiveHealthy', 'normal', { fields: [asked[0]] })]
      : []
  },
)

/** No menstruation at 16, no sign of puberty at 14 completed years. */
const lateFrom = { menarche: 16, puberty: 14 } as const

/** Puberty that has not come. */
export const puberty = defineRule(
  {
    id: 'puberty',
    card,
    edition,
    source,
    outcomes: ['menarcheLate', 'pubertyLate', 'pubertyInTime'],
  },
  (context, find) => {
    const years = ageIn(context)?.years
    if (years === undefined) return []
    const started = yesNoIn(context.answers, 'menstruationStarted')
    const signs = yesNoIn(context.answers, 'pubertySigns')
    if (signs === false && years >= lateFrom.puberty)
      return [find('pubertyLate', 'refer', { fields: ['pubertySigns'], facts: { years }, deadline: '3days' })]
    if (started === false && years >= lateFrom.menarche)
      return [
        find('menarcheLate', 'refer', {
          fields: ['menstruationStarted'],
          facts: { years },
          deadline: '3days',
        }),
      ]
    const field = started !== undefined ? 'menstruationStarted' : 'pubertySigns'
    return started === undefined && signs === undefined
      ? []
      : [find('pubertyInTime', 'normal', { fields: [field] })]
  },
)

/** A pregnant girl goes the way of pregnant women and to the service for remaja (PKPR). */
export const teenPregnancy = defineRule(
  { id: 'teenPregnancy', card, edition, source, outcomes: ['teenPregnant'] },
  (context, find) =>
    maternalStateIn(context) === 'pregnant'
      ? [find('teenPregnant', 'refer', { fields: ['pregnant'], deadline: '3days' })]
      : [],
)
