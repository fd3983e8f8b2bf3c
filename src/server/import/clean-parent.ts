import { cleanName } from './clean-text.ts'
import type { Cell } from './sheet.ts'

export type ParentReading =
  | { readonly kind: 'mother'; readonly name: string }
  | { readonly kind: 'problem'; readonly problem: 'parentUnclear' | 'parentIsFather' }
  | { readonly kind: 'empty' }

const motherTitle = /^(ny|nyonya|ibu|bu|ummi)[. ]+/i
const fatherTitle = /^(tn|tuan|bapak|bpk|bp|pak|ayah)[. ]+/i

/**
 * The mother from a column of parents (`nama_ortu`), which the e-PPGBM fills with the mother as a rule. A title
 * or a father's NIK beside it tells otherwise; two names of which none is marked cannot be told apart.
 */
export function cleanParent(cell: Cell, parentNik: string): ParentReading {
  const whole = cleanName(cell)
  if (!whole) return { kind: 'empty' }
  const names = whole.split(/\s*[/&+]\s*|\s+dan\s+/i).filter(Boolean)
  const mother = names.find((name) => motherTitle.test(name))
  if (mother) return { kind: 'mother', name: mother.replace(motherTitle, '') }
  const left = names.filter((name) => !fatherTitle.test(name))
  if (left.length === 0) return { kind: 'problem', problem: 'parentIsFather' }
  if (names.length > 2 || left.length > 1) return { kind: 'problem', problem: 'parentUnclear' }
  if (names.length === 1 && isMansNik(parentNik)) return { kind: 'problem', problem: 'parentIsFather' }
  return { kind: 'mother', name: left[0] ?? whole }
}

/** In a NIK a woman's day of birth stands 40 higher. */
export function isMansNik(nik: string): boolean {
  const day = Number(nik.slice(6, 8))
  return nik.length === 16 && day >= 1 && day <= 31
}
