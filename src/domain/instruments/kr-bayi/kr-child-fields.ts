import { ageIn } from '#domain/instruments/age-in.ts'
import { dangerSignFields, breathingFields } from '#domain/instruments/balita/danger-fields.ts'
import { doseDateFields } from '#domain/instruments/balita/immunisation-fields.ts'
import type { Condition, Field } from '#domain/instruments/instrument.ts'
import { homeVisitHead, whenMet } from '#domain/instruments/kr-head.ts'
import { childSignsIn } from '#domain/rules/child-signs.ts'
import type { ChildDoseId } from '#domain/schedule/dose-ids.ts'
import { doseRules } from '#domain/schedule/immunisation-table.ts'
import { isOn } from '#domain/settings.ts'

const source = 'Checklist Kunjungan Rumah (KMK HK.01.07/MENKES/2015/2023)'

const given = { step: 3, section: 'growth', source } as const

const dateUpToToday = {
  type: 'date',
  earliest: ({ person, day }) => person.birthDate ?? day.replace(/^\d{4}/, (year) => `${Number(year) - 7}`),
  latest: ({ day }) => day,
} as const satisfies Pick<Extract<Field, { type: 'date' }>, 'type' | 'earliest' | 'latest'>

/** When, where and by whom a service was given, as the child's Buku KIA has it. */
export const serviceField = (
  field: Pick<Field, 'id' | 'cardId' | 'required' | 'section'> & Partial<Pick<Field, 'shownWhen'>>,
): Field => ({
  step: 3,
  source,
  ...field,
  type: 'group',
  parts: [
    { id: 'on', cardId: `${field.cardId}_tanggal`, ...dateUpToToday },
    {
      id: 'place',
      cardId: `${field.cardId}_tempat`,
      type: 'text',
      maxLength: 120,
      optionalWhen: () => true,
    },
    {
      id: 'officer',
      cardId: `${field.cardId}_petugas`,
      type: 'text',
      maxLength: 120,
      optionalWhen: () => true,
    },
  ],
})

type Trend = {
  readonly id: string
  readonly cardId: string
  readonly alsoCardIds?: readonly string[]
  readonly unit: 'kg' | 'cm'
}

const trendField = (
  { id, cardId, alsoCardIds, unit }: Trend,
  range: { readonly min: number; readonly max: number },
): Field => ({
  ...given,
  id,
  cardId,
  type: 'group',
  parts: [
    {
      id: 'trend',
      cardId,
      ...(alsoCardIds && { alsoCardIds }),
      type: 'choice',
      choices: ['rises', 'stays', 'falls'],
      printed: { rises: 'naik', stays: 'tetap', falls: 'turun' },
    },
    {
      id: 'value',
      cardId: `${cardId}_nilai`,
      type: 'number',
      unit,
      decimals: unit === 'kg' ? 2 : 1,
      reject: range,
      optionalWhen: () => true,
    },
  ],
  required: whenMet(),
  shownWhen: whenMet(),
})

/** When the child was last weighed, and what came of it. Ranges as on the card of the posyandu. */
export const lastMeasuredFields = (lengthCardId: 'hasil_pb' | 'hasil_pbtb'): readonly Field[] => [
  serviceField({
    id: 'lastWeighed',
    cardId: 'timbang_terakhir',
    section: 'growth',
    required: whenMet(),
    shownWhen: whenMet(),
  }),
  trendField({ id: 'weightTrend', cardId: 'hasil_bb', unit: 'kg' }, { min: 0.9, max: 60 }),
  trendField(
    { id: 'lengthTrend', cardId: lengthCardId, alsoCardIds: ['hasil_pb', 'hasil_pbtb'], unit: 'cm' },
    { min: 38, max: 150 },
  ),
  trendField({ id: 'headTrend', cardId: 'hasil_lk', unit: 'cm' }, { min: 25, max: 64 }),
]

/** The hexavalent series is given at the ages of DPT-HB-Hib. */
const likeDose: Readonly<Partial<Record<ChildDoseId, ChildDoseId>>> = {
  hexa1: 'dpt1',
  hexa2: 'dpt2',
  hexa3: 'dpt3',
}

const firstMonthOf = (dose: ChildDoseId): number =>
  doseRules.find((rule) => rule.dose === (likeDose[dose] ?? dose))?.idealFrom ?? 0

/** What only some districts give. */
const isGivenHere =
  (dose: ChildDoseId): Condition =>
  ({ settings }) => {
    if (dose === 'je') return isOn(settings, 'japaneseEncephalitisVaccine')
    return likeDose[dose] === undefined || isOn(settings, 'hexavalentVaccine')
  }

/** The dates of these doses; a young child is asked only for what its age has begun. */
export const homeDoseFields = (doses: readonly ChildDoseId[]): readonly Field[] =>
  doseDateFields(doses, (dose) =>
    whenMet((context) => isGivenHere(dose)(context) && (ageIn(context)?.months ?? -1) >= firstMonthOf(dose)),
  )

/** The danger signs of the child's age, and the breaths of whoever has a watch. */
export const homeSignFields = (ages: 'fromBirth' | 'fromSixMonths'): readonly Field[] => [
  ...breathingFields(whenMet()),
  ...dangerSignFields({
    step: 2,
    ...(ages === 'fromBirth' && { infantShown: whenMet() }),
    childShown: whenMet(),
    place: 'home',
  }),
]

const hasDangerSign: Condition = (context) => childSignsIn(context).size > 0

/** The common head of both checklists of children. Temperature has a rule of its own by age. */
export const childHead = homeVisitHead({
  card: 'R-KR-JADWAL',
  hasDangerSign,
  asksKiaBook: () => true,
  flagsTemperature: false,
})
