import type { EnrolmentPaper } from './enrolment-paper.ts'

type Hand = {
  /** ECDSA P-256, SHA-256, IEEE P1363. */
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer>
  /** Base64url without padding, as each end has it. */
  readonly base64Url: (bytes: ArrayBuffer) => string
}

/** Writes a paper as one word: `content.signature`, both base64url. */
export async function writePaper(paper: EnrolmentPaper, { sign, base64Url }: Hand): Promise<string> {
  const content = base64Url(lettersOf(asciiJson(paper)).buffer)
  return `${content}.${base64Url(await sign(paperSigned(content)))}`
}

/** The bytes that a paper's signature covers. */
export const paperSigned = (content: string) => lettersOf(`teratai surat pendaftaran 1\n${content}`)

/** JSON in which every letter is a byte. */
const asciiJson = (value: unknown) =>
  JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const lettersOf = (ascii: string) => Uint8Array.from(ascii, (letter) => letter.charCodeAt(0))
