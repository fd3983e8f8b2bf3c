import { describe, expect, test } from 'vitest'
import { describeApi } from './open-api.ts'
import { routes } from './routes.ts'

type Operation = { 'x-access': string; security: unknown }

describe('the description of the API', () => {
  const { paths, components } = describeApi(routes) as {
    paths: Record<string, Record<string, Operation>>
    components: { securitySchemes: object }
  }
  const operations = Object.values(paths).flatMap((path) => Object.values(path))

  test('says of every operation what a caller shows, by schemes that it describes', () => {
    const expected = (access: string) =>
      access === 'public' ? [] : access === 'device' ? [{ pullToken: [] }, {}] : [{ session: [] }]
    for (const operation of operations) expect(operation.security).toEqual(expected(operation['x-access']))
    expect(Object.keys(components.securitySchemes)).toEqual(['session', 'pullToken'])
    expect(paths['/api/v1/sync']?.['post']?.security).toEqual([{ pullToken: [] }, {}])
  })
})
