import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, testServers, type FreshDatabase } from '#tests/fresh-database.ts'
import type { SimulatedPhone } from './phone.ts'
import { openStage, type Stage } from './stage.ts'
import { World } from './world.ts'

/** More than any piece of work below has, so that a loop that never ends is told. */
const mostPoints = 400

describe.each(testServers().slice(0, 1))('an end at every point, on $name', (server) => {
  let fresh: FreshDatabase
  let stage: Stage
  let world: World
  let phone: SimulatedPhone
  beforeAll(async () => {
    fresh = await freshDatabase(server)
    stage = await openStage(fresh)
  })
  beforeEach(async () => {
    world = await World.begin(1, stage)
    phone = world.phones[0] as SimulatedPhone
    for (const each of world.phones) await world.save(each)
  })
  afterEach(() => world.close())
  afterAll(async () => {
    await stage.close()
    await fresh.drop()
  })

  /** Work that ends at its first write point, then at its second … until it is done without having met its end. */
  async function endAtEach(work: () => Promise<unknown>): Promise<number> {
    for (let after = 1; after < mostPoints; after++) {
      phone.plan({ kind: 'dies', after })
      const before = phone.local
      await work()
      const isDone = phone.local === before
      phone.plan()
      await world.oracle.lookAt(phone)
      await world.puskesmas.idle()
      await world.oracle.compare()
      expect(world.oracle.findings).toEqual([])
      if (isDone) return after - 1
    }
    throw new Error('it never ends')
  }

  it('RE1 SE2: the app may end at every write point of saving (trial 1)', async () => {
    expect(await endAtEach(() => world.save(phone))).toBeGreaterThan(3)
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('RE1 SE2: the app may end at every write point of an exchange with a page (trial 1)', {
    timeout: 300_000,
  }, async () => {
    const [, , other] = world.phones as [SimulatedPhone, SimulatedPhone, SimulatedPhone]
    for (let n = 0; n < 3; n++) await world.save(other)
    await world.sync(other, world.puskesmas.transport)
    const work = () => world.sync(phone, world.puskesmas.transport)
    expect(await endAtEach(work)).toBeGreaterThan(4)
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('RE1 RE4: the app may end at every write point of an enrolment', async () => {
    const { code } = await world.puskesmas.desk.newCode(phone.posyandu)
    expect(await endAtEach(() => phone.enrol(world.puskesmas.transport, code))).toBeGreaterThan(3)
    await world.save(phone)
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('RE2: the server may end at every statement and commit of a push (trial 3)', async () => {
    for (let after = 1; after < 60; after++) {
      await world.save(phone)
      world.puskesmas.plan({ kind: 'dies', after })
      await world.sync(phone, world.puskesmas.transport)
      world.puskesmas.plan(undefined)
      await world.oracle.compare()
      expect(world.oracle.findings).toEqual([])
    }
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })
})
