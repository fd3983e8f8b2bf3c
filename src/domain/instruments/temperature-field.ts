import type { Condition, Field } from './instrument.ts'

/** Body temperature in °C; below 35.5 and above 39 it is asked again (ranges Teratai's own). */
export function temperatureField(
  field: Partial<Pick<Field, 'alsoCardIds' | 'section' | 'step' | 'nakesOnly'>> & {
    readonly required?: boolean | Condition
    readonly shownWhen?: Condition
  } = {},
): Field {
  return {
    id: 'temperatureC',
    cardId: 'suhu',
    type: 'number',
    unit: 'Cel',
    decimals: 1,
    reject: { min: 32, max: 43 },
    confirm: { min: 35.5, max: 39 },
    step: 2,
    required: false,
    codes: [{ system: 'loinc', code: '8310-5' }],
    source: "Checklist Kunjungan Rumah; Buku KIA 2023; ranges Teratai's own",
    ...field,
  }
}
