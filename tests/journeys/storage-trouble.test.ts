import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { goTo, readBalance } from './kader.ts'
import { arrived, oneKader, type OneKader, tapSave, typeUntilKept, untilResult } from './one-kader.ts'
import { findSignal } from './phone.ts'
import { rowsIn } from './phone-rows.ts'
import { standStill } from './stand-still.ts'

const names = ['Krisna Murti', 'Lukman Hakim', 'Made Wirawan']
const [closedBefore, closedAfterTap, closedWithin] = names as [string, string, string]

describe("a phone's storage that fails under the app", () => {
  let stage: OneKader
  const page = () => stage.phone.page

  beforeAll(async () => {
    stage = await oneKader(names)
  })
  afterAll(() => stage?.close())

  /** The browser closes every connection to the phone's database, as it does when its own storage breaks. */
  const closeStorage = async () => {
    const internals = await stage.phone.context.newPage()
    await internals.goto('chrome://indexeddb-internals')
    await internals.getByText('Force close').first().click()
    await expect.poll(() => internals.getByText('Open connections: 0').count()).toBeGreaterThan(0)
    await internals.close()
  }

  it('closed between typing and saving, it heals, says so, and saves (lesson 4)', async () => {
    await typeUntilKept(page(), closedBefore)
    await closeStorage()
    await page()
      .getByText(/Penyimpanan HP (sempat terputus|tersambung lagi)/)
      .waitFor()
    await tapSave(page())
    await untilResult(page())
    await page().getByText('Penyimpanan HP tersambung lagi. Yang sudah tersimpan aman.').waitFor()
    await page().getByRole('button', { name: 'Tutup' }).click()
    await page().getByText('Selesai', { exact: true }).click()
  })

  it('closed right after the tap on Simpan, the visit is saved once (lesson 4)', async () => {
    await typeUntilKept(page(), closedAfterTap)
    await Promise.all([tapSave(page()), closeStorage()])
    await untilResult(page())
    await page().goto(stage.server.gate.address)
  })

  it('closed while the save is being written, it is undone whole and done again, once (lesson 4)', async () => {
    await typeUntilKept(page(), closedWithin)
    const before = await rowsIn(page(), 'outbox')
    const { reached } = await standStill(page(), ['outbox', 'drafts'], 'written')
    const tapped = tapSave(page())
    await reached
    await closeStorage()
    await tapped
    await untilResult(page())
    const after = await rowsIn(page(), 'outbox')
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.slice(before.length).map(({ kind }) => kind)).toEqual(['visit'])
    expect(await rowsIn(page(), 'drafts')).toEqual([])
    await page().goto(stage.server.gate.address)
  })

  it('OB5: all of it arrives, each once', async () => {
    await page().goto(stage.server.gate.address)
    await findSignal(stage.phone, stage.server.gate)
    await goTo(page(), 'Antrean')
    await expect.poll(async () => (await readBalance(page())).waiting, { timeout: 120_000 }).toBe(0)
    expect(await arrived(stage.nakes)).toEqual([...names].sort())
  })
})
