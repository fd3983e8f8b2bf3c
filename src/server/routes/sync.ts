import { batchHeaderSchema } from '#protocol/batch/batch.ts'
import { envelopeHeaderSchema } from '#protocol/batch/envelope.ts'
import { paperHeader } from '#protocol/messages/paper-header.ts'
import { cursorHeader, syncAnswerSchema } from '#protocol/messages/sync.ts'
import { limits, mutationSchema } from '#protocol/mutation.ts'
import { assessSoon } from '#server/records/assess-soon.ts'
import { envelopeMargin } from '#server/records/open-batch.ts'
import { takeBatch } from '#server/records/take-batch.ts'
import { binaryBody, defineRoute, type Route } from './route.ts'

/** A cursor of more posyandu than any kader has is told by the answer alone: proxies take heads of 4 KB in all. */
const longestHeader = 2_048

/** `POST /api/v1/sync`: a signed batch in, its receipts and, with the pull token, changes out. */
const syncRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/sync',
  summary: 'Takes a signed batch of mutations; answers with an outcome for each, and with changes.',
  access: 'device',
  body: binaryBody({
    contentTypes: ['application/vnd.teratai.batch'],
    maxBytes: limits.bytesPerBatch + envelopeMargin,
    description:
      'An envelope: "TRTI", version 1, length of the header, header, signature (ECDSA P-256, SHA-256, IEEE P1363), ' +
      'payload. `Authorization: Bearer` with the pull token asks for changes; `Teratai-Paper` is the enrolment paper of a device ' +
      'that was answered `unknownDevice`.',
    contains: {
      EnvelopeHeader: envelopeHeaderSchema,
      BatchHeader: batchHeaderSchema,
      Mutation: mutationSchema,
    },
  }),
  answer: syncAnswerSchema,
  errors: [
    'notABatch',
    'wrongPuskesmas',
    'unknownDevice',
    'badSignature',
    'tooManyMutations',
    'unpackedTooLarge',
  ],
  async handle({ deps, input, header, setHeader }) {
    const { answer } = await takeBatch({
      database: deps.database,
      puskesmasId: deps.puskesmasId,
      now: deps.now,
      log: deps.log,
      keys: deps.keys?.current,
      openers: deps.keys,
      bytes: input.body,
      paper: header(paperHeader),
      token: /^Bearer (\S+)$/.exec(header('authorization') ?? '')?.[1],
    })
    if (answer.receipts.some((receipt) => receipt.outcome === 'accepted'))
      assessSoon(deps.database, deps.puskesmasId, deps.log)
    const { cursor = '', more } = answer
    if (more && cursor.length <= longestHeader) setHeader(cursorHeader, cursor)
    return answer
  },
})

export const syncRoutes: readonly Route[] = [syncRoute]
