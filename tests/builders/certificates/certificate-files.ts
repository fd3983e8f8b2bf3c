import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TlsFiles } from '#server/config.ts'

/** Self-signed, for `localhost` and `teratai.example`, good from 2020 to 2119; their keys guard nothing. */
export type TestCertificate = 'first' | 'second'

/** The path of a test certificate's file. */
export const certificatePath = (name: TestCertificate, kind: 'cert' | 'key') =>
  join(import.meta.dirname, `${name}.${kind}.pem`)

/** Puts a test certificate into a folder, as a renewing program does. */
export function layCertificate(folder: string, name: TestCertificate): TlsFiles {
  const files = { certificate: join(folder, 'chain.pem'), key: join(folder, 'key.pem') }
  copyFileSync(certificatePath(name, 'cert'), files.certificate)
  copyFileSync(certificatePath(name, 'key'), files.key)
  return files
}
