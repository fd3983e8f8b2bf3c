import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import words from '#device/i18n/id/desk.json' with { type: 'json' }
import type { SuratTaken } from '#protocol/messages/surat.ts'
import { StartRefusal } from '#server/config.ts'
import { Refusal } from '#server/errors.ts'
import { addKeys, openKeyRing } from '#server/surat/key-ring.ts'
import { takeSuratJalan } from '#server/surat/take-surat-jalan.ts'
import { besideServer, command, readArguments, readGivenFile } from './command.ts'

const usage = 'npm run surat -- BERKAS [--balasan BERKAS], atau npm run surat -- --new-keys'

/**
 * `npm run surat`: takes a surat jalan in and writes its surat balasan beside it, or where `--balasan` says. With
 * `--new-keys` the puskesmas gets new keys, in force from its next start. Works beside the running server.
 */
async function run(args: readonly string[]): Promise<void> {
  const order = readOrder(args)
  const file = order.file === undefined ? undefined : readGivenFile(order.file)
  await besideServer(async (reached, puskesmasId) => {
    if (!file || order.file === undefined) return renewKeys(reached.folder)
    const taken = await takeSuratJalan({
      database: reached.database,
      puskesmasId,
      now: Date.now,
      keys: await openKeyRing(reached.folder, Date.now()),
      file,
    })
    const path = order.balasan ?? join(dirname(order.file), taken.balasan.fileName)
    writeFileSync(path, taken.balasan.text)
    console.log([...takenLines(taken), `Surat balasan: ${path}`].join('\n'))
  })
}

async function renewKeys(folder: string): Promise<void> {
  const number = await addKeys(folder, Date.now())
  console.log(`Kunci baru bernomor ${number}. Berlaku sejak npm start berikutnya; kunci lama tetap disimpan.`)
}

type Order = { readonly file: string | undefined; readonly balasan: string | undefined }

function readOrder(args: readonly string[]): Order {
  const options = { balasan: { type: 'string' }, 'new-keys': { type: 'boolean' } } as const
  const { values, positionals } = readArguments(args, options, usage)
  const renews = values['new-keys'] ?? false
  if (positionals.length !== (renews ? 0 : 1) || (renews && values.balasan)) throw new StartRefusal(usage)
  return { file: positionals[0], balasan: values.balasan }
}

/** The same words as on the desk's page; kader and posyandu are named, people served are not. */
function takenLines(taken: SuratTaken): string[] {
  const { surat } = words
  const from = taken.from
    ? `${taken.from.account.name}, ${taken.from.posyandu.map(({ name }) => name).join(', ')}`
    : surat.unknownPhone
  return [
    `${taken.notice ? `${surat.repeatedTitle} (${taken.notice})` : surat.takenTitle}: ${from}`,
    `${String(taken.accepted).padStart(6)}  ${surat.new}`,
    `${String(taken.duplicate).padStart(6)}  ${surat.before}`,
    `${String(taken.held).padStart(6)}  ${surat.heldBack}`,
    ...(taken.refused.length > 0 ? [surat.refused.replace('{{codes}}', taken.refused.join(', '))] : []),
  ]
}

/** A refusal in words of its own, with its code. */
function sentenceOf({ code }: Refusal): string {
  const known: Readonly<Record<string, string>> = words.problems
  return `${known[code] ?? known.other?.replace('{{code}}', code) ?? code} (${code})`
}

await command(run, (error) => (error instanceof Refusal ? sentenceOf(error) : undefined))
