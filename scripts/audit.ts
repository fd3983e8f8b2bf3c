import { rememberedEnd } from '#server/audit/trail-end-file.ts'
import { type TrailFinding, verifyTrail } from '#server/audit/verify-trail.ts'
import { StartRefusal } from '#server/config.ts'
import { keyRingIn } from '#server/surat/key-ring.ts'
import { besideServer, command } from './command.ts'

const usage = 'npm run audit'

const sentences: Readonly<Record<TrailFinding['what'], (number: number) => string>> = {
  missing: (number) => `nomor ${number} tidak ada`,
  changed: (number) => `nomor ${number} bukan yang dulu dicatat, atau urutannya diubah`,
  unsealed: (number) => `nomor ${number} tidak ditandatangani kunci puskesmas ini`,
  tailMissing: (number) => `jejak pernah sampai nomor ${number}, sekarang ujungnya tidak ada`,
}

/** How many findings are told by sentence; the line of JSON has the count of all. */
const mostTold = 20

/** `npm run audit`: verifies the audit trail, also while the server runs. Ends with 1 where anything does not fit. */
async function run(args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new StartRefusal(usage)
  await besideServer(async ({ database, folder }, puskesmasId) => {
    const keys = (await keyRingIn(folder))?.all ?? []
    // Before the trail is read: it may grow meanwhile.
    const remembered = rememberedEnd(folder)
    const { entries, findings, cuts } = await verifyTrail({ database, puskesmasId, keys, remembered })
    for (const { what, number } of findings.slice(0, mostTold)) console.log(`  ${sentences[what](number)}`)
    for (const number of cuts)
      console.log(
        `  nomor ${number}: server mencatat bahwa jejak sebelumnya lebih panjang (cadangan dipulihkan?)`,
      )
    console.log(findings.length === 0 ? 'Jejak audit utuh.' : 'Jejak audit TIDAK utuh.')
    console.log(JSON.stringify({ entries, findings: findings.length, cuts: cuts.length }))
    if (findings.length > 0) process.exitCode = 1
  })
}

await command(run)
