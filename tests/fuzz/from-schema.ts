import type { Dice } from '#tests/simulation/dice.ts'
import { hostileValue, hostileWord } from './hostile.ts'

/** What of JSON Schema the API's description uses. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
}

export type Shapes = Readonly<Record<string, Schema>>

export type Making = {
  readonly dice: Dice
  readonly shapes: Shapes
  /** Ids of people, phones, posyandu and accounts that are there. */
  readonly ids: readonly string[]
  /** How many values in a hundred are hostile. */
  readonly hostile: number
}

/** A value that fits the schema, but for those that do not. */
export function fromSchema(schema: Schema, making: Making, depth = 0): unknown {
  const { dice } = making
  if (dice.percent(making.hostile)) return hostileValue(dice)
  if (schema.$ref)
    return fromSchema(making.shapes[schema.$ref.split('/').at(-1) ?? ''] ?? {}, making, depth + 1)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices && choices.length > 0) return fromSchema(dice.pick(choices), making, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum && schema.enum.length > 0) return dice.pick(schema.enum)
  return ofType(schema, making, depth)
}

function ofType(schema: Schema, making: Making, depth: number): unknown {
  const { dice, ids } = making
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return dice.pick([...ids, dice.id()])
      return dice.percent(30)
        ? hostileWord(dice)
        : dice.pick(['Siti', 'balita', '2026-11-03', 'bidan.uji', '0812'])
    case 'integer':
    case 'number':
      return dice.pick([0, 1, 2, 60, -1, 1.5, 1_790_000_000_000, 2 ** 31])
    case 'boolean':
      return dice.percent(50)
    case 'array':
      return Array.from({ length: dice.below(depth > 4 ? 1 : 4) }, () =>
        fromSchema(schema.items ?? {}, making, depth + 1),
      )
    case 'object':
      return objectOf(schema, making, depth)
    default:
      return hostileValue(dice)
  }
}

function objectOf(schema: Schema, making: Making, depth: number): Record<string, unknown> {
  const { dice } = making
  const made: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(schema.properties ?? {})) {
    const isThere = dice.percent(schema.required?.includes(name) ? 92 : 50)
    if (isThere) made[name] = fromSchema(shape, making, depth + 1)
  }
  if (typeof schema.additionalProperties === 'object' || dice.percent(15))
    Object.defineProperty(made, dice.pick(['__proto__', 'constructor', 'x', 'adultFromYears']), {
      value: hostileValue(dice),
      enumerable: true,
      configurable: true,
    })
  return made
}
