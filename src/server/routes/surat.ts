import { type SuratTaken, suratTakenSchema } from '#protocol/messages/surat.ts'
import { suratLimits } from '#protocol/surat/surat-jalan.ts'
import { assessSoon } from '#server/records/assess-soon.ts'
import { takeSuratJalan } from '#server/surat/take-surat-jalan.ts'
import { binaryBody, defineRoute, type Route } from './route.ts'

/** `POST /api/v1/surat`: a surat jalan in, its surat balasan out. */
const suratRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/surat',
  summary:
    'Takes in a surat jalan, the file of a phone without a network, and answers with the surat balasan for it.',
  access: 'desk',
  body: binaryBody({
    contentTypes: ['application/octet-stream'],
    maxBytes: suratLimits.fileBytes,
    description: 'The file as it is; docs/surat-jalan.md has its format.',
  }),
  answer: suratTakenSchema,
  audit: { action: 'suratTaken' },
  errors: [
    'notASurat',
    'suratTruncated',
    'suratDamaged',
    'suratOfOtherKind',
    'suratNewer',
    'suratKeyUnknown',
    'suratForged',
    'wrongPuskesmas',
    'unknownDevice',
    'badSignature',
    'notABatch',
    'tooManyMutations',
    'unpackedTooLarge',
  ],
  async handle({ deps, input }): Promise<SuratTaken> {
    const { database, puskesmasId, now, log, keys } = deps
    if (!keys) throw new Error('this server was built without keys')
    const taken = await takeSuratJalan({ database, puskesmasId, now, log, keys, file: input.body })
    if (taken.accepted > 0) assessSoon(database, puskesmasId, log)
    return taken
  },
})

export const suratRoutes: readonly Route[] = [suratRoute]
