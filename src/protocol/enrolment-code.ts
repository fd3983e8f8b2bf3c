/** Crockford's base32, in which nothing is taken for something else when read out: no I, L, O, U. */
export const crockfordAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const code = new RegExp(`^[${crockfordAlphabet}]{8}$`)

/** A code as typed, in its one form; `undefined` when it cannot be one. I and L are read as 1, O as 0. */
export function readEnrolmentCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0')
  return code.test(letters) ? letters : undefined
}

/** `XXXX-XXXX`, as it is shown and read out. */
export const groupedCode = (letters: string): string => `${letters.slice(0, 4)}-${letters.slice(4)}`
