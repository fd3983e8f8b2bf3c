import {
  puskesmasChangeSchema,
  puskesmasSchema,
  settingsAnswerSchema,
  settingsChangeSchema,
} from '#protocol/messages/access.ts'
import { findPuskesmas } from '#server/access/named.ts'
import { changeSettings, noteSettingsChange, readSettings } from '#server/access/settings.ts'
import { defineRoute, type Route } from './route.ts'

const readRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/settings',
  summary: 'The settings in force, defaults included.',
  access: 'session',
  answer: settingsAnswerSchema,
  errors: [],
  handle: ({ inScope }) => inScope(readSettings),
})

const changeRoute = defineRoute({
  method: 'PATCH',
  path: '/api/v1/settings',
  summary:
    'Sets some settings, or takes them back to their default with null; phones get them with their next pull.',
  access: 'admin',
  body: settingsChangeSchema,
  audit: { action: 'settingsChanged' },
  answer: settingsAnswerSchema,
  errors: [],
  handle: ({ input, inScope }) =>
    inScope(async (queries) => {
      await changeSettings(queries, input.body.values)
      return readSettings(queries)
    }),
})

const puskesmasRoute = defineRoute({
  method: 'GET',
  path: '/api/v1/puskesmas',
  summary: 'The puskesmas: its name, time zone and the address of its phones.',
  access: 'session',
  answer: puskesmasSchema,
  errors: [],
  handle: async ({ inScope, deps }) => ({ ...(await inScope(findPuskesmas)), address: deps.address }),
})

const puskesmasChangeRoute = defineRoute({
  method: 'PATCH',
  path: '/api/v1/puskesmas',
  summary: 'Changes the name or the time zone of the puskesmas.',
  access: 'admin',
  body: puskesmasChangeSchema,
  audit: { action: 'puskesmasChanged' },
  answer: puskesmasSchema,
  errors: [],
  handle: ({ input: { body }, inScope, deps }) =>
    inScope(async (queries) => {
      await queries.query(
        'update puskesmas set name = coalesce($1, name), time_zone = coalesce($2, time_zone)',
        [body.name ?? null, body.timeZone ?? null],
      )
      await noteSettingsChange(queries)
      return { ...(await findPuskesmas(queries)), address: deps.address }
    }),
})

export const settingsRoutes: readonly Route[] = [readRoute, changeRoute, puskesmasRoute, puskesmasChangeRoute]
