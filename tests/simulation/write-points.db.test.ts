import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '#device/store/store.ts'
import { freshDatabase, testServers, type FreshDatabase } from '#tests/fresh-database.ts'
import { isSealed } from '#device/store/seal.ts'
import { readReceipts } from '#device/store/receipt-ranges.ts'
import type { SimulatedPhone } from './phone.ts'
import { openStage, type Stage } from './stage.ts'
import { wipe } from './wipe.ts'
import { day, World } from './world.ts'

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

  const good = () => phone.sync(world.puskesmas.transport)

  /** Somebody of whom a visit of long ago lies on the phone, received so long ago that it may go. */
  async function someoneWithAnOldVisit(): Promise<string> {
    const [personId, posyanduId] = [world.dice.id(), phone.posyandu[0] ?? '']
    const visit = (visitedOn: string): Change => ({
      kind: 'visit',
      id: world.dice.id(),
      set: { personId, visitedOn, place: 'home', instrument: 'dewasa', token: visitedOn },
    })
    const person = { name: 'Ibu Lama', birthDate: '1961-02-03', posyanduId, token: 'Ibu Lama' }
    const changes = [{ kind: 'person' as const, id: personId, set: person }]
    await world.save(phone, [...changes, visit('2024-02-01'), visit('2024-03-01'), visit('2026-06-01')])
    await world.sync(phone, world.puskesmas.transport)
    world.now += 61 * day
    await world.sync(phone, world.puskesmas.transport)
    return personId
  }

  const visitsOf = async (personId: string) => {
    const view = await phone.local.store.person(personId)
    return view?.others.map(({ fields }) => fields.visitedOn?.heads[0]?.value).sort()
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

  it('RE1 SE4: the app may end at every write point of noting receipts by range, and of writing them into their rows', {
    timeout: 300_000,
  }, async () => {
    const save = async (count: number) => {
      for (let n = 0; n < count; n++) await world.save(phone)
    }
    const noted = async () => Object.values(await readReceipts(phone.local.planner.database)).flat().length
    await save(12)
    expect(await endAtEach(() => world.sync(phone, world.puskesmas.transport))).toBeGreaterThan(4)
    expect(await noted()).toBeGreaterThan(0)
    expect(await endAtEach(() => phone.ageOut())).toBeGreaterThan(1)
    expect(await noted()).toBe(0)
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('SL3: the app may end at every write point of sealing what lay open', { timeout: 300_000 }, async () => {
    await world.close()
    // Its second phone lies open for its first two lives.
    world = await World.begin(3, stage)
    phone = world.phones[1] as SimulatedPhone
    for (let n = 0; n < 4; n++) await world.save(phone)
    await world.sync(phone, world.puskesmas.transport)
    await world.save(phone)
    phone.restart()
    phone.restart()
    const bodies = async () => (await phone.local.planner.database.outbox.toArray()).map(({ body }) => body)
    expect((await bodies()).some((body) => isSealed(body))).toBe(false)
    expect(await endAtEach(() => world.sync(phone, world.puskesmas.transport))).toBeGreaterThan(6)
    expect((await bodies()).every((body) => isSealed(body))).toBe(true)
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('RE1 SL6: the app may end at every write point of a wipe, and is enrolled anew after it', {
    timeout: 300_000,
  }, async () => {
    await world.close()
    world = await World.begin(3, stage)
    let after = 1
    for (let isWhole = false; !isWhole && after < mostPoints; after++) {
      // One that lay open until now: the wipe seals its queue as well.
      phone = await world.addPhone(world.puskesmas.posyandu, 1)
      for (let n = 0; n < 3; n++) await world.save(phone)
      phone.restart()
      isWhole = await wipe(world, phone, { kind: 'dies', after })
      const { code } = await world.puskesmas.desk.newCode(phone.posyandu)
      await phone.enrol(world.puskesmas.transport, code)
      await world.save(phone)
      await world.sync(phone, world.puskesmas.transport)
      await world.oracle.compare()
      expect(world.oracle.findings).toEqual([])
      expect(await phone.local.store.balance()).toMatchObject({ waiting: 0, held: 0 })
    }
    expect(after).toBeGreaterThan(6)
  })

  it('RE1 RE4: the app may end at every write point of an enrolment', async () => {
    const { code } = await world.puskesmas.desk.newCode(phone.posyandu)
    expect(await endAtEach(() => phone.enrol(world.puskesmas.transport, code))).toBeGreaterThan(3)
    await world.save(phone)
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('RE1 KP9: the app may end at every write point of letting old visits go', async () => {
    const personId = await someoneWithAnOldVisit()
    expect(await visitsOf(personId)).toHaveLength(3)
    expect(await endAtEach(() => phone.ageOut())).toBeGreaterThan(3)
    expect(await visitsOf(personId)).toEqual(['2026-06-01'])
    expect(await phone.peopleWithOlder()).toEqual([personId])
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('RE1 KP11: the app may end at every write point of taking older history in', async () => {
    const personId = await someoneWithAnOldVisit()
    await phone.ageOut()
    const ask = () => phone.askHistory(world.puskesmas.transport, personId)
    expect(await endAtEach(ask)).toBeGreaterThan(3)
    expect(await visitsOf(personId)).toEqual(['2024-02-01', '2024-03-01', '2026-06-01'])
    expect(await phone.peopleWithOlder()).toEqual([])
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('RE1 SJ12: the app may end at every write point of writing a surat jalan and of taking its balasan', async () => {
    const surat: string[] = []
    const writing = async () => {
      const ending = await phone.writeSurat()
      if (ending.how === 'done' && ending.value !== undefined) surat.push(ending.value)
    }
    expect(await endAtEach(writing)).toBeGreaterThan(1)
    const balasan: string[] = []
    for (const text of surat) balasan.push((await world.puskesmas.takeSurat(text)).balasan.text)
    await world.puskesmas.idle()
    await world.oracle.compare()
    expect(await endAtEach(() => phone.takeSurat(balasan[0] ?? ''))).toBeGreaterThan(2)
    expect(await phone.local.store.balance()).toMatchObject({ waiting: 0, held: 0 })
    await world.quiet()
    expect(world.oracle.findings).toEqual([])
  })

  it('RE1 UP1: the app may end at every write point of an upgrade of its database', async () => {
    await good()
    await world.save(phone)
    phone.editions = 2
    for (let after = 1; ; after++) {
      phone.restart()
      phone.plan({ kind: 'dies', after })
      const { how } = await phone.live((local) => local.store.balance())
      phone.plan()
      await world.oracle.lookAt(phone)
      expect(world.oracle.findings).toEqual([])
      if (how === 'done') break
      expect(after).toBeLessThan(mostPoints)
    }
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
