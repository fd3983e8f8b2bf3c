import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { createSecureContext, Server } from 'node:tls'
import { StartRefusal, type TlsFiles } from '#server/config.ts'

/** A certificate with its chain and its private key, PEM, as Node takes them. */
export type Tls = { readonly cert: Buffer; readonly key: Buffer }

/** Older ones are broken; every browser that the app runs on has this one. */
export const leastTls = 'TLSv1.2'

/** Reads both files. Throws `StartRefusal` where one is missing, cannot be read, or they do not belong together. */
export function readCertificate({ certificate, key }: TlsFiles): Tls {
  const tls = { cert: readPem('TERATAI_TLS_CERT', certificate), key: readPem('TERATAI_TLS_KEY', key) }
  try {
    if (!new X509Certificate(tls.cert).checkPrivateKey(createPrivateKey(tls.key)))
      throw new Error('of another')
    createSecureContext(tls)
    return tls
  } catch {
    throw new StartRefusal(
      `TERATAI_TLS_CERT and TERATAI_TLS_KEY are no certificate and its key; allowed: PEM files, the key without a password`,
    )
  }
}

/** What phones would refuse of it: that it has run out, is not valid yet, or is for another name. */
export function certificateTrouble({ cert }: Tls, address: string, now: number): string | undefined {
  const read = new X509Certificate(cert)
  const { hostname } = new URL(address)
  if (!read.checkHost(hostname)) return `the certificate is not for ${hostname}; phones will refuse it`
  if (now < read.validFromDate.getTime()) return 'the certificate is not valid yet; phones will refuse it'
  if (now > read.validToDate.getTime()) return 'the certificate has run out; phones refuse it. Renew it'
  return undefined
}

function readPem(variable: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new StartRefusal(`${variable}: the file ${path} cannot be read`)
  }
}

/** How often the files are looked at, ms; Teratai's own: a renewed certificate serves within a minute. */
const lookEvery = 60_000

export type CertificateWatch = {
  /** Looks now; it also does so every minute. */
  look(): void
  end(): void
}

/**
 * Lets a renewed certificate serve new connections while the server runs, without a restart. Files are compared by time
 * and size, since renewing programs replace links, which no watcher of folders sees everywhere. Two files that do not
 * belong together (yet) are left alone: the certificate in use stays, and the log is told once.
 */
export function keepCertificate(
  server: unknown,
  files: TlsFiles,
  log: (entry: { readonly event: string }) => void,
): CertificateWatch {
  if (!(server instanceof Server)) throw new Error('a certificate for a server without TLS')
  let known = marksOf(files)
  let isTold = false
  const look = () => {
    const marks = marksOf(files)
    if (marks === known) return
    try {
      server.setSecureContext({ ...readCertificate(files), minVersion: leastTls })
      known = marks
      isTold = false
      log({ event: 'certificateRenewed' })
    } catch {
      if (!isTold) log({ event: 'certificateUnusable' })
      isTold = true
    }
  }
  const timer = setInterval(look, lookEvery)
  timer.unref()
  return { look, end: () => clearInterval(timer) }
}

function marksOf({ certificate, key }: TlsFiles): string {
  return [certificate, key]
    .map((path) => {
      const file = statSync(path, { throwIfNoEntry: false })
      return file ? `${file.mtimeMs} ${file.size} ${file.ino}` : 'missing'
    })
    .join('; ')
}
