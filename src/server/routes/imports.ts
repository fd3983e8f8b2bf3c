import {
  importPlanParamsSchema,
  importPlanSchema,
  importResultSchema,
  importUploadQuerySchema,
} from '#protocol/messages/import.ts'
import { findPuskesmas, requirePosyandu } from '#server/access/named.ts'
import { Refusal } from '#server/errors.ts'
import {
  applyImport,
  planImport,
  planView,
  readForImport,
  type Reading,
} from '#server/import/import-register.ts'
import { PlanShelf } from '#server/import/plan-shelf.ts'
import { fileLimits, RegisterFileError } from '#server/import/sheet.ts'
import { binaryBody, defineRoute, type Route } from './route.ts'

/** The shelf outlives a request, not the process. */
const shelf = new PlanShelf()

const uploadRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/imports',
  summary:
    'Reads a register of sasaran (.xlsx, .xls, .csv) and answers what importing it would do, row by row. Writes nothing.',
  access: 'admin',
  query: importUploadQuerySchema,
  audit: { action: 'importPlanned', of: ({ query }) => ({ subject: query.posyanduId }) },
  body: binaryBody({
    contentTypes: ['application/octet-stream'],
    maxBytes: fileLimits.bytes,
    description: 'The file as it is.',
  }),
  answer: importPlanSchema,
  errors: ['notFound', 'registerUnusable'],
  async handle({ input: { query, body }, inScope, session, deps }) {
    const { posyandu, timeZone } = await inScope(async (queries) => ({
      posyandu: (await requirePosyandu(queries, [query.posyanduId], 'posyanduId'))[0],
      timeZone: (await findPuskesmas(queries)).timeZone,
    }))
    if (!posyandu) throw new Refusal('notFound', 'posyanduId')
    const into = { puskesmasId: deps.puskesmasId, posyandu, fileName: query.fileName }
    const planned = await planImport(
      deps.database,
      await readOrRefuse(body, into, { now: deps.now(), timeZone }),
    )
    const { id, expiresAt } = shelf.put(planned, session.accountId, deps.now())
    return planView(planned, id, expiresAt)
  },
})

async function readOrRefuse(...args: Parameters<typeof readForImport>): Promise<Reading> {
  try {
    return await readForImport(...args)
  } catch (error) {
    if (error instanceof RegisterFileError) throw new Refusal('registerUnusable', error.problem)
    throw error
  }
}

const planRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/imports/:planId',
  summary: 'A plan again, to the account that uploaded the file; plans wait for 30 minutes.',
  access: 'admin',
  params: importPlanParamsSchema,
  audit: { action: 'importRead', reading: 'people', of: ({ params }) => ({ subject: params.planId }) },
  answer: importPlanSchema,
  errors: ['notFound'],
  async handle({ input: { params }, session, deps }) {
    const kept = shelf.get(params.planId, session.accountId, deps.now())
    if (!kept) throw new Refusal('notFound', 'planId')
    return planView(kept.planned, params.planId, kept.expiresAt)
  },
})

const applyRoute = defineRoute({
  method: 'POST',
  path: '/api/v1/imports/:planId/apply',
  summary:
    'Does what the plan says. Where the records have changed since, nothing is written and the plan is made anew.',
  access: 'admin',
  params: importPlanParamsSchema,
  audit: { action: 'importApplied', of: ({ params }) => ({ subject: params.planId }) },
  answer: importResultSchema,
  errors: ['notFound', 'planChanged'],
  async handle({ input: { params }, session, deps }) {
    const kept = shelf.get(params.planId, session.accountId, deps.now())
    if (!kept) throw new Refusal('notFound', 'planId')
    const applied = await applyImport(deps.database, kept.planned, deps.now())
    if (applied.kind === 'changed') {
      shelf.replace(params.planId, applied.planned)
      throw new Refusal('planChanged')
    }
    shelf.remove(params.planId)
    return applied.result
  },
})

export const importRoutes: readonly Route[] = [uploadRoute, planRoute, applyRoute]
