import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openField } from './card-form.ts'
import { goTo, openPerson, readBalance } from './kader.ts'
import { arrived, oneKader, type OneKader, tapSave, typeUntilKept, untilResult } from './one-kader.ts'
import { findSignal, loseSignal, type Phone } from './phone.ts'
import type { GatedServer } from './running-server.ts'

/** Whose visit is saved, and how long after the tap on "Simpan" the browser is killed, ms: before, within and after. */
const saving = [
  ['Arif Hidayat', 0],
  ['Bagas Pratama', 2],
  ['Candra Wijaya', 5],
  ['Dimas Saputra', 10],
  ['Erlangga Putra', 20],
  ['Fajar Nugroho', 40],
  ['Galih Santoso', 80],
  ['Hendra Kusuma', 160],
] as const
/** The same after the network came back, for the sending. */
const sending = [0, 50, 150, 400]

const others = ['Indra Lesmana', 'Joko Susilo', 'Kurnia Sandi']

describe('a phone that goes out in the middle', () => {
  let stage: OneKader
  let server: GatedServer
  let phone: Phone
  /** Whose visit the screen called saved, or was found to be saved after all. */
  const saved = new Set<string>()

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
    'OB1: %s: killed %i ms after the tap on Simpan, it has the visit or the draft (lesson 10; trial 1)',
    async (name, after) => {
      await fillVisit(name)
      const tapped = tapSave(phone.page).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, after))
      await phone.kill()
      await tapped
      await reopen()
      await whatIsThere(name)
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

  it('SD5: killed while the answer to its batch is on its way, it still has all of it waiting (trial 3)', async () => {
    await reopen()
    const before = await readBalance(phone.page)
    expect(before.waiting).toBeGreaterThan(0)
    const { gate } = server
    gate.letPass(0)
    const came = gate.passed()
    await findSignal(phone, gate)
    // The puskesmas has the batch and has answered; of the answer no byte has come.
    await expect.poll(() => arrived(stage.nakes), { timeout: 60_000 }).toEqual([...saved].sort())
    expect(gate.passed()).toBe(came)
    expect(await readBalance(phone.page)).toEqual(before)
    await phone.kill()
    gate.shut()
    gate.letPass()
    await reopen()
    expect(await readBalance(phone.page)).toEqual(before)
  })

  it.each(sending)(
    'SD5: killed %i ms after the network came back, it loses nothing that waited',
    async (after) => {
      await reopen()
      const before = await readBalance(phone.page)
      await findSignal(phone, server.gate)
      await new Promise((resolve) => setTimeout(resolve, after))
      await phone.kill()
      server.gate.shut()
      await reopen()
      const { saved: all, received, waiting, held } = await readBalance(phone.page)
      expect(all).toBe(before.saved)
      expect([received + waiting, held]).toEqual([all, 0])
    },
  )

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
