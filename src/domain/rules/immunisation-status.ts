import type { Condition, FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { ageIn } from '#domain/instruments/age-in.ts'
import { yesNoIn } from '#domain/instruments/read-answer.ts'
import { givenDoses } from '#domain/schedule/doses.ts'
import type { DueItem } from '#domain/schedule/due-item.ts'
import { dosesGivenTooEarly, type ImmunisationInput, immunisationDue } from '#domain/schedule/immunisation.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'

/** Doses are asked for until the day before the sixth birthday. */
const isOfAge: Condition = (context) => (ageIn(context)?.months ?? 72) < 72

/** States in which a dose is still to be given although its own time has passed. */
const overdue: ReadonlySet<string> = new Set(['open', 'late'])

function childIn(context: FieldContext): ImmunisationInput | undefined {
  const { person, day, settings } = context
  if (person.birthDate === undefined || context.birthDateExact === false) return undefined
  return { birthDate: person.birthDate, day, doses: givenDoses(context, context.answers), settings }
}

/**
 * Whether immunisation is complete for the age: what the card says after a look into the KIA book; without that answer
 * what is recorded dose by dose; without either nobody knows. A few recorded doses of a child who came from elsewhere
 * say nothing of the others.
 */
export const immunisationStatus = defineRule(
  {
    id: 'immunisationStatus',
    card: 'R-IM-STATUS',
    edition: 'buku-kia-2023',
    source: 'Buku KIA 2023; Permenkes 12/2017',
    outcomes: [
      'immunisationBehind',
      'immunisationUpToDate',
      'doseGivenTooEarly',
      'doseForNakes',
      'notAssessed',
    ],
    concerns: isOfAge,
  },
  (context, find) => {
    const child = childIn(context)
    const said = yesNoIn(context.answers, 'immunisationComplete')
    const known = child && Object.keys(child.doses).length > 0 ? child : undefined
    return [...tooEarly(known, find), ...status(said, known, find)]
  },
)

/** A booster of which two papers tell different last months: no kader sends for it by herself. */
export const isForNakes = ({ because }: Pick<DueItem, 'because'>): boolean => because === 'nakesDecide'

const fields = ['immunisationComplete']

const districtSettings = ({ settings }: ImmunisationInput) =>
  settingsUsed(settings, 'hexavalentVaccine', 'japaneseEncephalitisVaccine')

function tooEarly(child: ImmunisationInput | undefined, find: Find): readonly Finding[] {
  const early = child ? dosesGivenTooEarly(child) : []
  const doses = early.map(({ dose }) => dose).join(', ')
  return early.length > 0 ? [find('doseGivenTooEarly', 'confirm', { fields, facts: { doses } })] : []
}

function status(
  said: boolean | undefined,
  child: ImmunisationInput | undefined,
  find: Find,
): readonly Finding[] {
  if (said === true) return [find('immunisationUpToDate', 'normal', { fields })]
  if (!child)
    return said === undefined
      ? [notAssessed(find, 'immunisationComplete', 'dosesUnknown')]
      : [find('immunisationBehind', 'counsel', { fields })]
  const items = immunisationDue(child).filter(({ state }) => overdue.has(state))
  const ofNakes = items.filter(isForNakes)
  const behind = items.filter((item) => !isForNakes(item))
  const settings = districtSettings(child)
  const asked = ofNakes.map(({ product }) =>
    find('doseForNakes', 'confirm', { fields, facts: { doses: product }, settings }),
  )
  if (said === undefined && items.length === 0)
    return [find('immunisationUpToDate', 'normal', { fields, settings })]
  if (said === undefined && behind.length === 0) return asked
  const doses = behind.map(({ product }) => product).join(', ')
  return [
    ...asked,
    find('immunisationBehind', 'counsel', { fields, ...(doses && { facts: { doses } }), settings }),
  ]
}
