/** A name as it is kept: one space between words, none around, composed letters. */
export const normalizeName = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

const plain = /^[a-z0-9]+(?: [a-z0-9]+)*$/

/** A text as search compares it: lower case, no accents or apostrophes, every other sign a single space. */
export function foldForSearch(text: string): string {
  const lower = text.toLowerCase()
  // Most names need no more, and lists fold a thousand of them at once.
  if (plain.test(lower)) return lower
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’‘`ʼ]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
