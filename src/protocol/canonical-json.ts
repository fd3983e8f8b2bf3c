import type { FieldValue } from './mutation.ts'

/**
 * JSON with the keys of objects in order: equal values give equal text, whatever wrote them. Two ends compare
 * values and content by it, since a value may have been re-ordered on its way.
 */
export function canonicalJson(value: FieldValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  let text = ''
  for (const key of inOrder(Object.keys(value)))
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key] as FieldValue)}`
  return `{${text}}`
}

/** Nothing to sort is the common case of small objects. */
function inOrder(keys: string[]): readonly string[] {
  for (let i = 1; i < keys.length; i++) if ((keys[i] as string) < (keys[i - 1] as string)) return keys.sort()
  return keys
}

function isList(value: object): value is readonly FieldValue[] {
  return Array.isArray(value)
}
