import type { Block } from '#domain/instruments/block.ts'
import type { Doubt, Field, FieldContext } from '#domain/instruments/instrument.ts'
import { hasValue } from '#domain/instruments/read-answer.ts'
import { correctedBirthDate } from '#domain/rules/child-corrected-age.ts'
import { childKpsp, kpspFormOn, kpspForms, kpspItemIds } from '#domain/rules/child-kpsp.ts'

const source = 'SDIDTK 2022'

/** A form that is neither that of the age nor, of a child born early, that of the corrected age. */
function formDoubt(value: unknown, context: FieldContext): Doubt | undefined {
  const { birthDate } = context.person
  if (birthDate === undefined) return undefined
  const usual = kpspFormOn(birthDate, context.day)
  const corrected = correctedBirthDate(context)
  const allowed = [usual, corrected && kpspFormOn(corrected, context.day)]
  if (allowed.some((form) => String(form) === value) || usual === undefined) return undefined
  return { code: 'kpspFormUnusual', facts: { usual } }
}

const fields: readonly Field[] = [
  {
    id: 'kpspForm',
    cardId: 'kpsp_umur',
    type: 'choice',
    choices: kpspForms.map(String),
    step: 4,
    section: 'kpsp',
    required: false,
    source,
    doubt: formDoubt,
  },
  {
    id: 'kpspScore',
    cardId: 'kpsp_skor',
    type: 'number',
    unit: '{score}',
    decimals: 0,
    reject: { min: 0, max: 10 },
    step: 4,
    section: 'kpsp',
    required: false,
    source,
  },
  ...kpspItemIds.map(
    (id, at): Field => ({
      id,
      cardId: `kpsp_${at + 1}`,
      type: 'yesNo',
      step: 4,
      section: 'kpsp',
      battery: 'kpspItems',
      required: false,
      shownWhen: ({ answers }) => !hasValue(answers['kpspScore']),
      officialItem: { form: 'kpsp', number: `${at + 1}` },
      source,
    }),
  ),
]

/** KPSP: the form by age, and its ten items or their count. */
export const kpspBlock: Block = { fields, rules: [childKpsp] }
