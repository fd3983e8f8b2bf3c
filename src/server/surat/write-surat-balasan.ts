import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { sealTo } from '#protocol/surat/hpke.ts'
import {
  type SuratBalasan,
  type SuratBalasanHeader,
  suratBalasanInfo,
} from '#protocol/surat/surat-balasan.ts'
import { suratFile, suratOpening } from '#protocol/surat/surat-file.ts'
import { joinBytes } from '#protocol/surat/join-bytes.ts'
import type { SuratJalanNote } from '#protocol/surat/surat-jalan.ts'
import type { KeyRing } from './key-ring.ts'

const deflate = promisify(deflateRaw)

/**
 * Writes the answer to a surat jalan as the text of a file: sealed to the phone's own key, and signed by the keys that
 * the phone has pinned, where this puskesmas still has them.
 */
export async function writeSuratBalasan(
  contents: SuratBalasan,
  { device, reply, keys: pinned }: SuratJalanNote,
  puskesmasId: string,
  keys: KeyRing,
): Promise<string> {
  const pair = keys.of(pinned) ?? keys.current
  const header: SuratBalasanHeader = { puskesmas: puskesmasId, device, key: pair.announced.number }
  const opening = suratOpening('balasan', header)
  const packed = await deflate(JSON.stringify(contents))
  const sealed = await sealTo(reply, { info: suratBalasanInfo, opening }, packed)
  const how = { name: 'ECDSA', hash: 'SHA-256' } as const
  const signature = await crypto.subtle.sign(how, pair.sign, Buffer.from(joinBytes([opening, sealed])))
  return suratFile('balasan', opening, joinBytes([sealed, new Uint8Array(signature)]))
}
