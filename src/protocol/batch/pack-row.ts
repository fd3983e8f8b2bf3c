import { type BinaryForm, day, moment, uuid } from './binary-forms.ts'
import { rowPhrases1, rowPhrases2 } from './row-phrases.ts'

/**
 * One mutation's text by itself, short. JSON has no control characters, so the bytes below 32 are free: 1 is a UUID in
 * its 16 bytes, 2 a phrase of the dictionary by the byte after it, 3 to 31 one of its first. Dictionary 2 writes
 * moments and days in bytes too, by 3 and 4, and its first phrases begin at 5. All else is UTF-8.
 */
const phraseMark = 2
const textFrom = 32

type Dictionary = {
  readonly phrases: readonly string[]
  readonly byLetter: ReadonlyMap<string, number[]>
  /** By the byte that says that one follows. */
  readonly forms: ReadonlyMap<number, BinaryForm>
  readonly firstShort: number
}

const newest = dictionaryOf(rowPhrases2, [
  [1, uuid],
  [3, moment],
  [4, day],
])

/** By number; 0 is none: then the text is as it is. */
const dictionaries: readonly (Dictionary | undefined)[] = [
  undefined,
  dictionaryOf(rowPhrases1, [[1, uuid]]),
  newest,
]

function dictionaryOf(
  phrases: readonly string[],
  forms: readonly (readonly [number, BinaryForm])[],
): Dictionary {
  const byLetter = new Map<string, number[]>()
  for (const [index, phrase] of phrases.entries()) {
    const letter = phrase.charAt(0)
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), index])
  }
  const longestFirst = (a: number, b: number) => (phrases[b]?.length ?? 0) - (phrases[a]?.length ?? 0)
  for (const list of byLetter.values()) list.sort(longestFirst)
  return {
    phrases,
    byLetter,
    forms: new Map(forms),
    firstShort: Math.max(phraseMark, ...forms.map(([mark]) => mark)) + 1,
  }
}

/** A runtime's own UTF-8, both ways; `read` throws on what is none. */
export type Utf8 = {
  readonly write: (text: string) => Uint8Array
  readonly read: (bytes: Uint8Array) => string
}

/** JSON text as bytes: the number of the dictionary, then what it makes of the text. */
export function packRow(json: string, { write }: Pick<Utf8, 'write'>): Uint8Array {
  const bytes: number[] = [dictionaries.indexOf(newest)]
  const put = (more: Iterable<number>) => {
    for (const byte of more) bytes.push(byte)
  }
  let text = ''
  for (let at = 0; at < json.length; ) {
    const found = formAt(newest, json, at)
    if (found) {
      // Bytes are no text: they stand between the stretches of it.
      put(write(text))
      put([found.mark, ...found.bytes])
      text = ''
      at += found.letters
      continue
    }
    const index = newest.byLetter
      .get(json.charAt(at))
      ?.find((one) => json.startsWith(newest.phrases[one] ?? '\0', at))
    text += index === undefined ? json.charAt(at) : phraseCode(newest, index)
    at += index === undefined ? 1 : (newest.phrases[index]?.length ?? 1)
  }
  put(write(text))
  return Uint8Array.from(bytes)
}

/** Looked for where a word begins only: it is a step for each letter. */
const inWord = /[0-9a-z]/

function formAt({ forms }: Dictionary, json: string, at: number) {
  if (!inWord.test(json.charAt(at)) || inWord.test(json.charAt(at - 1))) return undefined
  for (const [mark, { letters, bytesOf }] of forms) {
    const bytes = bytesOf(json.slice(at, at + letters))
    if (bytes) return { mark, letters, bytes }
  }
  return undefined
}

function phraseCode({ firstShort }: Dictionary, index: number): string {
  const short = textFrom - firstShort
  return index < short
    ? String.fromCharCode(firstShort + index)
    : String.fromCharCode(phraseMark, index - short + 1)
}

/** More letters than any mutation has: a short row must not unfold into a long one (sync-spec PK5). */
const mostLetters = 1024 * 1024

/** The JSON text again; `undefined` where the bytes are none, or of a dictionary of a newer edition. */
export function unpackRow(bytes: Uint8Array, { read }: Pick<Utf8, 'read'>): string | undefined {
  const number = bytes[0]
  const dictionary = dictionaries[number ?? -1]
  if (number === undefined || (number > 0 && !dictionary)) return undefined
  try {
    return number === 0 || !dictionary ? read(bytes.subarray(1)) : unpacked(bytes, dictionary, read)
  } catch {
    return undefined
  }
}

function unpacked(
  bytes: Uint8Array,
  { phrases, forms, firstShort }: Dictionary,
  read: (bytes: Uint8Array) => string,
): string | undefined {
  const parts: string[] = []
  let letters = 0
  let from = 1
  const put = (part: string | undefined) => {
    if (part === undefined) return false
    parts.push(part)
    letters += part.length
    return letters <= mostLetters
  }
  for (let at = 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= textFrom) continue
    if (at > from && !put(read(bytes.subarray(from, at)))) return undefined
    const form = forms.get(byte)
    if (form) {
      if (!put(form.textAt(bytes, at + 1))) return undefined
      at += form.size
    } else if (byte === phraseMark) {
      at += 1
      if (!put(phrases[(bytes[at] ?? 0) - 1 + textFrom - firstShort])) return undefined
    } else if (!put(byte < firstShort ? undefined : phrases[byte - firstShort])) return undefined
    from = at + 1
  }
  if (from < bytes.length && !put(read(bytes.subarray(from)))) return undefined
  return parts.join('')
}
