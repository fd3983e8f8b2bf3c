import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openField } from './card-form.ts'
import { goTo, openPerson, readBalance } from './kader.ts'
import { arrived, oneKader, type OneKader, tapSave, typeUntilKept, untilResult } from './one-kader.ts'
import { findSignal, loseSignal, type Phone } from './phone.ts'
import type { GatedServer } from './running-server.ts'
import { type Point, standStill } from './stand-still.ts'

/** Whose visit is being saved, how far its save has come when the browser is killed, and what must be there then. */
const saving = [
  ['Arif Hidayat', 'midway', 'draft'],
  ['Bagas Pratama', 'written', 'draft'],
  ['Candra Wijaya', 'committing', 'either'],
  ['Dimas Saputra', 'committing', 'either'],
  ['Erlangga Putra', 'committing', 'either'],
  ['Fajar Nugroho', 'committed', 'saved'],
] as const satisfies readonly (readonly [string, Point, 'draft' | 'saved' | 'either'])[]
/** What only the save of a visit writes in one transaction. */
const ofSaving = ['outbox', 'drafts']
/** What the taking in of an answer writes. */
const ofSettling = ['meta', 'outbox']

const others = ['Indra Lesmana', 'Joko Susilo', 'Kurnia Sandi']

describe('a phone that goes out in the middle', () => {
  let stage: OneKader
  let server: GatedServer
  let phone: Phone
  /** Whose visit the screen called saved, or was found to be saved after all. */
  const saved = new Set<string>()
  /** In the middle of what the browser was killed. */
  const met = new Set<string>()

  beforeAll(async () => {
    stage = await oneKader([...saving.map(([name]) => name), ...others])
    server = stage.server
    phone = stage.phone
  })

  afterAll(() => stage?.close())

  /** Opens the killed phone again, without signal. */
  const reopen = async () => {
    await phone.restart()
    await loseSignal(phone, server.gate)
    await phone.page.goto(server.gate.address)
    await phone.page.getByRole('heading', { name: 'Hari ini' }).waitFor()
  }

  const fillVisit = async (name: string) => {
    if (!(await phone.page.getByRole('navigation').isVisible())) await phone.page.goto(server.gate.address)
    await typeUntilKept(phone.page, name)
  }

  /** Whether a reopened phone has the visit, or else the draft with what was typed; one of them it must have. */
  const whatIsThere = async (name: string) => {
    const { page } = phone
    await openPerson(page, name)
    const visit = page
      .locator('section', { has: page.getByRole('heading', { name: 'Riwayat kunjungan' }) })
      .locator('li button[aria-expanded]')
    const goOn = page.getByRole('link', { name: 'Lanjutkan isian' })
    await visit.or(goOn).first().waitFor()
    if ((await visit.count()) > 0) {
      expect(await goOn.count()).toBe(0)
      saved.add(name)
      return 'saved'
    }
    await goOn.click()
    const weight = await openField(page, 'balita', 'weightKg')
    expect(await weight.locator('input').inputValue()).toBe('8,7')
    return 'draft'
  }

  it.each(saving)(
    'OB1: %s: killed with its save %s, it has the visit or the draft: %s (lesson 10; trial 1)',
    async (name, at, expected) => {
      await fillVisit(name)
      const { reached } = await standStill(phone.page, ofSaving, at)
      const tapped = tapSave(phone.page).catch(() => undefined)
      await reached
      await phone.kill()
      met.add(`saving ${at}`)
      await tapped
      await reopen()
      const there = await whatIsThere(name)
      if (expected !== 'either') expect(there).toBe(expected)
    },
  )

  it('OB1: killed as the screen calls the visit saved, it has the visit (trial 2)', async () => {
    await fillVisit('Indra Lesmana')
    await tapSave(phone.page)
    await untilResult(phone.page)
    await phone.kill()
    await reopen()
    expect(await whatIsThere('Indra Lesmana')).toBe('saved')
  })

  it('killed over a half-filled form, it has what was typed, and saves it (lesson 14)', async () => {
    await fillVisit('Joko Susilo')
    await phone.kill()
    await reopen()
    expect(await whatIsThere('Joko Susilo')).toBe('draft')
    await tapSave(phone.page)
    await untilResult(phone.page)
    saved.add('Joko Susilo')
  })

  /** Killed while `during` has it at some point of a sending, it still has all that waited, and sends it again. */
  const killedWhileSending = async (point: string, during: () => Promise<void>) => {
    await reopen()
    const before = await readBalance(phone.page)
    expect(before.waiting).toBeGreaterThan(0)
    await during()
    expect(await readBalance(phone.page)).toEqual(before)
    await phone.kill()
    met.add(`sending ${point}`)
    const { gate } = server
    gate.shut()
    gate.letLeave()
    gate.letPass()
    await reopen()
    expect(await readBalance(phone.page)).toEqual(before)
  }
  /** The puskesmas has all that was saved. */
  const untilArrived = () =>
    expect.poll(() => arrived(stage.nakes), { timeout: 60_000 }).toEqual([...saved].sort())

  it('SD5: killed while its batch is leaving, it still has all of it waiting', async () => {
    const { gate } = server
    await killedWhileSending('leaving', async () => {
      gate.letLeave(0)
      await findSignal(phone, gate)
      await expect.poll(() => gate.heldBack(), { timeout: 60_000 }).toContain('POST /api/v1/sync')
      const left = gate.left()
      gate.letLeave(100)
      await expect.poll(() => gate.left()).toBe(left + 100)
    })
    expect(await arrived(stage.nakes)).toEqual([])
  })

  it.each([
    ['answered', 0],
    ['half answered', 200],
  ])(
    'SD5: killed with its batch %s, %i bytes of the answer come, it still has all of it waiting (trial 3)',
    async (point, bytes) => {
      const { gate } = server
      await killedWhileSending(point, async () => {
        gate.letPass(bytes)
        const came = gate.passed()
        await findSignal(phone, gate)
        await untilArrived()
        await expect.poll(() => gate.passed()).toBe(came + bytes)
      })
    },
  )

  it.each([
    ['midway', 'waiting'],
    ['committed', 'received'],
  ] as const)('SE1: killed with the taking in of the receipts %s, all of it is %s', async (at, state) => {
    await reopen()
    const before = await readBalance(phone.page)
    // Whichever sends first: the page, or the worker that the browser wakes.
    const senders = [phone.page, ...phone.context.serviceWorkers()]
    const stands = await Promise.all(senders.map((sender) => standStill(sender, ofSettling, at)))
    await findSignal(phone, server.gate)
    await Promise.race(stands.map(({ reached }) => reached))
    await phone.kill()
    met.add(`sending ${at}`)
    server.gate.shut()
    await untilArrived()
    await reopen()
    const now = { received: before.received, waiting: 0, [state]: before.saved - before.received }
    expect(await readBalance(phone.page)).toEqual({ ...before, ...now })
  })

  it('was killed in the middle of everything that saving and sending consist of', () => {
    expect([...met].sort()).toEqual([
      'saving committed',
      'saving committing',
      'saving midway',
      'saving written',
      'sending answered',
      'sending committed',
      'sending half answered',
      'sending leaving',
      'sending midway',
    ])
  })

  it('RC1: all that the screen called saved arrives, each once', async () => {
    await findSignal(phone, server.gate)
    await goTo(phone.page, 'Antrean')
    await expect.poll(async () => (await readBalance(phone.page)).waiting, { timeout: 120_000 }).toBe(0)
    const visits = await arrived(stage.nakes)
    expect(visits).toEqual([...saved].sort())
    const { saved: all, received } = await readBalance(phone.page)
    expect(received).toBe(all)
  })

  it('killed with a visit waiting, the browser sends it though nobody opens the app again (lessons 24, 26)', async () => {
    await loseSignal(phone, server.gate)
    await fillVisit('Kurnia Sandi')
    await tapSave(phone.page)
    await untilResult(phone.page)
    await phone.kill()
    await phone.restart()
    await findSignal(phone, server.gate)
    await expect.poll(() => arrived(stage.nakes), { timeout: 120_000 }).toContain('Kurnia Sandi')
    expect(phone.context.pages().map((page) => page.url())).toEqual(['about:blank'])
  })
})
