import type { LocalStore } from '#device/store/create-store.ts'
import { createIntake } from '#device/sync/intake.ts'
import { type BalasanTaken, takeSuratBalasan } from './take-surat-balasan.ts'
import { noteHandedOut, type SuratWriting, type SuratWritten, writeSuratJalan } from './write-surat-jalan.ts'

/** A part of the app that is not on this phone yet and cannot be fetched now. */
type NotLoaded = { readonly ok: false; readonly code: 'partNotLoaded' }

/** What screens may ask of the road by file. Nothing is thrown but what the store itself throws. */
export type SuratDoor = {
  readonly write: () => Promise<SuratWriting | NotLoaded>
  /** It was saved, or handed to another app. */
  readonly handedOut: (surat: SuratWritten) => Promise<void>
  readonly take: (file: string) => Promise<BalasanTaken | NotLoaded>
}

export const createSuratDoor = (local: LocalStore, appVersion: string): SuratDoor => ({
  write: () => writeSuratJalan(local, appVersion),
  handedOut: (surat) => noteHandedOut(local, surat),
  take: (file) => takeSuratBalasan(local, createIntake(local), file),
})
