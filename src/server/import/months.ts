const names: readonly (readonly string[])[] = [
  ['januari', 'january', 'jan', 'januar'],
  ['februari', 'february', 'febuari', 'pebruari', 'febr', 'feb', 'peb', 'pebr'],
  ['maret', 'march', 'mar', 'mrt', 'mart'],
  ['april', 'apr', 'apl'],
  ['mei', 'may'],
  ['juni', 'june', 'jun'],
  ['juli', 'july', 'jul'],
  ['agustus', 'august', 'agust', 'agst', 'ags', 'agt', 'agu', 'aug'],
  ['september', 'sept', 'sep'],
  ['oktober', 'october', 'okt', 'oct'],
  ['november', 'nopember', 'nov', 'nop', 'nopem'],
  ['desember', 'december', 'des', 'dec', 'desem'],
]

const numberOf = new Map(names.flatMap((same, index) => same.map((name) => [name, index + 1] as const)))

/** The number (1–12) of a month's name as registers write it, in Indonesian, its old spellings and English. */
export function monthNumber(name: string): number | undefined {
  return numberOf.get(name.toLowerCase().replace(/\.$/, ''))
}
