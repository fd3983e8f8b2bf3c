import type { Block } from './block.ts'
import type { Condition, Field, FieldContext } from './instrument.ts'

const shows = ({ shownWhen }: Field, context: FieldContext) => shownWhen === undefined || shownWhen(context)

const requires = (field: Field, context: FieldContext) =>
  shows(field, context) && (typeof field.required === 'boolean' ? field.required : field.required(context))

/** One question of two: asked, and required, when either asks it. */
function either(first: Field, other: Field): Field {
  const shownWhen: Condition = (context) => shows(first, context) || shows(other, context)
  return { ...first, shownWhen, required: (context) => requires(first, context) || requires(other, context) }
}

function joinFields(all: readonly Field[]): readonly Field[] {
  const byId = new Map<string, Field>()
  for (const field of all) {
    const before = byId.get(field.id)
    byId.set(field.id, before && before !== field ? either(before, field) : field)
  }
  return [...byId.values()]
}

/** Blocks one after the other. A question or rule that several of them have stands where the first one has it. */
export const joinBlocks = (...blocks: readonly Block[]): Block => ({
  fields: joinFields(blocks.flatMap(({ fields }) => fields)),
  rules: [...new Map(blocks.flatMap(({ rules }) => rules).map((rule) => [rule.id, rule])).values()],
})
