import { foldForSearch } from '#domain/person/names.ts'

const romans: Readonly<Record<string, string>> = {
  i: '1',
  ii: '2',
  iii: '3',
  iv: '4',
  v: '5',
  vi: '6',
  vii: '7',
  viii: '8',
  ix: '9',
  x: '10',
}

/** A posyandu's name as registers vary it: without the word itself, case and signs; `II`, `02` and `2` are one. */
export function foldPosyandu(name: string): string {
  return foldForSearch(name)
    .replace(/(\p{L})(\d)/gu, '$1 $2')
    .split(' ')
    .filter((word) => word !== '' && word !== 'posyandu' && word !== 'pos')
    .map((word) => romans[word] ?? word.replace(/^0+(?=\d)/, ''))
    .join(' ')
}

/** Share of the named rows from which a name stands for the whole file; Teratai's own. */
const mostRows = 0.75

/**
 * Which of the names in a file's posyandu column mean the chosen one. Where none of them does and nearly all rows
 * have one name, the person who chose knows better: that name is meant (`namedDifferently`).
 */
export function rowsOfPosyandu(
  named: readonly string[],
  chosen: string,
): { readonly isMeant: (name: string) => boolean; readonly namedDifferently: boolean } {
  const names = named.filter((name) => name !== '').map(foldPosyandu)
  const usual = mostFrequent(names)
  const namedDifferently =
    !names.includes(foldPosyandu(chosen)) && usual !== undefined && usual.count >= names.length * mostRows
  const wanted = namedDifferently ? usual.name : foldPosyandu(chosen)
  return { isMeant: (name) => name === '' || foldPosyandu(name) === wanted, namedDifferently }
}

function mostFrequent(names: readonly string[]): { name: string; count: number } | undefined {
  const counted = [...Map.groupBy(names, (name) => name)].map(([name, same]) => ({
    name,
    count: same.length,
  }))
  return counted.sort((a, b) => b.count - a.count)[0]
}
