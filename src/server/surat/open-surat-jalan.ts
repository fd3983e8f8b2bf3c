import { safeParse } from 'zod/mini'
import { parseJson } from '#protocol/parse-json.ts'
import { openSealed } from '#protocol/surat/hpke.ts'
import { readSuratFile } from '#protocol/surat/surat-file.ts'
import {
  splitSuratJalan,
  type SuratJalanContents,
  suratJalanHeaderSchema,
  suratJalanInfo,
  type SuratJalanNote,
  suratJalanNoteSchema,
  suratJalanSigned,
} from '#protocol/surat/surat-jalan.ts'
import { Refusal } from '#server/errors.ts'
import type { KeyRing } from './key-ring.ts'

export type OpenedSurat = {
  readonly note: SuratJalanNote
  readonly batches: readonly Uint8Array[]
  readonly signature: Uint8Array
  /** The bytes that the signature covers. */
  readonly signed: Uint8Array
}

/** Opens a surat jalan that is for this puskesmas. Refuses what is none, damaged, for others, or not sealed to its keys. */
export async function openSuratJalan(
  file: Uint8Array,
  puskesmasId: string,
  keys: KeyRing,
): Promise<OpenedSurat> {
  const outside = readSuratFile('jalan', textOf(file))
  if (!outside.ok) throw new Refusal(outside.code)
  const header = safeParse(suratJalanHeaderSchema, outside.header)
  if (!header.success) throw new Refusal('suratForged')
  if (header.data.puskesmas !== puskesmasId) throw new Refusal('wrongPuskesmas')
  const pair = keys.of(header.data.key)
  if (!pair) throw new Refusal('suratKeyUnknown')
  const seal = { info: suratJalanInfo, opening: outside.opening }
  const inside = await openSealed(pair.seal, seal, outside.body)
  const contents = inside && splitSuratJalan(inside)
  const note = contents && readNote(contents)
  if (!note) throw new Refusal('suratForged')
  const { batches, signature } = contents
  return { note, batches, signature, signed: suratJalanSigned(outside.opening, contents) }
}

function textOf(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    throw new Refusal('notASurat')
  }
}

function readNote({ note }: SuratJalanContents): SuratJalanNote | undefined {
  const parsed = safeParse(suratJalanNoteSchema, parseJson(Buffer.from(note).toString('utf8')))
  return parsed.success ? parsed.data : undefined
}
