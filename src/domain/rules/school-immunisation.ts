import { choicesIn, hasValue, textIn } from '#domain/instruments/read-answer.ts'
import type { FieldContext } from '#domain/instruments/instrument.ts'
import { numberSetting } from '#domain/settings.ts'
import { givenOnField, type SchoolDoseId } from '#domain/schedule/dose-ids.ts'
import { defineRule } from './define-rule.ts'

/** In which class each dose of BIAS is given; HPV to girls, a second dose where it is given. */
const doses: readonly {
  readonly dose: SchoolDoseId
  readonly schoolClass: number
  readonly girlsOnly?: true
}[] = [
  { dose: 'mrBias', schoolClass: 1 },
  { dose: 'dt', schoolClass: 1 },
  { dose: 'td2', schoolClass: 2 },
  { dose: 'td5', schoolClass: 5 },
  { dose: 'hpv1', schoolClass: 5, girlsOnly: true },
  { dose: 'hpv2', schoolClass: 6, girlsOnly: true },
]

const isOffered = (dose: SchoolDoseId, { settings }: FieldContext) =>
  dose !== 'hpv2' || numberSetting(settings, 'hpvDoses') === 2

const wasGiven = (dose: SchoolDoseId, { answers }: FieldContext) =>
  hasValue(answers[givenOnField(dose)]) || (choicesIn(answers, 'schoolImmunisation')?.includes(dose) ?? false)

/** Doses of the classes already left that nobody has recorded; said only once the list was gone through. */
export const schoolImmunisation = defineRule(
  {
    id: 'schoolImmunisation',
    card: 'R-IM-STATUS',
    edition: 'kmk-2015-2023',
    source: 'KMK HK.01.07/MENKES/2015/2023; Bulan Imunisasi Anak Sekolah',
    outcomes: ['schoolDosesMissing', 'schoolDosesComplete'],
  },
  (context, find) => {
    const schoolClass = Number(textIn(context.answers, 'schoolClass'))
    if (!choicesIn(context.answers, 'schoolImmunisation') || Number.isNaN(schoolClass)) return []
    const owed = doses.filter(
      (one) =>
        one.schoolClass < schoolClass &&
        isOffered(one.dose, context) &&
        !(one.girlsOnly && context.person.sex !== 'female'),
    )
    const missing = owed.filter(({ dose }) => !wasGiven(dose, context))
    const fields = ['schoolImmunisation']
    if (missing.length > 0)
      return [find('schoolDosesMissing', 'counsel', { fields, facts: { count: missing.length } })]
    return owed.length > 0 ? [find('schoolDosesComplete', 'normal', { fields })] : []
  },
)
