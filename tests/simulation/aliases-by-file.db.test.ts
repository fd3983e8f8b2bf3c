import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { testServers } from '#tests/fresh-database.ts'
import { openSuratBench } from './surat-bench.ts'

describe.each(testServers())('two people found to be one, on $name', (server) => {
  let bench: Awaited<ReturnType<typeof openSuratBench>>
  beforeAll(async () => {
    bench = await openSuratBench(server)
  })
  afterEach(() => bench.closePhones())
  afterAll(() => bench.close())

  it('AL7 SJ12 are one on a phone that never sees a network', async () => {
    const { local, save, write, door } = await bench.kaderPhone()
    const [one, other] = [await save('Siti Aminah'), await save('Siti Amina')]
    const exchange = async () => {
      bench.desk.clock.now += 60_000
      expect(await door.take((await bench.takeIn(await write())).balasan.text)).toMatchObject({ ok: true })
      return (await local.store.directory()).map(({ name }) => name).toSorted()
    }
    expect(await exchange()).toEqual(['Siti Amina', 'Siti Aminah'])
    const joined = await bench.desk.ask('POST', '/api/v1/aliases', {
      as: 'nakes',
      body: { personId: other, into: one },
    })
    expect(joined.status).toBe(200)
    expect(await exchange()).toEqual(['Siti Aminah'])
    expect(await exchange()).toEqual(['Siti Aminah'])
  })
})
