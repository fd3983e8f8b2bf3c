/** Stands in no JSON text: control characters are escaped there. */
const separator = '\u001e'

/**
 * Many JSON texts as one parameter: an array parameter would have every quote in them escaped, which costs more than
 * all else. An absent one is an empty text.
 */
export const textColumn = (texts: readonly (string | undefined)[]) =>
  texts.map((text) => text ?? '').join(separator)

/** SQL that spreads parameter `n`, made by `textColumn`, into an array of json. */
export const jsonColumn = (n: number) => `string_to_array($${n}::text, chr(30), '')::json[]`
