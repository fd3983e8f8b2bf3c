import { z } from 'zod/mini'
import { errorAnswerSchema } from '#protocol/messages/sync.ts'
import { type ErrorCode, errorStatus } from '#server/errors.ts'
import { type Access, type BinaryBody, defineRoute, isBinary, type Route } from './route.ts'

type Json = Record<string, unknown>

/** Refusals that follow from who may call and from what is sent, beside the route's own. */
function errorsOf(route: Route): ErrorCode[] {
  const byAccess: Record<Access, readonly ErrorCode[]> = {
    public: [],
    device: [],
    session: ['notLoggedIn', 'forbidden'],
    admin: ['notLoggedIn', 'forbidden'],
    nakes: ['notLoggedIn', 'forbidden'],
    desk: ['notLoggedIn', 'forbidden'],
  }
  const takesInput = route.params ?? route.query ?? route.body
  return [
    ...new Set<ErrorCode>([
      ...route.errors,
      ...(route.audit?.reading ? (['purposeMissing'] as const) : []),
      ...byAccess[route.access],
      ...(takesInput ? (['invalidInput'] as const) : []),
      ...(route.method === 'GET' ? [] : (['foreignOrigin'] as const)),
      ...(route.body ? (['payloadTooLarge', 'unsupportedMediaType'] as const) : []),
      ...(route.body && !isBinary(route.body) ? (['malformedJson'] as const) : []),
      'databaseUnavailable',
      'internal',
    ]),
  ]
}

/** Schemas as OpenAPI 3.1 has them, what they share hoisted into `components`. */
class Components {
  readonly schemas: Json = {}

  /** `input`: as a sender writes it; `output`: as it leaves the server. */
  inline(schema: z.core.$ZodType, io: 'input' | 'output', name: string): Json {
    const { $schema: _, $defs, ...body } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
    const rename = (value: unknown) =>
      JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', `"#/components/schemas/${name}`)) as Json
    for (const [key, shared] of Object.entries(($defs as Json | undefined) ?? {})) {
      this.schemas[`${name}${key}`] = rename(shared)
    }
    return rename(body)
  }

  named(schema: z.core.$ZodType, io: 'input' | 'output', name: string): Json {
    this.schemas[name] = this.inline(schema, io, name)
    return { $ref: `#/components/schemas/${name}` }
  }
}

/** The OpenAPI 3.1 description of a list of routes, made from their own schemas. */
export function describeApi(routes: readonly Route[]): Json {
  const components = new Components()
  components.named(errorAnswerSchema, 'output', 'Error')
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, components) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Teratai', version: '1', description: 'The puskesmas server of Teratai.' },
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes,
    },
  }
}

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-teratai_session',
    description: 'Without the prefix on plain HTTP.',
  },
  pullToken: { type: 'http', scheme: 'bearer', description: 'The token that enrolment gave the device.' },
} as const

/** What a caller shows in headers. A device need show nothing there, its batch is signed; with the token it pulls. */
function securityOf(access: Access): Json[] {
  if (access === 'public') return []
  return access === 'device' ? [{ pullToken: [] }, {}] : [{ session: [] }]
}

function describeRoute(route: Route, components: Components): Json {
  const name = operationName(route)
  return {
    operationId: name,
    summary: route.summary,
    'x-access': route.access,
    ...(route.audit && { 'x-audit': route.audit.action }),
    security: securityOf(route.access),
    parameters: [
      ...parameters(route.params, 'path', components, name),
      ...parameters(route.query, 'query', components, name),
    ],
    ...(route.body && { requestBody: describeBody(route.body, components, name) }),
    responses: {
      200: {
        description: 'Done.',
        content: {
          'application/json': { schema: components.named(route.answer, 'output', `${name}Answer`) },
        },
      },
      ...describeErrors(errorsOf(route)),
    },
  }
}

/** `POST /api/v1/devices/:deviceId/revoke` → `postDevicesRevoke`. */
function operationName(route: Route): string {
  const words = route.path
    .split('/')
    .filter((part) => part !== '' && part !== 'api' && part !== 'v1')
    .flatMap((part) => part.replace(/^:/, 'by-').split(/[^A-Za-z0-9]+/))
  return (
    route.method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  )
}

function parameters(
  schema: Route['params'],
  place: 'path' | 'query',
  components: Components,
  name: string,
): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = components.inline(schema, 'input', `${name}Input`) as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([key, shape]) => ({
    name: key,
    in: place,
    required: place === 'path' || required.includes(key),
    schema: shape,
  }))
}

function describeBody(body: z.core.$ZodType | BinaryBody, components: Components, name: string): Json {
  if (!isBinary(body)) {
    const schema = components.named(body, 'input', `${name}Request`)
    return { required: true, content: { 'application/json': { schema } } }
  }
  const parts = Object.entries(body.contains ?? {}).map(([part, schema]) =>
    components.named(schema, 'input', part),
  )
  const schema = {
    type: 'string',
    format: 'binary',
    maxLength: body.maxBytes,
    ...(parts.length > 0 && { 'x-contains': parts }),
  }
  return {
    required: true,
    description: body.description,
    content: Object.fromEntries(body.contentTypes.map((type) => [type, { schema }])),
  }
}

function describeErrors(codes: readonly ErrorCode[]): Json {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of codes)
    byStatus.set(errorStatus[code], [...(byStatus.get(errorStatus[code]) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      status,
      {
        description: `Refused: ${of.join(', ')}.`,
        'x-codes': of,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    ]),
  )
}

/** `GET /api/openapi.json`; it describes itself too. */
export function openApiRoute(routes: readonly Route[]): Route {
  const route: Route = defineRoute({
    method: 'GET',
    path: '/api/openapi.json',
    summary: 'The description of this API, OpenAPI 3.1.',
    access: 'public',
    answer: z.record(z.string(), z.unknown()),
    errors: [],
    handle: async () => description,
  })
  const description = describeApi([...routes, route])
  return route
}
