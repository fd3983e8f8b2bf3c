import { rowPhrases1 } from './row-phrases.ts'
import { bytesOfUuid, uuidAt } from './uuid-bytes.ts'

/**
 * One mutation's text by itself, short. JSON has no control characters, so the bytes below 32 are free: 1 is a UUID in
 * its 16 bytes, 2 a phrase of the dictionary by the byte after it, 3 to 31 one of its first. All else is UTF-8.
 */
const uuidMark = 1
const phraseMark = 2
const firstShort = 3
const shortPhrases = 32 - firstShort

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const uuidLetters = 36
const hexDigit = /[0-9a-f]/

type Dictionary = { readonly phrases: readonly string[]; readonly byLetter: ReadonlyMap<string, number[]> }

/** By number; 0 is none: then the text is as it is. */
const dictionaries: readonly (Dictionary | undefined)[] = [undefined, dictionaryOf(rowPhrases1)]
const newest = dictionaries.length - 1

function dictionaryOf(phrases: readonly string[]): Dictionary {
  const byLetter = new Map<string, number[]>()
  for (const [index, phrase] of phrases.entries()) {
    const letter = phrase.charAt(0)
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), index])
  }
  const longestFirst = (a: number, b: number) => (phrases[b]?.length ?? 0) - (phrases[a]?.length ?? 0)
  for (const list of byLetter.values()) list.sort(longestFirst)
  return { phrases, byLetter }
}

/** A runtime's own UTF-8, both ways; `read` throws on what is none. */
export type Utf8 = {
  readonly write: (text: string) => Uint8Array
  readonly read: (bytes: Uint8Array) => string
}

/** JSON text as bytes: the number of the dictionary, then what it makes of the text. */
export function packRow(json: string, { write }: Pick<Utf8, 'write'>): Uint8Array {
  const dictionary = dictionaries[newest]
  const packed: string[] = []
  const binary: Uint8Array[] = []
  for (let at = 0; at < json.length; ) {
    const id = hexDigit.test(json.charAt(at)) ? json.slice(at, at + uuidLetters) : ''
    if (uuid.test(id)) {
      packed.push(String.fromCharCode(uuidMark))
      binary.push(bytesOfUuid(id))
      at += uuidLetters
      continue
    }
    const index = dictionary?.byLetter
      .get(json.charAt(at))
      ?.find((one) => startsAt(dictionary, one, json, at))
    if (dictionary && index !== undefined) {
      packed.push(phraseCode(index))
      at += dictionary.phrases[index]?.length ?? 1
      continue
    }
    packed.push(json.charAt(at))
    at += 1
  }
  return withUuids(packed, binary, write)
}

const startsAt = ({ phrases }: Dictionary, index: number, json: string, at: number) =>
  json.startsWith(phrases[index] ?? '\0', at)

const phraseCode = (index: number): string =>
  index < shortPhrases
    ? String.fromCharCode(firstShort + index)
    : String.fromCharCode(phraseMark, index - shortPhrases + 1)

/** The dictionary's number, then text and ids: these are no text, and stand between the stretches of it. */
function withUuids(
  packed: readonly string[],
  binary: readonly Uint8Array[],
  write: (text: string) => Uint8Array,
): Uint8Array {
  const bytes: number[] = [newest]
  let text = ''
  let next = 0
  const flush = () => {
    for (const byte of write(text)) bytes.push(byte)
    text = ''
  }
  for (const piece of packed) {
    text += piece
    if (piece !== String.fromCharCode(uuidMark)) continue
    flush()
    for (const byte of binary[next] ?? []) bytes.push(byte)
    next += 1
  }
  flush()
  return Uint8Array.from(bytes)
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
  { phrases }: Dictionary,
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
    if (byte >= 32) continue
    if (at > from && !put(read(bytes.subarray(from, at)))) return undefined
    if (byte === uuidMark) {
      if (!put(uuidAt(bytes, at + 1))) return undefined
      at += 16
    } else if (byte === phraseMark) {
      at += 1
      if (!put(phrases[(bytes[at] ?? 0) - 1 + shortPhrases])) return undefined
    } else if (!put(byte < firstShort ? undefined : phrases[byte - firstShort])) return undefined
    from = at + 1
  }
  if (from < bytes.length && !put(read(bytes.subarray(from)))) return undefined
  return parts.join('')
}
