import { foldForSearch } from './names.ts'

/** Forms of address, titles and the many ways of writing Muhammad: they tell no two people apart. */
const ignoredWords: ReadonlySet<string> = new Set(
  [
    'by bayi an anak ny nyonya tn tuan sdr sdri nn nona bpk bapak ibu alm almh h hj haji hajjah kh ust ustadz',
    'dr drg ir drs dra prof se sh spd skep skm amd keb st',
    'm md muh moh mohd muhd mhd muhammad mohammad muhamad mohamad mochammad mochamad moch mohamed muhammed',
  ].flatMap((words) => words.split(' ')),
)

/** Spellings that Indonesian names take for the same sound, old and new. */
const sameSound: readonly (readonly [RegExp, string])[] = [
  [/oe/g, 'u'],
  [/dj/g, 'j'],
  [/tj/g, 'c'],
  [/nj/g, 'ny'],
  [/sj|sh|sy/g, 's'],
  [/ph|v/g, 'f'],
  [/kh|ch|q/g, 'k'],
  [/dh|dz|dl/g, 'd'],
  [/th/g, 't'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/y/g, 'i'],
  [/(.)\1+/g, '$1'],
]

/** The words of a name that tell people apart, as they sound. Never empty unless the name has no letter at all. */
export function soundWords(name: string): readonly string[] {
  const words = foldForSearch(name).split(' ').filter(Boolean)
  const telling = words.filter((word) => !ignoredWords.has(word))
  return (telling.length > 0 ? telling : words).map((word) =>
    sameSound.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word),
  )
}

/** "By. Ny. Siti": a newborn not yet named, called by the mother's name, which is returned. */
export function motherInPlaceholder(name: string): string | undefined {
  const match = /^(?:by|bayi)\s+(?:ny|nyonya|ibu)\s+(.+)$/.exec(foldForSearch(name))
  return match?.[1]
}
