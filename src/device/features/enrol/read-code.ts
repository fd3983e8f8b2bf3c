export type CodeRead =
  | { readonly kind: 'code'; readonly code: string }
  /** An enrolment link of another puskesmas' address: its phones enrol there. */
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'none' }

const pattern = /^[0-9A-Z]{8}$/

const plain = (text: string) => text.toUpperCase().replace(/[\s-]/g, '')

/** Whether a text can be an enrolment code: eight letters and digits, however grouped. */
export const isCode = (text: string): boolean => pattern.test(plain(text))

/** The code in what a QR or an address says: an enrolment link `…/enrol#CODE` of this address, or the bare code. */
export function codeIn(text: string, origin: string): CodeRead {
  if (isCode(text)) return { kind: 'code', code: plain(text) }
  const url = parse(text)
  if (url?.pathname !== '/enrol') return { kind: 'none' }
  const code = plain(decodeURIComponent(url.hash.slice(1)))
  if (!isCode(code)) return { kind: 'none' }
  return url.origin === origin ? { kind: 'code', code } : { kind: 'elsewhere', url: url.href }
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
