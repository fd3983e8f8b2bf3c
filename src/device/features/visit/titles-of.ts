import { findingWords, type Words } from '#device/findings/finding-words.ts'
import type { Finding } from '#domain/instruments/instrument.ts'

/** The names of the findings with these codes, for the end of a sentence. */
export function titlesOf(words: Words, findings: readonly Finding[], codes: readonly string[]): string {
  const titles = codes.flatMap((code) => {
    const finding = findings.find((one) => one.code === code)
    return finding ? [findingWords(words, finding).title] : []
  })
  return [...new Set(titles)].join('; ')
}
