import { isWithin } from '#domain/instruments/check-answer.ts'
import type { Field, Range } from '#domain/instruments/instrument.ts'
import { readTypedNumber } from '#device/ui/inputs/typed-number.ts'

/** A number that the person's or the pregnancy's record keeps for the cards, with the cards' own limits. */
export type KeptSpec = {
  readonly id: string
  /** As people say it: `kg`. */
  readonly unit: string
  readonly decimals: 0 | 1 | 2 | 3
  readonly reject: Range
  readonly confirm?: Range
}

/** The spec from a card's field, so that its limits stand in one place. Throws where the card has no such number. */
export function keptSpec(fields: readonly Field[], id: string, unit: string): KeptSpec {
  const field = fields.find((one) => one.id === id)
  if (field?.type !== 'number' || typeof field.reject === 'function' || typeof field.confirm === 'function')
    throw new Error(`no kept number ${id}`)
  const { decimals, reject, confirm } = field
  return { id, unit, decimals, reject, ...(confirm && { confirm }) }
}

/** `doubtful`: allowed, but asked about once. `problem`: what is wrong with the typing is said by the field itself. */
export type KeptRead =
  | { readonly kind: 'empty' }
  | { readonly kind: 'problem' }
  | { readonly kind: 'outside'; readonly range: Range }
  | { readonly kind: 'doubtful' | 'value'; readonly value: number }

export function readKept(spec: KeptSpec, text: string): KeptRead {
  const typed = readTypedNumber(text, { decimals: spec.decimals })
  if (typed.kind === 'empty') return { kind: 'empty' }
  if (typed.kind !== 'number') return { kind: 'problem' }
  if (!isWithin(typed.value, spec.reject)) return { kind: 'outside', range: spec.reject }
  const plain = spec.confirm === undefined || isWithin(typed.value, spec.confirm)
  return { kind: plain ? 'value' : 'doubtful', value: typed.value }
}

/** What a confirmation is for: this text in this field. Any later change of it asks again. */
export const confirmationOf = (spec: KeptSpec, text: string): string => `${spec.id}=${text.trim()}`

/** What stands against saving: `undefined` where the number is empty, plainly right or confirmed. */
export function obstacleOf(
  spec: KeptSpec,
  text: string,
  confirmed: readonly string[],
): 'problem' | 'outside' | 'doubtful' | undefined {
  const { kind } = readKept(spec, text)
  if (kind === 'empty' || kind === 'value') return undefined
  return kind === 'doubtful' && confirmed.includes(confirmationOf(spec, text)) ? undefined : kind
}

export function valueOf(spec: KeptSpec, text: string): number | undefined {
  const read = readKept(spec, text)
  return read.kind === 'value' || read.kind === 'doubtful' ? read.value : undefined
}
