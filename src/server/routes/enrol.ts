import { enrolAnswerSchema, enrolRequestSchema } from '#protocol/messages/enrol.ts'
import { codeCounters, judged } from '#server/access/attempts.ts'
import { enrol } from '#server/access/enrol.ts'
import { Refusal } from '#server/errors.ts'
import { noteDeed } from './note-in-trail.ts'
import { defineRoute } from './route.ts'

export const enrolRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/enrol',
  summary: 'Enrols a phone by a one-time code; the same key again within a day is answered alike.',
  access: 'public',
  body: enrolRequestSchema,
  answer: enrolAnswerSchema,
  errors: ['enrolCodeWrong', 'enrolCodeUsed', 'enrolCodeExpired', 'tooManyAttempts'],
  async handle({ input, deps, inScope, callerAddress }) {
    const answer = await judged(
      deps,
      codeCounters(callerAddress),
      () =>
        inScope((queries) =>
          enrol(queries, input.body, {
            puskesmasId: deps.puskesmasId,
            now: deps.now(),
            keys: deps.keys?.current,
          }),
        ),
      (outcome) =>
        'thrown' in outcome && outcome.thrown instanceof Refusal && outcome.thrown.code === 'enrolCodeWrong',
    )
    await noteDeed(deps, {
      action: 'phoneEnrolled',
      subject: answer.deviceId,
      details: { account: answer.person.id },
    })
    return answer
  },
})
