import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import words from '#device/i18n/id/desk.json' with { type: 'json' }
import type { SuratTaken } from '#protocol/messages/surat.ts'
import { StartRefusal } from '#server/config.ts'
import { Refusal } from '#server/errors.ts'
import type { Queries } from '#server/database/database.ts'
import { keysIn, keysTogether, parseKeys, publicHalves, writeKeys } from '#server/surat/key-file.ts'
import { addKeys, keyRingIn } from '#server/surat/key-ring.ts'
import { giveUpKeys, missingKeys } from '#server/surat/published-keys.ts'
import { takeSuratJalan } from '#server/surat/take-surat-jalan.ts'
import { besideServer, command, readArguments, readGivenFile } from './command.ts'

const usage = [
  'npm run surat -- BERKAS [--balasan BERKAS]',
  'npm run surat -- --new-keys',
  'npm run surat -- --keys-from KEYS.JSON',
  'npm run surat -- --keys-lost',
].join(', atau ')

/**
 * `npm run surat`: takes a surat jalan in and writes its surat balasan beside it, or where `--balasan` says. With
 * `--new-keys` the puskesmas gets new keys, in force from its next start; `--keys-from` brings keys from another
 * `keys.json`, and `--keys-lost` gives up those that are nowhere. Works beside the running server.
 */
async function run(args: readonly string[]): Promise<void> {
  const order = readOrder(args)
  const file = order.file === undefined ? undefined : readGivenFile(order.file)
  await besideServer(async (reached, puskesmasId) => {
    const keep: Keeping = {
      folder: reached.folder,
      inScope: (work) => reached.database.withScope({ puskesmasId, posyandu: 'none' }, work),
    }
    if (!file || order.file === undefined) return keyDeeds[order.deed ?? 'new-keys'](keep, order.keysFrom)
    const keys = await keyRingIn(reached.folder)
    if (!keys) throw new StartRefusal(`keys.json tidak ada di ${reached.folder}`, 'keysMissing')
    const taken = await takeSuratJalan({
      database: reached.database,
      puskesmasId,
      now: Date.now,
      keys,
      file,
    })
    const path = order.balasan ?? join(dirname(order.file), taken.balasan.fileName)
    writeFileSync(path, taken.balasan.text)
    console.log([...takenLines(taken), `Surat balasan: ${path}`].join('\n'))
  })
}

type Keeping = {
  readonly folder: string
  readonly inScope: <T>(work: (queries: Queries) => Promise<T>) => Promise<T>
}

const missingIn = ({ folder, inScope }: Keeping) => {
  const keys = keysIn(folder)
  return inScope((queries) => missingKeys(queries, keys ? publicHalves(keys) : []))
}

async function renewKeys(keep: Keeping): Promise<void> {
  const missing = await missingIn(keep)
  if (missing.length > 0) {
    throw new StartRefusal(`kunci nomor ${missing.join(', ')} tidak ada di ${keep.folder}`, 'keysMissing')
  }
  const number = await addKeys(keep.folder, Date.now())
  console.log(`Kunci baru bernomor ${number}. Berlaku sejak npm start berikutnya; kunci lama tetap disimpan.`)
}

async function bringKeys(keep: Keeping, from = ''): Promise<void> {
  const brought = parseKeys(new TextDecoder().decode(readGivenFile(from)))
  if (!brought) throw new StartRefusal(`berkas ${JSON.stringify(from)} bukan keys.json`)
  writeKeys(keep.folder, keysTogether(keep.folder, brought))
  const missing = await missingIn(keep)
  console.log(
    missing.length > 0
      ? `Kunci ditambahkan. Masih kurang kunci nomor ${missing.join(', ')}.`
      : 'Kunci ditambahkan; tidak ada yang kurang. Berlaku sejak npm start berikutnya.',
  )
}

async function loseKeys(keep: Keeping): Promise<void> {
  const missing = await missingIn(keep)
  await keep.inScope((queries) => giveUpKeys(queries, missing, Date.now()))
  console.log(
    missing.length > 0
      ? `Kunci nomor ${missing.join(', ')} dinyatakan hilang. Surat yang dikunci dengannya tidak bisa dibuka lagi.`
      : 'Tidak ada kunci yang kurang.',
  )
}

const keyDeeds = { 'new-keys': renewKeys, 'keys-from': bringKeys, 'keys-lost': loseKeys } as const
type KeyDeed = keyof typeof keyDeeds

type Order = {
  readonly file: string | undefined
  readonly balasan: string | undefined
  /** What is to be done with the keys, where there is no file. */
  readonly deed: KeyDeed | undefined
  readonly keysFrom: string | undefined
}

function readOrder(args: readonly string[]): Order {
  const options = {
    balasan: { type: 'string' },
    'new-keys': { type: 'boolean' },
    'keys-from': { type: 'string' },
    'keys-lost': { type: 'boolean' },
  } as const
  const { values, positionals } = readArguments(args, options, usage)
  const [deed, ...others] = (Object.keys(keyDeeds) as KeyDeed[]).filter((name) => values[name])
  const isSound = deed ? positionals.length === 0 && !values.balasan : positionals.length === 1
  if (!isSound || others.length > 0) throw new StartRefusal(usage)
  return { file: positionals[0], balasan: values.balasan, deed, keysFrom: values['keys-from'] }
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
