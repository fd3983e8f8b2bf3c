import { readEnrolmentCode } from '#protocol/enrolment-code.ts'

export type CodeRead =
  | { readonly kind: 'code'; readonly code: string }
  /** An enrolment link of another puskesmas' address: its phones enrol there. */
  | { readonly kind: 'elsewhere'; readonly url: string }
  | { readonly kind: 'none' }

/** The code in what a QR or an address says: an enrolment link `…/enrol#CODE` of this address, or the bare code. */
export function codeIn(text: string, origin: string): CodeRead {
  const bare = readEnrolmentCode(text)
  if (bare !== undefined) return { kind: 'code', code: bare }
  const url = parse(text)
  // A QR may hold any scheme: one that a browser would run is no address of a puskesmas.
  if (url?.pathname !== '/enrol' || !/^https?:$/.test(url.protocol)) return { kind: 'none' }
  const code = readEnrolmentCode(url.hash.slice(1))
  if (code === undefined) return { kind: 'none' }
  return url.origin === origin ? { kind: 'code', code } : { kind: 'elsewhere', url: url.href }
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
