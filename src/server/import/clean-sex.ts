import type { Sex } from '#domain/person/person.ts'
import { isEmptyCell, plainText } from './empty-cell.ts'
import type { Cell } from './sheet.ts'

const male = new Set([
  'l',
  'lk',
  'lk2',
  'laki',
  'lakilaki',
  'laki2',
  'pria',
  'cowok',
  'm',
  'male',
  '1',
  'lakilakil',
])
const female = new Set([
  'p',
  'pr',
  'perempuan',
  'prempuan',
  'wanita',
  'cewek',
  'w',
  'f',
  'female',
  '2',
  'perempuanp',
])

export type SexReading =
  | { readonly kind: 'sex'; readonly sex: Sex }
  | { readonly kind: 'problem'; readonly problem: 'sexUnreadable' }
  | { readonly kind: 'empty' }

/** L, P, Laki-laki, Perempuan, 1, 2 and their variants. */
export function cleanSex(cell: Cell): SexReading {
  if (isEmptyCell(cell)) return { kind: 'empty' }
  const word = plainText(cell)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  if (male.has(word)) return { kind: 'sex', sex: 'male' }
  if (female.has(word)) return { kind: 'sex', sex: 'female' }
  return { kind: 'problem', problem: 'sexUnreadable' }
}
