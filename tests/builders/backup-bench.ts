import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '#server/config.ts'
import { keysIn } from '#server/surat/key-file.ts'
import { addKeys } from '#server/surat/key-ring.ts'
import type { TestServer } from '../databases.ts'
import { blankDatabase } from './blank-database.ts'
import { hostedPuskesmas } from './hosted-puskesmas.ts'

/** A puskesmas with two pairs of keys that is backed up, a folder for its backups, and places to restore into. */
export async function backupBench(server: TestServer) {
  const puskesmas = await hostedPuskesmas(server)
  await puskesmas.stop()
  await addKeys(puskesmas.config.data, Date.now())
  await puskesmas.start()
  const folder = join(puskesmas.folder, 'backups')
  mkdirSync(folder)
  const blanks: Awaited<ReturnType<typeof blankDatabase>>[] = []
  let places = 0
  return {
    puskesmas,
    folder,
    /** Another, empty database with a data folder of its own. */
    async elsewhere() {
      const blank = await blankDatabase(server)
      blanks.push(blank)
      places += 1
      const data = join(puskesmas.folder, `data-${places}`)
      const config = readConfig({ DATABASE_URL: blank.url, TERATAI_DATA: data, TERATAI_DEMO: '0' })
      return { ...config, databaseUrl: blank.url }
    },
    dropOthers: async () => {
      for (const blank of blanks.splice(0)) await blank.drop()
    },
  }
}

/** The numbers of a folder's keys. */
export const numbersIn = (data: string) => keysIn(data)?.pairs.map(({ number }) => number)
