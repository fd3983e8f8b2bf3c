import { restore, type Restored } from '#server/backup/restore.ts'
import { readConfig, StartRefusal } from '#server/config.ts'

const usage = 'npm run restore -- FILE [--replace] [--keys-lost]'

/**
 * `npm run restore -- FILE [--replace] [--keys-lost]`: puts a backup back, while no server runs, and prints what came.
 */
async function run(args: readonly string[]): Promise<string[]> {
  const files = args.filter((arg) => arg !== '--replace' && arg !== '--keys-lost')
  const [file, ...others] = files
  if (!file || others.length > 0 || file.startsWith('-')) throw new StartRefusal(usage)
  const present = args.includes('--replace') ? 'replace' : 'keep'
  const lost = args.includes('--keys-lost') && ({ lostKeys: 'given up' } as const)
  return report(await restore(readConfig(process.env), { file, present, now: Date.now(), ...lost }))
}

function report({ header, rows, replaced }: Restored): string[] {
  const of = (table: string) => rows.get(table) ?? 0
  return [
    `Restored ${header.puskesmas.name} as of ${header.madeAt}:`,
    `${of('record')} records, ${of('device')} phones, ${of('account')} accounts.`,
    ...(replaced ? [`What was here before is kept in ${replaced}`] : []),
    'npm start now. Phones notice by themselves and send again what came after the backup. At the desk, look through',
    'phones and accounts: what was revoked, switched off or changed there since the backup has to be done again.',
    'Were surat keys renewed since the backup (surat -- --new-keys), and is that data folder lost? Bring its keys.json by',
    'npm run surat -- --keys-from FILE: without it surat of phones that see no network are refused (suratKeyUnknown).',
  ]
}

try {
  console.log((await run(process.argv.slice(2))).join('\n'))
} catch (error) {
  console.error(`Teratai: ${error instanceof StartRefusal ? error.message : String(error)}`)
  process.exitCode = 1
}
