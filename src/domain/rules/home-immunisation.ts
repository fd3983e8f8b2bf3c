import type { FieldContext, Finding } from '#domain/instruments/instrument.ts'
import { textIn } from '#domain/instruments/read-answer.ts'
import { childDoseIds, givenOnField } from '#domain/schedule/dose-ids.ts'
import { givenDoses } from '#domain/schedule/doses.ts'
import type { DueState } from '#domain/schedule/due-item.ts'
import { dosesGivenTooEarly, type ImmunisationInput, immunisationDue } from '#domain/schedule/immunisation.ts'
import { defineRule, type Find, notAssessed, settingsUsed } from './define-rule.ts'
import { isForNakes } from './immunisation-status.ts'

/** Now or overdue: an empty date of any of these is a dose to go for. */
const wanted: ReadonlySet<DueState> = new Set<DueState>(['due', 'open', 'late'])

const dateFields = childDoseIds.map(givenOnField)
const shownWith = 'hb0GivenOn'

/** The dates of the child's book, as a home visit writes them down: what is due and empty is asked for. */
export const homeImmunisation = defineRule(
  {
    id: 'homeImmunisation',
    card: 'R-IM-STATUS',
    edition: 'buku-kia-2023',
    source: 'Checklist Kunjungan Rumah; Buku KIA 2023; Permenkes 12/2017',
    outcomes: [
      'immunisationBehind',
      'immunisationUpToDate',
      'doseGivenTooEarly',
      'doseForNakes',
      'notAssessed',
    ],
  },
  (context, find) => {
    const { person, day, settings, answers } = context
    if (person.birthDate === undefined) return [notAssessed(find, shownWith, 'ageUnknown')]
    if (context.birthDateExact === false) return [notAssessed(find, shownWith, 'birthDateNotExact')]
    const doses = givenDoses(context, answers)
    // Dates that nobody could read are no proof that nothing was given.
    if (Object.keys(doses).length === 0 && !wasBookSeen(context))
      return [notAssessed(find, shownWith, 'kiaBookNotSeen')]
    return judge({ birthDate: person.birthDate, day, doses, settings }, find)
  },
)

const wasBookSeen = ({ answers }: FieldContext): boolean =>
  textIn(answers, 'kiaBook') === 'shown' || dateFields.some((id) => answers[id] !== undefined)

function judge(child: ImmunisationInput, find: Find): readonly Finding[] {
  const settings = settingsUsed(child.settings, 'hexavalentVaccine', 'japaneseEncephalitisVaccine')
  const fields = [shownWith]
  const early = dosesGivenTooEarly(child).map(({ dose }) => dose)
  const tooEarly =
    early.length > 0
      ? [find('doseGivenTooEarly', 'confirm', { fields, facts: { doses: early.join(', ') }, settings })]
      : []
  const items = immunisationDue(child).filter(({ state }) => wanted.has(state))
  const asked = items
    .filter(isForNakes)
    .map(({ product }) => find('doseForNakes', 'confirm', { fields, facts: { doses: product }, settings }))
  const due = items.filter((item) => !isForNakes(item))
  const facts = { doses: due.map(({ product }) => product).join(', ') }
  if (due.length > 0)
    return [...tooEarly, ...asked, find('immunisationBehind', 'counsel', { fields, facts, settings })]
  return asked.length > 0
    ? [...tooEarly, ...asked]
    : [...tooEarly, find('immunisationUpToDate', 'normal', { fields, settings })]
}
