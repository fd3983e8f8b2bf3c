import { readConfig, StartRefusal } from '#server/config.ts'
import { findInstallation } from '#server/hosting/installation.ts'
import { invite } from '#server/hosting/invitation.ts'
import { joinDatabase } from '#server/hosting/reach-database.ts'
import { invitationLines } from '#server/hosting/welcome.ts'
import { command } from './command.ts'

/**
 * `npm run enrol [-- NAME]`: prints an enrolment link with its QR, good once and for 15 minutes, for the first
 * kader, or for the kader or nakes of that name or log-in name. Works beside the running server.
 */
async function enrol(name: string | undefined): Promise<string[]> {
  const config = readConfig(process.env)
  const reached = await joinDatabase(config)
  try {
    const installation = await findInstallation(reached.ownerUrl)
    if (!installation) throw new StartRefusal('there is no puskesmas yet; npm start makes it')
    const { puskesmasId } = installation
    const address = installation.address ?? reached.runningAt ?? `http://localhost:${config.port}`
    const invitation = await invite({
      database: reached.database,
      puskesmasId,
      address,
      now: Date.now(),
      name,
    })
    if (!invitation && name)
      throw new StartRefusal(`no active kader or nakes with a posyandu is called ${JSON.stringify(name)}`)
    const running = reached.runningAt ? [] : ['The server is not running: npm start']
    const until = invitation
      ? [`Good until ${new Date(invitation.expiresAt).toLocaleTimeString('id-ID')}.`]
      : []
    return [...invitationLines(invitation, address), ...until, ...running]
  } finally {
    await reached.close()
  }
}

await command(async (args) => console.log((await enrol(args.join(' ').trim() || undefined)).join('\n')))
