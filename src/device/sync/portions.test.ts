import { afterEach, expect, it } from 'vitest'
import { closeAll, numbersIn, setUp } from '#tests/fakes/sync-setup.ts'
import type { Transport } from './send.ts'

afterEach(closeAll)

it('SD1 packs no more into a batch than it is to carry, and goes on until all has gone', async () => {
  const { local, sync, save, server } = await setUp()
  await save(5)
  const batches: number[][] = []
  const portions = { mutations: 2, firstPage: 1, page: 1 }
  const transport: Transport = async (path, request) => {
    batches.push(await numbersIn(request))
    return server.fetch(path, request)
  }
  expect(await sync(transport, { portions })).toEqual({ ok: true })
  expect(batches.filter((numbers) => numbers.length > 0)).toEqual([[1, 2], [3, 4], [5]])
  expect(await local.store.balance()).toMatchObject({ received: 5, waiting: 0 })
})
