import type { SuratKind } from './surat-text.ts'

/** Four letters of a surat's id by which people tell a surat jalan and its balasan from others. */
export const suratCode = (id: string): string => id.slice(-4).toUpperCase()

/** Those of the phone that writes it; of several the first by name stands in the file's, on both ends the same. */
type Places = readonly { readonly name: string }[]

/**
 * The name of a surat's file: `surat-jalan-posyandu-melati-2-2026-11-22-3F9A.txt`. It names the posyandu and the day,
 * and no person. `answered`: of a balasan the id of the surat jalan, so that the two end alike.
 */
export function suratFileName(kind: SuratKind, posyandu: Places, day: string, answered: string): string {
  const [first = ''] = posyandu.map(({ name }) => name).sort()
  const place = first
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
  return ['surat', kind, place || 'posyandu', day, suratCode(answered)].join('-') + '.txt'
}
