import { renderUnicodeCompact } from 'uqr'
import type { LogIn } from './first-start.ts'
import type { Invitation } from './invitation.ts'

export type Welcome = {
  readonly puskesmas: string
  readonly demo: boolean
  readonly address: string
  /** `thisMachine`: `TERATAI_URL` is not set, so that only this machine's own browser may use the app. */
  readonly reach: 'phones' | 'thisMachine'
  readonly logIns: { readonly shown: readonly LogIn[]; readonly keptIn: string | undefined }
  /** Where the first admin's password came from at this start. */
  readonly adminPassword: 'environment' | 'ownThought'
  readonly invitation: Invitation | undefined
}

/** What the start prints. */
export function welcomeText(welcome: Welcome): string {
  return [
    '',
    `Teratai: ${welcome.puskesmas}${welcome.demo ? ' (demo, all people are invented)' : ''}`,
    `App:      ${welcome.address}`,
    `Desk:     ${welcome.address}/puskesmas`,
    ...logInLines(welcome),
    ...reachLines(welcome),
    '',
    ...invitationLines(welcome.invitation, welcome.address),
    '',
    'Ctrl-C stops the server.',
    '',
  ].join('\n')
}

function logInLines({ logIns, adminPassword }: Welcome): string[] {
  const lines = logIns.shown.map(({ loginName, password }) => `Log-in:   ${loginName} / ${password}`)
  if (adminPassword === 'environment') lines.push('Log-in:   admin / the password in TERATAI_ADMIN_PASSWORD')
  if (logIns.keptIn)
    lines.push(`          (kept in ${logIns.keptIn} until they are changed; delete it once noted)`)
  return lines
}

function reachLines({ reach }: Welcome): string[] {
  if (reach === 'phones') return []
  return [
    '',
    "This address works in this machine's own browser only, for trying out. Phones need HTTPS: start with",
    'TERATAI_URL=https://NAME and the files of its certificate, or a proxy that has one (README, "For a real puskesmas").',
  ]
}

/** The link with its QR code for a terminal, or what to do when nobody can be enrolled. */
export function invitationLines(invitation: Invitation | undefined, address: string): string[] {
  if (!invitation) {
    return [`No kader has a posyandu yet: add one at ${address}/puskesmas, then npm run enrol prints a link.`]
  }
  const { link, code, name, role, posyandu } = invitation
  return [
    `Enrol a phone for ${name} (${role}, ${posyandu.join(', ')}), once:`,
    `Link:     ${link}`,
    `Code:     ${code}`,
    '',
    renderUnicodeCompact(link, { border: 2 }),
  ]
}
