import type { Field, Step } from '#domain/instruments/instrument.ts'

/** One field, or the questions of a battery, which stand as one checklist. */
export type FormItem =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'battery'; readonly battery: string; readonly fields: readonly Field[] }

/** What stands under one heading. Without a heading `section` is absent. */
export type FormSection = { readonly section?: string; readonly items: readonly FormItem[] }
export type FormStep = { readonly step: Step; readonly sections: readonly FormSection[] }

const steps: readonly Step[] = [1, 2, 3, 4, 5]

/** The shown fields as the form lays them out: steps, headings, checklists, each in the order of the card. */
export function planForm(fields: readonly Field[]): readonly FormStep[] {
  return steps
    .map((step) => ({ step, sections: sectionsOf(fields.filter((field) => field.step === step)) }))
    .filter(({ sections }) => sections.length > 0)
}

/** Danger signs are asked before anything else of their step: they stop the queue. */
export const dangerSection = 'dangerSigns'

/** A heading stands where its first field stands; later fields of the same heading join it there. */
function sectionsOf(fields: readonly Field[]): readonly FormSection[] {
  const all = [...new Set(fields.map(({ section }) => section))]
  const names = [
    ...all.filter((name) => name === dangerSection),
    ...all.filter((name) => name !== dangerSection),
  ]
  return names.map((section) => {
    const items = itemsOf(fields.filter((field) => field.section === section))
    return section === undefined ? { items } : { section, items }
  })
}

function itemsOf(fields: readonly Field[]): readonly FormItem[] {
  const placed = new Set<string>()
  return fields.flatMap((field): FormItem[] => {
    const { battery } = field
    if (battery === undefined || !isShortQuestion(field)) return [{ kind: 'field', field }]
    if (placed.has(battery)) return []
    placed.add(battery)
    const together = fields.filter((other) => other.battery === battery && isShortQuestion(other))
    return [{ kind: 'battery', battery, fields: together }]
  })
}

/** What can be answered with one tap on a line: yes or no, or one of three. */
const isShortQuestion = (field: Field): boolean =>
  field.type === 'yesNo' || (field.type === 'choice' && field.choices.length <= 3)

/** The fields of an item, in order. */
export const fieldsOfItem = (item: FormItem): readonly Field[] =>
  item.kind === 'field' ? [item.field] : item.fields

export const fieldsOfSection = ({ items }: FormSection): readonly Field[] => items.flatMap(fieldsOfItem)

export const fieldsOfStep = ({ sections }: FormStep): readonly Field[] => sections.flatMap(fieldsOfSection)
