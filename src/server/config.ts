import { existsSync, statSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { passwordLength } from '#protocol/messages/access.ts'

/** What the start of the server takes from outside, checked. */
export type Config = {
  readonly port: number
  readonly host: string
  /** `TERATAI_URL`, an origin without a slash at its end; `undefined` when it is not set. */
  readonly address: string | undefined
  /** `--move`: the address may differ from the one that phones enrolled on. */
  readonly move: 'allowed' | 'refused'
  readonly data: string
  readonly databaseUrl: string | undefined
  readonly adminPassword: string | undefined
  /** `TERATAI_DEMO`: `asStored` when it is not set, which is a demo at the first start. */
  readonly demo: 'yes' | 'no' | 'asStored'
  /** Where the server speaks TLS itself: its certificate with the chain, and the private key, both PEM files. */
  readonly tls: TlsFiles | undefined
  /** The proxies before this server, whose word on who calls is believed. */
  readonly proxies: BlockList | undefined
}

export type TlsFiles = { readonly certificate: string; readonly key: string }

/** Refusals of a start or a command that others rely on; the code stands at the end of the message. */
export type StartRefusalCode = 'keysMissing'

/** A start that cannot be: its message is the one line to show, without a stack. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal'
  readonly code: StartRefusalCode | undefined

  constructor(message: string, code?: StartRefusalCode) {
    super(code ? `${message} (${code})` : message)
    this.code = code
  }
}

const refuse = (variable: string, wrong: string, allowed: string): never => {
  throw new StartRefusal(`${variable} ${wrong}; allowed: ${allowed}`)
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Reads environment and arguments; an empty variable is one that is not set. Throws `StartRefusal`. */
export function readConfig(environment: Environment, args: readonly string[] = []): Config {
  const of = (name: string) => environment[name]?.trim() || undefined
  const strange = args.find((arg) => arg !== '--move')
  if (strange !== undefined) refuse('the argument', `${JSON.stringify(strange)} is not known`, '--move')
  const address = readAddress(of('TERATAI_URL'))
  return {
    port: readPort(of('PORT')),
    host: readHost(of('HOST')),
    address,
    move: args.includes('--move') ? 'allowed' : 'refused',
    data: readFolder(of('TERATAI_DATA')),
    databaseUrl: readDatabaseUrl(of('DATABASE_URL')),
    adminPassword: readPassword(environment.TERATAI_ADMIN_PASSWORD),
    demo: readDemo(of('TERATAI_DEMO')),
    tls: readTls(of('TERATAI_TLS_CERT'), of('TERATAI_TLS_KEY'), address),
    proxies: readProxies(of('TERATAI_PROXY')),
  }
}

function readPort(text = '3000'): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port < 1 || port > 65_535) refuse('PORT', `is ${JSON.stringify(text)}`, 'a number from 1 to 65535')
  return port
}

/** `localhost` for trying out: nothing but this machine reaches the server. */
function readHost(text = 'localhost'): string {
  const isName = /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(text)
  const isIpv6 = /^[0-9A-Fa-f:.]{2,45}$/.test(text) && text.includes(':')
  if (!isName && !isIpv6) {
    refuse(
      'HOST',
      `is ${JSON.stringify(text)}`,
      'an address or name of this machine, such as localhost or 0.0.0.0',
    )
  }
  return text
}

const localNames = new Set(['localhost', '127.0.0.1', '[::1]'])

function readAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const secure = url?.protocol === 'https:' || (url?.protocol === 'http:' && localNames.has(url.hostname))
  const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password
  if (!url || !secure || !bare) {
    return refuse(
      'TERATAI_URL',
      `is ${JSON.stringify(text)}`,
      'https://NAME, or http://localhost:PORT for trying out, without a path',
    )
  }
  return url.origin
}

function readFolder(text = 'data'): string {
  const folder = resolve(text)
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    refuse(
      'TERATAI_DATA',
      `is ${JSON.stringify(text)}, which is no folder`,
      'a folder, made when it is missing',
    )
  }
  return folder
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:'
  // The address may hold a password, so it is not repeated.
  if (!url || !isPostgres || url.pathname.length < 2) {
    refuse('DATABASE_URL', 'cannot be read', 'postgresql://USER:PASSWORD@HOST:PORT/DATABASE')
  }
  return text
}

function readPassword(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined
  const { min, max } = passwordLength
  if (text.length < min || text.length > max) {
    refuse('TERATAI_ADMIN_PASSWORD', `has ${text.length} characters`, `${min} to ${max} characters`)
  }
  return text
}

function readDemo(text: string | undefined): Config['demo'] {
  if (text === undefined) return 'asStored'
  if (text !== '0' && text !== '1') {
    refuse('TERATAI_DEMO', `is ${JSON.stringify(text)}`, '1 for the demo puskesmas, 0 for an empty one')
  }
  return text === '1' ? 'yes' : 'no'
}

function readTls(certificate?: string, key?: string, address?: string): TlsFiles | undefined {
  if (certificate === undefined && key === undefined) return undefined
  if (certificate === undefined || key === undefined) {
    const missing = certificate === undefined ? 'TERATAI_TLS_CERT' : 'TERATAI_TLS_KEY'
    return refuse(missing, 'is not set', 'the files of certificate and private key, both or neither')
  }
  if (!address?.startsWith('https:'))
    refuse('TERATAI_URL', 'is no https address', 'https://NAME, the name that the certificate is for')
  return { certificate: resolve(certificate), key: resolve(key) }
}

/** Addresses and networks with commas between. */
function readProxies(text: string | undefined): BlockList | undefined {
  if (text === undefined) return undefined
  const proxies = new BlockList()
  for (const one of text.split(',').map((part) => part.trim())) {
    const [address = '', bits, ...more] = one.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const isNetwork = /^\d{1,3}$/.test(bits ?? '') && Number(bits) <= (family === 'ipv6' ? 128 : 32)
    if (!isIP(address) || more.length > 0 || (bits !== undefined && !isNetwork))
      refuse('TERATAI_PROXY', `is ${JSON.stringify(text)}`, 'addresses such as 127.0.0.1 or 10.0.0.0/8')
    if (bits === undefined) proxies.addAddress(address, family)
    else proxies.addSubnet(address, Number(bits), family)
  }
  return proxies
}
