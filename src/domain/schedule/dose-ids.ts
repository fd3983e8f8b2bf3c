/**
 * Ids of the national immunisation schedule, in the order of the card: those of infants and small children, the
 * hexavalent series that replaces DPT-HB-Hib and IPV where it has been introduced, and those given at school (BIAS).
 */
export const childDoseIds = [
  'hb0',
  'bcg',
  'opv1',
  'opv2',
  'opv3',
  'opv4',
  'dpt1',
  'dpt2',
  'dpt3',
  'dpt4',
  'hexa1',
  'hexa2',
  'hexa3',
  'pcv1',
  'pcv2',
  'pcv3',
  'rv1',
  'rv2',
  'rv3',
  'ipv1',
  'ipv2',
  'mr1',
  'mr2',
  'je',
] as const
export type ChildDoseId = (typeof childDoseIds)[number]

export const schoolDoseIds = ['dt', 'td2', 'td5', 'hpv1', 'hpv2', 'mrBias'] as const
export type SchoolDoseId = (typeof schoolDoseIds)[number]

export type DoseId = ChildDoseId | SchoolDoseId

/** The field in which a card keeps the day on which a dose was given: `hb0` → `hb0GivenOn`. */
export const givenOnField = (dose: DoseId): string => `${dose}GivenOn`

const all: readonly DoseId[] = [...childDoseIds, ...schoolDoseIds]
const byField = new Map(all.map((dose) => [givenOnField(dose), dose]))

export const isDoseId = (code: string): code is DoseId => all.some((dose) => dose === code)

/** The dose of which a field keeps the day; nothing where it is no such field. */
export const doseOfField = (fieldId: string): DoseId | undefined => byField.get(fieldId)
