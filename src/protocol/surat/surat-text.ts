import { fromBase64, toBase64 } from './base64.ts'

/** A surat jalan goes from phone to puskesmas, a surat balasan back. */
export const suratKinds = ['jalan', 'balasan'] as const
export type SuratKind = (typeof suratKinds)[number]

const first = (kind: SuratKind) => `-----BEGIN TERATAI SURAT ${kind.toUpperCase()}-----`
const last = (kind: SuratKind) => `-----END TERATAI SURAT ${kind.toUpperCase()}-----`
const lineLength = 64

/**
 * Bytes as the text of a file. Text, because that is what Web Share hands on (a browser shares no file of a kind that
 * it does not know), and what every messenger and mail leaves as it is.
 */
export function suratText(kind: SuratKind, bytes: Uint8Array): string {
  const letters = toBase64(bytes)
  const lines: string[] = []
  for (let at = 0; at < letters.length; at += lineLength) lines.push(letters.slice(at, at + lineLength))
  return [first(kind), ...lines, last(kind)].join('\n')
}

export type SuratTextProblem = 'notASurat' | 'suratTruncated' | 'suratDamaged'
export type ReadSuratText =
  | { readonly ok: true; readonly kind: SuratKind; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: SuratTextProblem }

/**
 * The bytes behind a file's text. Other line ends, a byte order mark and empty lines at the end are what tools add to
 * text; anything else must be exactly as it was written.
 */
export function readSuratText(file: string): ReadSuratText {
  const text = file
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/\n+$/, '')
  const kind = suratKinds.find((one) => text.startsWith(`${first(one)}\n`))
  if (!kind) return refused(begun(text) ? 'suratTruncated' : 'notASurat')
  if (!text.includes('\n-----END')) return refused('suratTruncated')
  const end = `\n${last(kind)}`
  if (!text.endsWith(end))
    return refused(end.startsWith(text.slice(text.lastIndexOf('\n'))) ? 'suratTruncated' : 'suratDamaged')
  const bytes = fromBase64(text.slice(first(kind).length, -end.length).replaceAll('\n', ''))
  if (!bytes || suratText(kind, bytes) !== text) return refused('suratDamaged')
  return { ok: true, kind, bytes }
}

/** Cut off within its first line. */
const begun = (text: string) =>
  text.length > 0 && suratKinds.some((one) => `${first(one)}\n`.startsWith(text))

const refused = (code: SuratTextProblem): ReadSuratText => ({ ok: false, code })
